using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>What a change does, value by value, whole: a person approves what he has seen, and nothing that was cut or cannot be seen.</summary>
internal static class ResourceDifference
{
    /// <summary>The values that go and those that come, by their paths.</summary>
    public static IReadOnlyList<(string Path, string? Before, string? After)> Of(JsonElement? before, JsonElement? after)
    {
        var old = Flatten(before);
        var now = Flatten(after);
        var lines = new List<(string, string?, string?)>();
        foreach (var (path, value) in old)
        {
            var next = now.GetValueOrDefault(path);
            if (next != value)
            {
                lines.Add((path, value, next));
            }
        }

        lines.AddRange(now.Where(one => !old.ContainsKey(one.Key)).Select(static one => (one.Key, (string?)null, (string?)one.Value)));
        return lines;
    }

    private static Dictionary<string, string> Flatten(JsonElement? element)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element is { } root)
        {
            Add(lines, "", root);
        }

        return lines;
    }

    private static void Add(Dictionary<string, string> lines, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Add(lines, path.Length == 0 ? property.Name : path + "." + property.Name, property.Value);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Add(lines, path + "[" + index.ToString(CultureInfo.InvariantCulture) + "]", item);
                    index++;
                }

                break;
            default:
                lines[Visible(path)] = Visible(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());
                break;
        }
    }

    // A zero-width or turning character as its number.
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isHidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned && rune.Value is not '\n';
            visible.Append(isHidden ? string.Create(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩") : rune.ToString());
        }

        return visible.ToString();
    }
}
