using System.Text.Json;

namespace FhirTyped.R4.Tests;

/// <summary>Compares JSON by meaning: order of properties aside, numbers by their text.</summary>
internal static class JsonComparison
{
    /// <summary>The path of the first difference, or null where there is none.</summary>
    public static string? FirstDifference(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual)
    {
        var options = new JsonDocumentOptions { MaxDepth = 256 };
        using var left = JsonDocument.Parse(expected, options);
        using var right = JsonDocument.Parse(actual, options);
        return FirstDifference(left.RootElement, right.RootElement, "$");
    }

    private static string? FirstDifference(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.ValueKind != actual.ValueKind)
        {
            return $"{path}: {expected.ValueKind} became {actual.ValueKind}";
        }

        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                var rest = new Dictionary<string, JsonElement>();
                foreach (var property in actual.EnumerateObject())
                {
                    rest[property.Name] = property.Value;
                }

                foreach (var property in expected.EnumerateObject())
                {
                    if (!rest.Remove(property.Name, out var value))
                    {
                        return $"{path}.{property.Name}: lost";
                    }

                    if (FirstDifference(property.Value, value, path + "." + property.Name) is { } difference)
                    {
                        return difference;
                    }
                }

                return rest.Count == 0 ? null : $"{path}.{rest.Keys.First()}: added";
            case JsonValueKind.Array:
                if (expected.GetArrayLength() != actual.GetArrayLength())
                {
                    return $"{path}: {expected.GetArrayLength()} items became {actual.GetArrayLength()}";
                }

                // By turns: to find an item by its place is a walk over those before it.
                var i = 0;
                foreach (var (one, other) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
                {
                    if (FirstDifference(one, other, $"{path}[{i++}]") is { } difference)
                    {
                        return difference;
                    }
                }

                return null;
            case JsonValueKind.Number:
                return expected.GetRawText() == actual.GetRawText() ? null : $"{path}: number changed";
            case JsonValueKind.String:
                return expected.GetString() == actual.GetString() ? null : $"{path}: string changed";
            default:
                return null;
        }
    }
}
