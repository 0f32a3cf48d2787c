using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A column of a table of resources: its name, and the elements of which the first that is there is taken.</summary>
/// <param name="Name">The name.</param>
/// <param name="Paths">The elements, as paths: <c>effectiveDateTime</c>, <c>code.coding.code</c>.</param>
internal sealed record RecordColumn(string Name, IReadOnlyList<string> Paths)
{
    private const int LongestPath = 100;

    /// <summary>Reads <c>name=path|path</c>, or a path that is its own name.</summary>
    public static RecordColumn Parse(string text) => text.Split('=') is [var name, var paths] ? new(name, paths.Split('|')) : new(text, [text]);

    /// <summary>Whether an agent may ask for it: names of elements, with dots between them.</summary>
    public static bool IsPath(string text) => text.Length is > 0 and <= LongestPath && text.Split('.').All(static part => part.Length > 0 && char.IsAsciiLetter(part[0]) && part.All(char.IsAsciiLetterOrDigit));

    /// <summary>The value of a resource; null where it has none.</summary>
    public string? ValueOf(JsonElement resource)
    {
        foreach (var path in Paths)
        {
            if (Find(resource, path.AsSpan()) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private static string? Find(JsonElement element, ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return ValueText.Of(element);
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                if (Find(item, path) is { } text)
                {
                    return text;
                }
            }

            return null;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var dot = path.IndexOf('.');
        var name = dot < 0 ? path : path[..dot];
        var rest = dot < 0 ? default : path[(dot + 1)..];
        if (element.TryGetProperty(name, out var child))
        {
            return Find(child, rest);
        }

        // value[x]: the element has its type in its name (https://hl7.org/fhir/R4/formats.html#choice).
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Length > name.Length && property.Name.AsSpan().StartsWith(name, StringComparison.Ordinal) && char.IsAsciiLetterUpper(property.Name[name.Length]))
            {
                return Find(property.Value, rest);
            }
        }

        return null;
    }
}
