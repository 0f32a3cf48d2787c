using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A column of a table of resources: its name, and the elements of which the first that is there is taken.</summary>
/// <param name="Name">The name.</param>
/// <param name="Paths">The elements, as paths: <c>effectiveDateTime</c>, <c>code.coding.code</c>.</param>
internal sealed record RecordColumn(string Name, IReadOnlyList<string> Paths)
{
    private const int LongestPath = 100;

    // As they stand in JSON: a table asks for each of them in every resource.
    private readonly byte[][][] _paths = [.. Paths.Select(static path => path.Split('.').Select(Encoding.UTF8.GetBytes).ToArray())];

    /// <summary>Reads <c>name=path|path</c>, or a path that is its own name.</summary>
    public static RecordColumn Parse(string text) => text.Split('=') is [var name, var paths] ? new(name, paths.Split('|')) : new(text, [text]);

    /// <summary>Whether an agent may ask for it: names of elements, with dots between them.</summary>
    public static bool IsPath(string text) => text.Length is > 0 and <= LongestPath && text.Split('.').All(static part => part.Length > 0 && char.IsAsciiLetter(part[0]) && part.All(char.IsAsciiLetterOrDigit));

    /// <summary>The value of a resource; null where it has none.</summary>
    public string? ValueOf(JsonElement resource)
    {
        foreach (var path in _paths)
        {
            if (Find(resource, path) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private static string? Find(JsonElement element, ReadOnlySpan<byte[]> path)
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

        var name = path[0];
        if (element.TryGetProperty(name, out var child))
        {
            return Find(child, path[1..]);
        }

        // value[x]: the element has its type in its name (https://hl7.org/fhir/R4/formats.html#choice).
        foreach (var property in element.EnumerateObject())
        {
            var given = JsonMarshal.GetRawUtf8PropertyName(property);
            if (given.Length > name.Length && given.StartsWith(name) && char.IsAsciiLetterUpper((char)given[name.Length]))
            {
                return Find(property.Value, path[1..]);
            }
        }

        return null;
    }
}
