namespace FhirTyped.R4;

/// <summary>A list of primitives without the type of its values.</summary>
internal interface IPrimitiveItems
{
    /// <summary>Whether an item has extensions.</summary>
    bool HasExtensions(int index);
}
