namespace FhirTyped.Matching;

/// <summary>Takes the comparison from the beginning of a value.</summary>
internal static class SearchPrefixes
{
    /// <summary>The comparison and what follows it; equality where the value has no prefix.</summary>
    public static SearchPrefix Take(string value, out string rest)
    {
        SearchPrefix? prefix = value.Length < 2 ? null : value[..2] switch
        {
            "eq" => SearchPrefix.Equal,
            "ne" => SearchPrefix.NotEqual,
            "gt" => SearchPrefix.GreaterThan,
            "lt" => SearchPrefix.LessThan,
            "ge" => SearchPrefix.GreaterOrEqual,
            "le" => SearchPrefix.LessOrEqual,
            "sa" => SearchPrefix.StartsAfter,
            "eb" => SearchPrefix.EndsBefore,
            "ap" => SearchPrefix.Approximate,
            _ => null,
        };
        rest = prefix is null ? value : value[2..];
        return prefix ?? SearchPrefix.Equal;
    }
}
