using System.Text.Json;

namespace FhirTyped.Firely;

/// <summary>Finds what of FHIR JSON is missing or different after it went through XML. What holds nothing (null, an empty object or array) is nothing that could be missing.</summary>
internal static class JsonLosses
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>The place of the first difference; null where there is none.</summary>
    public static string? FindFirst(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        using var first = JsonDocument.Parse(before, Options);
        using var second = JsonDocument.Parse(after, Options);
        return Compare(first.RootElement, second.RootElement, "", "") is { } place ? IssueDescription.PathOf(place) : null;
    }

    private static string? Compare(JsonElement before, JsonElement after, string name, string place)
    {
        (before, after) = (Single(before), Single(after));
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            return CompareObjects(before, after, place);
        }

        if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
        {
            return CompareArrays(before, after, name, place);
        }

        return FirelyDifference.IsEmpty(before) && FirelyDifference.IsEmpty(after) || (TextOf(before) is { } text && TextOf(after) is { } other && IsSame(name, text, other)) ? null : place;
    }

    private static string? CompareObjects(JsonElement before, JsonElement after, string place)
    {
        foreach (var property in before.EnumerateObject())
        {
            var inner = place.Length == 0 ? property.Name.TrimStart('_') : place + "." + property.Name.TrimStart('_');
            var difference = after.TryGetProperty(property.Name, out var found) ? Compare(property.Value, found, property.Name, inner)
                : FirelyDifference.IsEmpty(property.Value) ? null
                : inner;
            if (difference is not null)
            {
                return difference;
            }
        }

        foreach (var property in after.EnumerateObject())
        {
            if (!before.TryGetProperty(property.Name, out _) && !FirelyDifference.IsEmpty(property.Value))
            {
                return place.Length == 0 ? property.Name.TrimStart('_') : place + "." + property.Name.TrimStart('_');
            }
        }

        return null;
    }

    private static string? CompareArrays(JsonElement before, JsonElement after, string name, string place)
    {
        if (before.GetArrayLength() != after.GetArrayLength())
        {
            return place;
        }

        foreach (var (one, other) in before.EnumerateArray().Zip(after.EnumerateArray()))
        {
            if (Compare(one, other, name, place) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    // XML has no arrays: one is one.
    private static JsonElement Single(JsonElement element) => element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 1 ? element[0] : element;

    private static bool IsSame(string name, string before, string after) =>
        before == after || (name == "div" ? XhtmlText.Canonical(before) == XhtmlText.Canonical(after) : PrimitiveText.Canonical(before) == PrimitiveText.Canonical(after));

    private static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };
}
