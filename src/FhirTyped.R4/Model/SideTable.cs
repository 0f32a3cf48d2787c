using System.Text;

namespace FhirTyped.R4;

/// <summary>
/// What an object of the payload held beyond its properties. Allocated only where there is something to keep; almost always
/// one or two entries, hence lists. Of what a payload can have without end there is never a walk for each.
/// </summary>
internal sealed class SideTable
{
    private const int MostWalked = 8;

    [ThreadStatic]
    private static long _steps;

    // About properties that the type has: a few dozen at most.
    private readonly List<SideEntry> _notes = [];

    // Whole properties as raw JSON, in the order of the payload, each name once; beyond a few they are looked up.
    private readonly List<SideEntry> _properties = [];
    private Dictionary<string, int>? _places;

    // One for each list that has such items: as many as the type has lists.
    private List<RawItems>? _items;

    /// <summary>How many entries this thread has looked at: what tests of the cost count.</summary>
    public static long Steps => _steps;

    /// <summary>The id and extensions of a primitive property, or null.</summary>
    public PrimitiveMetadata? Metadata(string name)
    {
        foreach (var entry in _notes)
        {
            _steps++;
            if (entry.Kind == SideKind.Metadata && entry.Name == name)
            {
                return entry.Metadata;
            }
        }

        return null;
    }

    /// <inheritdoc cref="Metadata(string)"/>
    public PrimitiveMetadata? Metadata(ReadOnlySpan<byte> name) => Note(SideKind.Metadata, name).Metadata;

    public void SetMetadata(string name, PrimitiveMetadata? metadata)
    {
        _notes.RemoveAll(entry => entry.Kind == SideKind.Metadata && entry.Name == name);
        if (metadata is not null)
        {
            _notes.Add(new SideEntry(SideKind.Metadata, name, metadata, null));
        }
    }

    /// <summary>The text of a number, where its value alone would be written otherwise; else null.</summary>
    public byte[]? NumberText(ReadOnlySpan<byte> name) => Note(SideKind.NumberText, name).Raw;

    /// <inheritdoc cref="NumberText(ReadOnlySpan{byte})"/>
    public byte[]? NumberText(string name) => Note(SideKind.NumberText, Encoding.UTF8.GetBytes(name)).Raw;

    /// <summary>Keeps or, with null, forgets the text of a number.</summary>
    public void SetNumberText(string name, byte[]? text)
    {
        _notes.RemoveAll(entry => entry.Kind == SideKind.NumberText && entry.Name == name);
        if (text is not null)
        {
            _notes.Add(new SideEntry(SideKind.NumberText, name, null, text));
        }
    }

    /// <summary>Notes that a property of the type was given twice.</summary>
    public void NoteTwice(string name)
    {
        if (!WasGivenTwice(name))
        {
            _notes.Add(new SideEntry(SideKind.GivenTwice, name, null, null));
        }
    }

    /// <summary>Keeps a whole property as raw JSON, in place of one of the same name; whether there was one.</summary>
    public bool SetProperty(SideKind kind, string name, byte[] raw)
    {
        var entry = new SideEntry(kind, name, null, raw);
        var place = PlaceOf(name);
        if (place >= 0)
        {
            _properties[place] = entry;
            return true;
        }

        _places?.Add(name, _properties.Count);
        _properties.Add(entry);
        return false;
    }

    /// <summary>The raw JSON of a property that the type has, where its value cannot be held, be it valid FHIR or not; else null.</summary>
    public byte[]? Unreadable(string name) =>
        PlaceOf(name) is >= 0 and var place && _properties[place].Kind != SideKind.UnknownProperty ? _properties[place].Raw : null;

    /// <inheritdoc cref="Unreadable(string)"/>
    public byte[]? Unreadable(ReadOnlySpan<byte> name) => _properties.Count == 0 ? null : Unreadable(Encoding.UTF8.GetString(name));

    /// <summary>The items of a list that are no objects, or null.</summary>
    public RawItems? ItemsOf(ReadOnlySpan<byte> name)
    {
        if (_items is not null)
        {
            foreach (var items in _items)
            {
                _steps++;
                if (Ascii.Equals(name, items.Name))
                {
                    return items;
                }
            }
        }

        return null;
    }

    /// <summary>The items of a list that are no objects, to be added to.</summary>
    public RawItems MakeItemsOf(ReadOnlySpan<byte> name)
    {
        var items = ItemsOf(name);
        if (items is null)
        {
            items = new RawItems(Encoding.ASCII.GetString(name));
            (_items ??= []).Add(items);
        }

        return items;
    }

    /// <summary>Forgets the items of a list that are no objects.</summary>
    public void ForgetItemsOf(ReadOnlySpan<byte> name)
    {
        if (ItemsOf(name) is { } items)
        {
            _items!.Remove(items);
        }
    }

    /// <summary>
    /// Whether an element came in a form that its property does not hold, or holds only in part: of a wrong type of JSON, with items
    /// that are wrong, or given twice. A null or an empty array is nothing that could be lost.
    /// </summary>
    public bool IsUnreadable(string name) =>
        (PlaceOf(name) is >= 0 and var place && IsLost(_properties[place])) || HasUnreadableItems(name) || WasGivenTwice(name);

    /// <summary>The name of the first element that <see cref="IsUnreadable"/>; null where there is none.</summary>
    public string? FirstUnreadable()
    {
        foreach (var entry in _properties)
        {
            if (IsLost(entry) && entry.Name[0] != '_')
            {
                return entry.Name;
            }
        }

        foreach (var entry in _notes)
        {
            if (entry.Kind == SideKind.GivenTwice && entry.Name[0] != '_')
            {
                return entry.Name;
            }
        }

        return _items?.Find(static items => items.Count > 0)?.Name;
    }

    /// <summary>Whether there is anything that is not about the value of a primitive that is an element of its own.</summary>
    public bool HasMoreThanValue
    {
        get
        {
            foreach (var entry in _properties)
            {
                if (entry.Name != "value" || entry.Kind == SideKind.UnknownProperty)
                {
                    return true;
                }
            }

            foreach (var entry in _notes)
            {
                if (entry.Kind == SideKind.Metadata || (entry.Kind == SideKind.NumberText && entry.Name != "value"))
                {
                    return true;
                }
            }

            return _items is { Count: > 0 };
        }
    }

    /// <summary>The properties kept as raw JSON, in the order of the payload.</summary>
    public List<SideEntry> RawProperties => _properties;

    public KeyValuePair<string, ReadOnlyMemory<byte>>[] Unknown()
    {
        var unknown = new KeyValuePair<string, ReadOnlyMemory<byte>>[_properties.Count];
        for (var i = 0; i < unknown.Length; i++)
        {
            unknown[i] = KeyValuePair.Create(_properties[i].Name, (ReadOnlyMemory<byte>)_properties[i].Raw);
        }

        return unknown;
    }

    public SideTable Clone()
    {
        // Raw JSON is never changed in place, so the copy may share it.
        var copy = new SideTable();
        copy._properties.AddRange(_properties);
        foreach (var entry in _notes)
        {
            copy._notes.Add(entry with { Metadata = (PrimitiveMetadata?)entry.Metadata?.CloneBase() });
        }

        foreach (var items in _items ?? [])
        {
            (copy._items ??= []).Add(items.Clone());
        }

        return copy;
    }

    private SideEntry Note(SideKind kind, ReadOnlySpan<byte> name)
    {
        foreach (var entry in _notes)
        {
            _steps++;
            if (entry.Kind == kind && Ascii.Equals(name, entry.Name))
            {
                return entry;
            }
        }

        return default;
    }

    private bool WasGivenTwice(string name)
    {
        foreach (var entry in _notes)
        {
            _steps++;
            if (entry.Kind == SideKind.GivenTwice && entry.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasUnreadableItems(string name) => _items?.Exists(items => items.Count > 0 && items.Name == name) ?? false;

    private static bool IsLost(SideEntry entry) => entry.Kind == SideKind.UnreadableProperty && !IsNothing(entry.Raw!);

    private static bool IsNothing(byte[] raw) => raw[0] == 'n' || (raw[0] == '[' && raw.AsSpan(1).Trim(" \t\r\n"u8).SequenceEqual("]"u8));

    // Where a property is kept, or -1.
    private int PlaceOf(string name)
    {
        if (_properties.Count <= MostWalked)
        {
            for (var i = 0; i < _properties.Count; i++)
            {
                _steps++;
                if (_properties[i].Name == name)
                {
                    return i;
                }
            }

            return -1;
        }

        _steps++;
        if (_places is null)
        {
            _places = new Dictionary<string, int>(_properties.Count, StringComparer.Ordinal);
            for (var i = 0; i < _properties.Count; i++)
            {
                _steps++;
                _places.Add(_properties[i].Name, i);
            }
        }

        return _places.GetValueOrDefault(name, -1);
    }
}
