using System.ComponentModel;

namespace FhirTyped.R4;

/// <summary>
/// The root of resources and elements. Instances are mutable and not safe for use by several threads while one of them changes it.
/// </summary>
[System.Text.Json.Serialization.JsonConverter(typeof(FhirJsonConverter<Base>))]
public abstract class Base
{
    private protected Base()
    {
    }

    /// <summary>The name of the type in the standard: <c>Patient</c>, <c>HumanName</c>, <c>BackboneElement</c>, <c>string</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public abstract string TypeName { get; }

    /// <summary>What the properties cannot hold: ids and extensions of primitives, unknown elements. Null where there is none.</summary>
    internal SideTable? Side { get; set; }

    /// <summary>The name as JSON uses it: of a resource, or after the name of a choice.</summary>
    internal virtual ReadOnlySpan<byte> NameUtf8 => default;

    /// <summary>Reads the value of one property, on which the reader stands; false where the type has no such property.</summary>
    internal virtual bool ReadProperty(ref FhirJsonReader r, ReadOnlySpan<byte> name) => false;

    /// <summary>Reports the required elements that are missing after reading.</summary>
    internal virtual void CheckRequired(ref FhirJsonReader r)
    {
    }

    /// <summary>Writes all properties that have a value.</summary>
    internal virtual void WriteProperties(FhirJsonWriter w)
    {
    }

    /// <summary>Hands the elements to a collector.</summary>
    internal virtual void CollectElements(ref ElementCollector c)
    {
    }

    /// <summary>The elements of one name, in order; empty where there are none. Primitives come as <see cref="PrimitiveElement"/>.</summary>
    /// <param name="name">The name in the standard, of a choice without type: <c>value</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public IReadOnlyList<Base> GetElements(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        List<NamedElement>? items = null;
        var collector = new ElementCollector(name, ref items);
        CollectElements(ref collector);
        return collector.Values();
    }

    /// <summary>All elements with their names, in the order of the standard. Primitives come as <see cref="PrimitiveElement"/>.</summary>
    public IReadOnlyList<NamedElement> GetElements()
    {
        List<NamedElement>? items = null;
        var collector = new ElementCollector(null, ref items);
        CollectElements(ref collector);
        return collector.Items();
    }

    /// <summary>The id and extensions of a primitive element (<c>_birthDate</c> in JSON), or null where it has neither.</summary>
    /// <param name="name">The element's name in the standard, not of a list and not of a choice: <c>birthDate</c>.</param>
    public PrimitiveMetadata? GetPrimitiveMetadata(string name) => Side?.Metadata(name);

    /// <summary>Sets or, with null, removes the id and extensions of a primitive element.</summary>
    /// <param name="name">The element's name in the standard, not of a list and not of a choice: <c>birthDate</c>.</param>
    /// <param name="metadata">The id and extensions.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public void SetPrimitiveMetadata(string name, PrimitiveMetadata? metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Side ??= new SideTable()).SetMetadata(name, metadata);
    }

    /// <summary>
    /// Whether the payload had an element in a form that its property does not hold, or holds only in part: another type of JSON than
    /// the standard's, a list with items that are no objects, or a property given twice, of which only the last counts. A null or an
    /// empty array is nothing that could be lost. <see cref="UnknownProperties"/> has what was not held, but for what came first of a
    /// property given twice. Of the items of a list of primitives <see cref="PrimitiveList{T}.HasValue"/> tells.
    /// </summary>
    /// <param name="name">The element's name in JSON: <c>entry</c>, <c>valueQuantity</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public bool IsUnreadable(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Side is { } side && side.IsUnreadable(name);
    }

    /// <summary>The parts of the payload that the model has no place for, as raw JSON by property name. Empty where there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> UnknownProperties => Side?.Unknown() ?? [];

    /// <summary>A new, empty instance of the same type.</summary>
    private protected abstract Base NewInstance();

    /// <summary>Copies the elements deeply into a new instance.</summary>
    private protected virtual void CopyTo(Base target) => target.Side = Side?.Clone();

    /// <summary>A deep copy.</summary>
    internal Base CloneBase()
    {
        Nesting.Check();
        var copy = NewInstance();
        CopyTo(copy);
        return copy;
    }

    private protected static T? Copy<T>(T? value)
        where T : Base => (T?)value?.CloneBase();

    private protected static List<T>? Copy<T>(List<T>? list)
        where T : Base
    {
        if (list is null)
        {
            return null;
        }

        var copy = new List<T>(list.Count);
        foreach (var item in list)
        {
            copy.Add((T?)item?.CloneBase()!);
        }

        return copy;
    }

    private protected static PrimitiveList<T>? Copy<T>(PrimitiveList<T>? list) => list?.Clone();
}
