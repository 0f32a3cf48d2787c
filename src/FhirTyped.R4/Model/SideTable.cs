using System.Text;

namespace FhirTyped.R4;

/// <summary>
/// What an object of the payload held beyond its properties. Allocated only where there is something to keep; almost always
/// one or two entries, hence a list and no dictionary.
/// </summary>
internal sealed class SideTable
{
    private readonly List<SideEntry> _entries = [];

    /// <summary>The id and extensions of a primitive property, or null.</summary>
    public PrimitiveMetadata? Metadata(string name)
    {
        foreach (var entry in _entries)
        {
            if (entry.Kind == SideKind.Metadata && entry.Name == name)
            {
                return entry.Metadata;
            }
        }

        return null;
    }

    /// <inheritdoc cref="Metadata(string)"/>
    public PrimitiveMetadata? Metadata(ReadOnlySpan<byte> name)
    {
        foreach (var entry in _entries)
        {
            if (entry.Kind == SideKind.Metadata && Ascii.Equals(name, entry.Name))
            {
                return entry.Metadata;
            }
        }

        return null;
    }

    public void SetMetadata(string name, PrimitiveMetadata? metadata)
    {
        _entries.RemoveAll(entry => entry.Kind == SideKind.Metadata && entry.Name == name);
        if (metadata is not null)
        {
            _entries.Add(new SideEntry(SideKind.Metadata, name, -1, metadata, null));
        }
    }

    /// <summary>Keeps raw JSON: of a property, or of the item of a list.</summary>
    public void AddRaw(SideKind kind, string name, int index, byte[] raw) => _entries.Add(new SideEntry(kind, name, index, null, raw));

    /// <summary>The raw JSON of a kind, or null.</summary>
    public byte[]? Raw(SideKind kind, ReadOnlySpan<byte> name, int index = -1)
    {
        foreach (var entry in _entries)
        {
            if (entry.Kind == kind && entry.Index == index && Utf8Equals(name, entry.Name))
            {
                return entry.Raw;
            }
        }

        return null;
    }

    /// <summary>How many items of a list are kept as raw JSON.</summary>
    public int RawItems(ReadOnlySpan<byte> name)
    {
        var count = 0;
        foreach (var entry in _entries)
        {
            count += entry.Kind == SideKind.RawItem && Utf8Equals(name, entry.Name) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether there is anything that is not about the value of a primitive that is an element of its own.</summary>
    public bool HasMoreThanValue
    {
        get
        {
            foreach (var entry in _entries)
            {
                if (entry.Name != "value" || entry.Kind is not (SideKind.NumberText or SideKind.UnreadableProperty))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The properties kept as raw JSON, in the order of the payload.</summary>
    public IEnumerable<SideEntry> RawProperties =>
        _entries.Where(entry => entry.Kind is SideKind.UnknownProperty or SideKind.UnreadableProperty);

    public List<KeyValuePair<string, ReadOnlyMemory<byte>>> Unknown() =>
        [.. RawProperties.Select(entry => KeyValuePair.Create(entry.Name, (ReadOnlyMemory<byte>)entry.Raw))];

    public SideTable Clone()
    {
        var copy = new SideTable();
        foreach (var entry in _entries)
        {
            // Raw JSON is never changed in place, so the copy may share it.
            copy._entries.Add(entry with { Metadata = (PrimitiveMetadata?)entry.Metadata?.CloneBase() });
        }

        return copy;
    }

    private static bool Utf8Equals(ReadOnlySpan<byte> utf8, string text) =>
        Ascii.Equals(utf8, text) || (!Ascii.IsValid(text) && Encoding.UTF8.GetString(utf8) == text);
}
