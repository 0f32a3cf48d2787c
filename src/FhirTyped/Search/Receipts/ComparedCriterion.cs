using FhirTyped.Capabilities;

namespace FhirTyped.Receipts;

/// <summary>A criterion with its name read; of a <c>self</c> link in each way in which its value may be encoded.</summary>
/// <param name="FullName">The name as it stands in the search.</param>
/// <param name="Path">The name as FHIR means it.</param>
/// <param name="Readings">The values: the alternatives of each reading, in FHIR's escaping, without empty ones.</param>
internal sealed record ComparedCriterion(string FullName, ParameterPath Path, IReadOnlyList<IReadOnlyList<string>> Readings)
{
    /// <summary>Whether it has a value: without one a server ignores it (https://hl7.org/fhir/R4/search.html#errors).</summary>
    public bool HasValue => Readings[0].Count > 0;

    /// <summary>Reads a criterion of a search that was sent: its encoding is our own.</summary>
    public static ComparedCriterion OfSent(string resourceType, SearchCriterion criterion, CapabilityJudge? judge) =>
        new(criterion.FullName, ParameterPath.Read(resourceType, criterion.FullName, judge), [ValuesOf(criterion)]);

    /// <summary>Reads one <c>name=value</c> of a link. A plus may be a blank or a plus, and some servers encode twice.</summary>
    public static ComparedCriterion OfLink(string resourceType, string pair, CapabilityJudge? judge)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var name = SearchQuery.Decode(equals < 0 ? pair : pair[..equals]);
        var value = equals < 0 ? "" : pair[(equals + 1)..];
        var decoded = SearchQuery.Decode(value);
        var criterion = SearchQuery.ParseCriterion(name, decoded);
        var readings = new List<IReadOnlyList<string>> { ValuesOf(criterion) };
        if (value.Contains('+', StringComparison.Ordinal))
        {
            readings.Add(ValuesOf(SearchQuery.ParseCriterion(name, SearchQuery.Decode(value.Replace("+", "%2B", StringComparison.Ordinal)))));
        }

        if (decoded.Contains('%', StringComparison.Ordinal))
        {
            readings.Add(ValuesOf(SearchQuery.ParseCriterion(name, SearchQuery.Decode(decoded.Replace("+", "%2B", StringComparison.Ordinal)))));
        }

        return new(criterion.FullName, ParameterPath.Read(resourceType, criterion.FullName, judge), readings);
    }

    private static List<string> ValuesOf(SearchCriterion criterion)
    {
        var values = new List<string>(criterion.Values.Count);
        foreach (var value in criterion.Values)
        {
            if (!string.IsNullOrWhiteSpace(value.Escaped))
            {
                values.Add(value.Escaped);
            }
        }

        return values;
    }
}
