namespace FhirTyped.R4;

/// <summary>The items of one list of objects that are no objects, with their places among all items, in order.</summary>
internal sealed class RawItems(string name)
{
    private readonly List<(int Index, byte[] Raw)> _items = [];

    /// <summary>The list's name.</summary>
    public string Name { get; } = name;

    public int Count => _items.Count;

    public (int Index, byte[] Raw) this[int at] => _items[at];

    public void Add(int index, byte[] raw) => _items.Add((index, raw));

    public RawItems Clone()
    {
        var copy = new RawItems(Name);

        // Raw JSON is never changed in place, so the copy may share it.
        copy._items.AddRange(_items);
        return copy;
    }
}
