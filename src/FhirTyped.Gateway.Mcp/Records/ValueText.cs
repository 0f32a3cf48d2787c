using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A value of a resource as one text: what people would read of it (https://hl7.org/fhir/R4/datatypes.html).</summary>
internal static class ValueText
{
    private const int MostItems = 3;

    /// <summary>The text; null where there is nothing to say.</summary>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? RecordText.Clean(text) : null,
        JsonValueKind.Number => value.GetRawText() is { Length: <= 40 } number ? number : null,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => OfList(value),
        JsonValueKind.Object => OfObject(value),
        _ => null,
    };

    private static string? OfList(JsonElement list)
    {
        var texts = new List<string>();
        var left = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (texts.Count == MostItems)
            {
                left++;
            }
            else if (Of(item) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts.Count == 0 ? null : RecordText.Clean(string.Join("; ", texts) + (left > 0 ? FormattableString.Invariant($"; and {left} more") : ""));
    }

    private static string? OfObject(JsonElement value) =>
        Text(value, "text")
        ?? Text(value, "reference")
        ?? (value.TryGetProperty("coding", out var codings) && codings.ValueKind == JsonValueKind.Array ? OfList(codings) : null)
        ?? OfQuantity(value)
        ?? OfName(value)
        ?? OfRange(value, "start", "end") ?? OfRange(value, "low", "high") ?? OfRange(value, "numerator", "denominator")
        ?? OfAddress(value)
        ?? Text(value, "display") ?? Text(value, "value") ?? Text(value, "code") ?? Text(value, "title") ?? Text(value, "url");

    private static string? OfQuantity(JsonElement value)
    {
        if (!value.TryGetProperty("value", out var number) || number.ValueKind != JsonValueKind.Number || Of(number) is not { } amount)
        {
            return null;
        }

        return RecordText.Clean((Text(value, "comparator") ?? "") + amount + ((Text(value, "unit") ?? Text(value, "code") ?? Text(value, "currency")) is { } unit ? " " + unit : ""));
    }

    private static string? OfName(JsonElement value)
    {
        var given = value.TryGetProperty("given", out var names) ? names.ValueKind == JsonValueKind.Array ? string.Join(' ', names.EnumerateArray().Select(Of)) : null : null;
        var family = Text(value, "family");
        return given is null && family is null ? null : RecordText.Clean((given + " " + family).Trim());
    }

    private static string? OfRange(JsonElement value, string low, string high)
    {
        var from = value.TryGetProperty(low, out var first) ? Of(first) : null;
        var to = value.TryGetProperty(high, out var second) ? Of(second) : null;
        return from is null && to is null ? null : RecordText.Clean(from + ".." + to);
    }

    private static string? OfAddress(JsonElement value)
    {
        var parts = new[] { "line", "postalCode", "city", "state", "country" }.Select(name => value.TryGetProperty(name, out var part) ? Of(part) : null).Where(static part => part is not null).ToList();
        return parts.Count == 0 ? null : RecordText.Clean(string.Join(' ', parts));
    }

    private static string? Text(JsonElement value, string name) => value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } found ? RecordText.Clean(found) : null;
}
