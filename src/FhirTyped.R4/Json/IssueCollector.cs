namespace FhirTyped.R4;

/// <summary>Gathers issues while reading.</summary>
/// <param name="options">How is read.</param>
/// <param name="cancellationToken">Ends the search for places.</param>
/// <param name="root">What places begin with where the payload is no resource: the element's type.</param>
internal sealed class IssueCollector(FhirJsonOptions options, CancellationToken cancellationToken, string? root = null)
{
    private List<PendingIssue>? _issues;

    /// <summary>Notes an issue; in strict reading an error ends the reading.</summary>
    /// <exception cref="FhirFormatException">Reading is strict and the issue an error.</exception>
    public void Add(ReadOnlySpan<byte> payload, PendingIssue issue)
    {
        if (options.IsStrict && issue.Severity == FhirFormatSeverity.Error)
        {
            throw new FhirFormatException(IssueLocator.Locate(payload, [issue], options.MaxDepth, root, cancellationToken)[0]);
        }

        _issues ??= [];
        if (_issues.Count < options.MaxIssues)
        {
            _issues.Add(issue);
        }
    }

    /// <summary>The issues with their places, in the order of the payload.</summary>
    public IReadOnlyList<FhirFormatIssue> Locate(ReadOnlySpan<byte> payload) =>
        _issues is null ? [] : IssueLocator.Locate(payload, _issues, options.MaxDepth, root, cancellationToken);

    /// <summary>The first issue, by place, with one of the codes; null where there is none.</summary>
    public FhirFormatIssue? FirstOf(ReadOnlySpan<byte> payload, Func<FhirFormatCode, bool> isAsked)
    {
        var found = _issues?.FindAll(issue => isAsked(issue.Code));
        return found is { Count: > 0 } ? IssueLocator.Locate(payload, found, options.MaxDepth, root, cancellationToken)[0] : null;
    }

    /// <summary>The exception of what ends every way of reading.</summary>
    public FhirFormatException Fatal(ReadOnlySpan<byte> payload, FhirFormatCode code, int position) =>
        new(IssueLocator.Locate(payload, [new PendingIssue(code, FhirFormatSeverity.Fatal, position, null)], options.MaxDepth, root, cancellationToken)[0]);
}
