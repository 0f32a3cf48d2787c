using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>Writes criteria back as a query (RFC 3986).</summary>
internal static class SearchEncoding
{
    public static string Encode(SearchCriterion criterion) =>
        Encode(criterion.FullName) + "=" + string.Join(',', criterion.Values.Select(static value => Encode(value.Escaped ?? "")));

    private static string Encode(string text) => Uri.EscapeDataString(text)
        .Replace("%3A", ":", StringComparison.Ordinal)
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%2A", "*", StringComparison.Ordinal);
}
