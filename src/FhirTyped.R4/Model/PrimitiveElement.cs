namespace FhirTyped.R4;

/// <summary>
/// A primitive as an element of its own, with its id and extensions: the value of a choice
/// (<c>observation.Value is StringElement s</c>), and what a walk over the elements yields for primitives.
/// </summary>
public abstract class PrimitiveElement : Element
{
    private protected PrimitiveElement()
    {
    }

    /// <summary>Which primitive it is.</summary>
    public abstract PrimitiveType PrimitiveType { get; }

    /// <summary>Whether there is a value; without one, an extension says why.</summary>
    public abstract bool HasValue { get; }

    /// <summary>The value boxed, or null: bool, int, decimal, string, or one of the date types.</summary>
    public abstract object? ObjectValue { get; }

    /// <summary>The value as JSON would write it, without quotes; null without a value.</summary>
    public abstract string? Text { get; }

    /// <summary>The value as JSON would write it.</summary>
    public override string ToString() => Text ?? "";

    /// <summary>Reads the value on which the reader stands.</summary>
    internal abstract void ReadValue(ref FhirJsonReader r);

    /// <summary>Writes name and value, where there is one.</summary>
    internal abstract void WriteValue(FhirJsonWriter w, ReadOnlySpan<byte> name);

    /// <summary>Whether JSON needs a second property for the id and extensions.</summary>
    internal bool HasIdOrExtension => Id is not null || HasExtensions || (Side?.HasMoreThanValue ?? false);

    /// <summary>Removes the value.</summary>
    internal abstract PrimitiveElement WithoutValue();

    /// <summary>Takes over an id and extensions; they are shared, not copied.</summary>
    internal PrimitiveElement With(PrimitiveMetadata? metadata)
    {
        if (metadata is not null)
        {
            Id = metadata.Id;
            if (metadata.HasExtensions)
            {
                Extension = metadata.Extension;
            }
        }

        return this;
    }
}
