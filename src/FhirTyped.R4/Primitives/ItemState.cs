namespace FhirTyped.R4;

/// <summary>What an item of a list of primitives has beyond its value.</summary>
internal struct ItemState
{
    /// <summary>Marks an item that the payload's array of values did not reach.</summary>
    public static readonly byte[] Absent = [];

    /// <summary>The id and extensions.</summary>
    public PrimitiveMetadata? Metadata;

    /// <summary>The JSON of the item, where it is not just the value: null, a wrong type, or a number in another writing.</summary>
    public byte[]? Raw;

    /// <summary>Whether <see cref="Raw"/> is another writing of the value, which there is.</summary>
    public bool IsText;

    /// <summary>Whether the item has no value.</summary>
    public readonly bool IsValueless => Raw is not null && !IsText;
}
