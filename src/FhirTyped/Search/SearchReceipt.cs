using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>What a server's <c>self</c> link says about a search.</summary>
public enum SearchReceiptStatus
{
    /// <summary>Every filter that was sent is there.</summary>
    Verified,

    /// <summary>The server left out a filter.</summary>
    Dropped,

    /// <summary>The server does not say what it searched for.</summary>
    Unverifiable,
}

/// <summary>
/// The comparison of what was searched for with what the server says that it searched for: servers tell it by the bundle's
/// <c>self</c> link (https://hl7.org/fhir/R4/search.html#conformance).
/// </summary>
/// <param name="Status">The result.</param>
/// <param name="Dropped">The names of the filters that the server left out; never their values.</param>
public sealed record SearchReceipt(SearchReceiptStatus Status, IReadOnlyList<string> Dropped)
{
    internal static SearchReceipt Unverifiable { get; } = new(SearchReceiptStatus.Unverifiable, []);

    /// <summary>Compares what was sent with a <c>self</c> link.</summary>
    internal static SearchReceipt Compare(SearchQuery sent, string? self)
    {
        var question = self?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        if (question < 0)
        {
            return Unverifiable;
        }

        var used = SearchQuery.Parse(sent.ResourceType, self![(question + 1)..]).Criteria;
        var dropped = new List<string>();
        foreach (var criterion in sent.Criteria)
        {
            if (!R4Definitions.IsResultParameter(criterion.Name) && !IsUsed(criterion, used))
            {
                dropped.Add(criterion.FullName);
            }
        }

        return new(dropped.Count == 0 ? SearchReceiptStatus.Verified : SearchReceiptStatus.Dropped, dropped);
    }

    /// <summary>Servers normalise values (a reference gets its type, a date its zone), so a name that is there is a filter that was used.</summary>
    private static bool IsUsed(SearchCriterion criterion, EquatableArray<SearchCriterion> used)
    {
        foreach (var candidate in used)
        {
            if (candidate.Name == criterion.Name && HasValue(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasValue(SearchCriterion criterion)
    {
        foreach (var value in criterion.Values)
        {
            if (!string.IsNullOrWhiteSpace(value.Escaped))
            {
                return true;
            }
        }

        return false;
    }
}
