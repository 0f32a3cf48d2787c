using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;

namespace FhirTyped.Firely;

/// <summary>Says where something stands in a payload: by names and indexes, and by no name that the standard does not have, since that may be a patient's.</summary>
internal static class JsonPlace
{
    private static readonly Lazy<HashSet<string>> Names = new(static () =>
        [.. ModelInfo.ModelInspector.ClassMappings.SelectMany(static type => type.PropertyMappings).Select(static element => element.Name)]);

    /// <summary>The place of a token.</summary>
    /// <param name="utf8">The payload.</param>
    /// <param name="position">Where the token begins.</param>
    public static string Of(ReadOnlySpan<byte> utf8, long position)
    {
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = FirelyJson.MaximumDepth });
        var path = new Stack<(string Name, int Index, bool IsArray)>();
        var name = "";
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                name = json.GetString()!;
                continue;
            }

            if (json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                path.Pop();
                continue;
            }

            // An item of an array is known by its index.
            if (path.TryPeek(out var parent) && parent.IsArray)
            {
                path.Pop();
                path.Push(parent with { Index = parent.Index + 1 });
                name = "";
            }

            if (json.TokenStartIndex >= position)
            {
                return Written(path, name);
            }

            if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                path.Push((name, -1, json.TokenType == JsonTokenType.StartArray));
            }
        }

        return Written(path, "");
    }

    /// <summary>A name of the standard's; <c>?</c> for any other.</summary>
    public static string NameOf(string name) => IsKnown(name) ? name : "?";

    private static string Written(IEnumerable<(string Name, int Index, bool IsArray)> path, string last)
    {
        var text = new StringBuilder();
        foreach (var (name, index, isArray) in path.Reverse().Append((last, -1, false)))
        {
            if (name.Length > 0)
            {
                text.Append(text.Length == 0 ? "" : ".").Append(NameOf(name));
            }

            if (isArray)
            {
                text.Append('[').Append(index).Append(']');
            }
        }

        return text.ToString();
    }

    private static bool IsKnown(string name)
    {
        var names = Names.Value;
        for (var length = name.Length; length > 0; length--)
        {
            // The whole name, or that of a choice before its type.
            if ((length == name.Length || char.IsAsciiLetterUpper(name[length])) && names.Contains(name[..length]))
            {
                return name.All(char.IsAsciiLetterOrDigit);
            }
        }

        return false;
    }
}
