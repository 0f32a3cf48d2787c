using FhirTyped.R4;

namespace FhirTyped.Receipts;

/// <summary>Holds the matches of one page against the search.</summary>
internal sealed class PageChecks
{
    private readonly MatchChecks _checks;
    private readonly Bundle _page;
    private readonly SearchReceipt _receipt;
    private readonly bool[] _isContradicted;
    private readonly Func<string, bool> _isOwnBase;
    private List<string>? _bases;
    private BundleEntry? _entry;
    private int _mismatches;

    public PageChecks(MatchChecks checks, Bundle page, SearchReceipt receipt)
    {
        _checks = checks;
        _page = page;
        _receipt = receipt;
        _isContradicted = new bool[checks.Checks.Length];
        _isOwnBase = IsOwnBase;
    }

    /// <summary>Looks at a match before it is given.</summary>
    /// <exception cref="FhirContentMismatchException">It is about another patient than was asked for.</exception>
    public void Look(BundleEntry entry, Resource match)
    {
        // A search by text gives resources of any type, and what was included without a word is among its matches.
        if (match.TypeName != _checks.Search.ResourceType || !_checks.IsCertainlyMatch(entry.Search?.Mode is not null))
        {
            return;
        }

        _entry = entry;
        var isMismatch = false;
        for (var i = 0; i < _checks.Checks.Length; i++)
        {
            var check = _checks.Checks[i];

            // The server said that it did not look at this one, and that was allowed.
            if (_receipt.Dropped.Count > 0 && _receipt.Dropped.Contains(check.Name))
            {
                continue;
            }

            if (check.Look(match, _isOwnBase) == MatchProof.Contradicted)
            {
                isMismatch = true;
                _isContradicted[i] = true;
            }
        }

        _mismatches += isMismatch ? 1 : 0;
        if (isMismatch && _checks.Checks.Where((check, i) => check.IsOfPatient && _isContradicted[i]).Any())
        {
            Tell();
            throw new FhirContentMismatchException(_checks.Search.ResourceType, WithMismatches());
        }
    }

    /// <summary>The page's receipt, when all of its matches were looked at.</summary>
    public SearchReceipt Complete()
    {
        if (_mismatches == 0)
        {
            return _receipt;
        }

        Tell();
        return WithMismatches();
    }

    private void Tell() => _checks.Search.Exchange.TellMismatches(_mismatches, _checks.Search.ResourceType);

    private SearchReceipt WithMismatches() => _receipt.WithContentMismatch(
        [.. _checks.Checks.Where((_, i) => _isContradicted[i]).Select(static check => check.Name).Distinct(StringComparer.Ordinal)]);

    // What the server calls itself, in the page's links or the entry's own address, is this server whatever the client calls it.
    private bool IsOwnBase(string baseUrl)
    {
        _bases ??= [.. SearchLinks.FindAll(_page, "self").Select(static link => SelfLink.Parse(link).BaseUrl).Where(static text => text.Length > 0)];
        return _bases.Contains(baseUrl)
            || (_entry?.FullUrl is { } url && ReferenceParts.Parse(url) is { BaseUrl: { Length: > 0 } own } && own == baseUrl);
    }
}
