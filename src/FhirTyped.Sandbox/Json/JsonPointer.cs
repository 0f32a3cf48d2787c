using System.Globalization;

namespace FhirTyped.Sandbox;

/// <summary>A JSON Pointer (RFC 6901).</summary>
internal sealed class JsonPointer
{
    private const int LongestPointer = 128;

    private JsonPointer(ArraySegment<string> names) => Names = names;

    /// <summary>The names and indexes that lead to the place.</summary>
    public ArraySegment<string> Names { get; }

    /// <summary>Whether it is the whole document.</summary>
    public bool IsRoot => Names.Count == 0;

    /// <summary>Where the place is.</summary>
    public JsonPointer Parent => new(Names[..^1]);

    /// <summary>The last name.</summary>
    public string Name => Names[^1];

    /// <summary>The last name as an index; -1 where it is none.</summary>
    public int Index => IndexOf(Name);

    /// <summary>Reads a pointer; null where it is none, or is longer than any resource is deep.</summary>
    public static JsonPointer? TryParse(string text)
    {
        if (text.Length == 0)
        {
            return new JsonPointer(ArraySegment<string>.Empty);
        }

        if (text[0] != '/')
        {
            return null;
        }

        var names = text[1..].Split('/', LongestPointer + 1);
        for (var i = 0; i < names.Length; i++)
        {
            if (i == LongestPointer || TryUnescape(names[i]) is not { } name)
            {
                return null;
            }

            names[i] = name;
        }

        return new JsonPointer(names);
    }

    /// <summary>The index that a name is: digits without a zero before them; -1 where it is none.</summary>
    public static int IndexOf(string name) =>
        (name.Length == 1 || name is not ['0', ..]) && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    /// <summary>Whether another place is within this one.</summary>
    public bool IsParentOf(JsonPointer other) => other.Names.Count > Names.Count && Names.AsSpan().SequenceEqual(other.Names.AsSpan(0, Names.Count));

    private static string? TryUnescape(string name)
    {
        for (var i = name.IndexOf('~', StringComparison.Ordinal); i >= 0; i = name.IndexOf('~', i + 1))
        {
            if (i + 1 == name.Length || name[i + 1] is not ('0' or '1'))
            {
                return null;
            }
        }

        return name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
