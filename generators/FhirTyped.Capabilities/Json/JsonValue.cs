using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>The kinds of JSON value.</summary>
internal enum JsonValueKind
{
    /// <summary>The literal <c>null</c>.</summary>
    Null,

    /// <summary>The literal <c>true</c>.</summary>
    True,

    /// <summary>The literal <c>false</c>.</summary>
    False,

    /// <summary>A number; <see cref="JsonValue.Text"/> holds it as written.</summary>
    Number,

    /// <summary>A string; <see cref="JsonValue.Text"/> holds it unescaped.</summary>
    String,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object.</summary>
    Object,
}

/// <summary>A member of a JSON object.</summary>
internal readonly record struct JsonMember(string Name, JsonValue Value, TextPosition Position);

/// <summary>
/// A JSON value that knows where it stands in its file. It exists because generators can load no other JSON library
/// and because a message about a file must name the line.
/// </summary>
internal sealed class JsonValue
{
    private static readonly IReadOnlyList<JsonValue> NoItems = Array.Empty<JsonValue>();
    private static readonly IReadOnlyList<JsonMember> NoMembers = Array.Empty<JsonMember>();

    internal JsonValue(
        JsonValueKind kind,
        TextPosition position,
        string text = "",
        IReadOnlyList<JsonValue>? items = null,
        IReadOnlyList<JsonMember>? members = null)
    {
        Kind = kind;
        Position = position;
        Text = text;
        Items = items ?? NoItems;
        Members = members ?? NoMembers;
    }

    /// <summary>What it is.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>Where it begins.</summary>
    public TextPosition Position { get; }

    /// <summary>The characters of a string or number; empty for every other kind.</summary>
    public string Text { get; }

    /// <summary>The elements of an array; empty for every other kind.</summary>
    public IReadOnlyList<JsonValue> Items { get; }

    /// <summary>The members of an object in the order of the file; empty for every other kind.</summary>
    public IReadOnlyList<JsonMember> Members { get; }

    /// <summary>The value of an object's first member of that name, or null.</summary>
    public JsonValue? this[string name]
    {
        get
        {
            foreach (var member in Members)
            {
                if (member.Name == name)
                {
                    return member.Value;
                }
            }

            return null;
        }
    }

    /// <summary>The text of a string member, or null where it is absent or not a string.</summary>
    public string? StringOf(string name) => this[name] is { Kind: JsonValueKind.String } value ? value.Text : null;

    /// <summary>A boolean member, or null where it is absent or not a boolean.</summary>
    public bool? BooleanOf(string name) => this[name]?.Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The elements of an array member; empty where it is absent or not an array.</summary>
    public IReadOnlyList<JsonValue> ItemsOf(string name) => this[name]?.Items ?? NoItems;
}
