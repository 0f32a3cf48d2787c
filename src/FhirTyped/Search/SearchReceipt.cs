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
    /// <summary>
    /// The names of the criteria that the client applied by itself to what the server found (<c>FilterLocally</c>); never their
    /// values. <see cref="Status"/> is about the server's part alone.
    /// </summary>
    public IReadOnlyList<string> AppliedLocally { get; init; } = [];

    internal static SearchReceipt Unverifiable { get; } = new(SearchReceiptStatus.Unverifiable, []);

    /// <summary>Compares what was sent with a <c>self</c> link.</summary>
    internal static SearchReceipt Compare(SearchQuery sent, string? self)
    {
        if (QueryOf(self, sent.ResourceType) is not { } query)
        {
            return Unverifiable;
        }

        var used = SearchQuery.Parse(sent.ResourceType, query).Criteria;
        var dropped = new List<string>();
        foreach (var criterion in sent.Criteria)
        {
            if (criterion.IsFilter && !IsUsed(criterion, used))
            {
                dropped.Add(criterion.FullName);
            }
        }

        return new(dropped.Count == 0 ? SearchReceiptStatus.Verified : SearchReceiptStatus.Dropped, dropped);
    }

    /// <summary>
    /// The query of a <c>self</c> link; null where it says nothing about one. The bare address of the resource type says that no
    /// parameter was used: the answer is everybody's data. That of a search by POST or of a stored result says nothing.
    /// </summary>
    private static string? QueryOf(string? self, string resourceType)
    {
        if (self is null)
        {
            return null;
        }

        var question = self.IndexOf('?', StringComparison.Ordinal);
        return question >= 0 ? self[(question + 1)..]
            : self.AsSpan().TrimEnd('/').EndsWith("/" + resourceType, StringComparison.Ordinal) ? ""
            : null;
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
