namespace FhirTyped.Auth;

/// <summary>What a connection says, by parts, with the names that they have where they stand: errors give those, and never a value.</summary>
/// <param name="names">The names of the parts that the source knows.</param>
internal sealed class ConnectionParts(IReadOnlyDictionary<ConnectionPart, string> names)
{
    private readonly Dictionary<ConnectionPart, string> _values = [];

    /// <summary>The value of a part, or null where it is not said.</summary>
    public string? this[ConnectionPart part] => _values.GetValueOrDefault(part);

    /// <summary>The name of a part.</summary>
    public string NameOf(ConnectionPart part) => names.GetValueOrDefault(part, part.ToString());

    /// <summary>Whether a part is said.</summary>
    public bool Has(ConnectionPart part) => _values.ContainsKey(part);

    /// <summary>Takes a part by its name.</summary>
    /// <exception cref="FormatException">There is no part of that name, it is said already, or it is empty.</exception>
    public void Add(string name, string? value)
    {
        foreach (var (part, known) in names)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                if (string.IsNullOrEmpty(value))
                {
                    throw new FormatException($"'{known}' of the connection is empty.");
                }

                if (!_values.TryAdd(part, value))
                {
                    throw new FormatException($"'{known}' of the connection stands there twice.");
                }

                return;
            }
        }

        // A name may be a secret that lost its own: it is shown only where it looks like a name.
        var shown = name.Length is > 0 and <= 40 && name.All(static c => char.IsAsciiLetter(c) || c is '_' or ':') ? $"'{name}'" : "A part whose name is no name";
        throw new FormatException($"{shown} is not known to a connection: there are {string.Join(", ", names.Values)}.");
    }

    /// <summary>Throws where a part is said without another.</summary>
    public void Needs(ConnectionPart part, params ReadOnlySpan<ConnectionPart> oneOf)
    {
        if (!Has(part))
        {
            return;
        }

        foreach (var other in oneOf)
        {
            if (Has(other))
            {
                return;
            }
        }

        var wanted = new List<string>();
        foreach (var other in oneOf)
        {
            if (names.TryGetValue(other, out var name))
            {
                wanted.Add(name);
            }
        }

        throw new FormatException($"The connection has '{NameOf(part)}' without '{string.Join("' or '", wanted)}'.");
    }

    /// <summary>A part that is true or false.</summary>
    public bool Flag(ConnectionPart part, bool otherwise) => this[part] is not { } text ? otherwise
        : bool.TryParse(text, out var value) ? value
        : throw new FormatException($"'{NameOf(part)}' of the connection is neither true nor false.");
}
