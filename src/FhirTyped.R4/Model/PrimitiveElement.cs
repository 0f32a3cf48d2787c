using System.Globalization;
using System.Text;

namespace FhirTyped.R4;

/// <summary>
/// A primitive as an element of its own, with its id and extensions: the value of a choice
/// (<c>observation.Value is StringElement s</c>), and what a walk over the elements yields for primitives.
/// </summary>
[System.Text.Json.Serialization.JsonConverter(typeof(FhirJsonConverter<PrimitiveElement>))]
public abstract class PrimitiveElement : Element
{
    private protected PrimitiveElement()
    {
    }

    /// <summary>Which primitive it is.</summary>
    public abstract PrimitiveType PrimitiveType { get; }

    /// <summary>
    /// Whether there is a value; without one, an extension says why. A number that .NET's type cannot hold is there too: then
    /// <see cref="ObjectValue"/> is null, and <see cref="Text"/> is the number.
    /// </summary>
    public abstract bool HasValue { get; }

    /// <summary>The value boxed, or null: bool, int, decimal, string, or one of the date types.</summary>
    public abstract object? ObjectValue { get; }

    /// <summary>The value as JSON would write it, without quotes; null without a value.</summary>
    public abstract string? Text { get; }

    /// <summary>The name of the type, as of every element: <see cref="Text"/> is the value, which does not belong in a log.</summary>
    public override string ToString() => TypeName;

    internal override bool ReadProperty(ref FhirJsonReader r, ReadOnlySpan<byte> name) => r.TryReadValueAlone(this, name) || base.ReadProperty(ref r, name);

    /// <summary>Reads the value on which the reader stands.</summary>
    internal abstract void ReadValue(ref FhirJsonReader r);

    /// <summary>Writes name and value, where there is one.</summary>
    internal abstract void WriteValue(FhirJsonWriter w, ReadOnlySpan<byte> name);

    /// <summary>Whether JSON needs a second property for the id and extensions.</summary>
    internal bool HasIdOrExtension => Id is not null || HasExtensions || (Side?.HasMoreThanValue ?? false);

    /// <summary>Removes the value.</summary>
    internal abstract PrimitiveElement WithoutValue();

    /// <summary>Whether there is a number that the value's type cannot hold.</summary>
    private protected bool HasKeptNumber => Side is not null && KeptNumber is not null;

    /// <summary>The text of a number, as JSON would write it; null where there is none.</summary>
    private protected string? TextOf(decimal? value)
    {
        var kept = value is { } number ? Side?.NumberText("value"u8) is { } text && FhirJsonWriter.IsTextOf(text, number) ? text : null : KeptNumber;
        return kept is null ? value?.ToString(CultureInfo.InvariantCulture) : Encoding.ASCII.GetString(kept);
    }

    /// <summary>Takes over what is kept of a number beside its value, from where that is.</summary>
    internal PrimitiveElement WithNumber(byte[]? text)
    {
        if (text is not null && IsNumber(text) && PrimitiveType is PrimitiveType.Decimal or PrimitiveType.Integer or PrimitiveType.PositiveInt or PrimitiveType.UnsignedInt)
        {
            Side = new SideTable();
            if (ObjectValue is null)
            {
                Side.SetProperty(SideKind.LargeNumber, "value", text);
            }
            else
            {
                Side.SetNumberText("value", text);
            }
        }

        return this;
    }

    private byte[]? KeptNumber => Side?.Unreadable("value") is { } raw && IsNumber(raw) ? raw : null;

    private static bool IsNumber(byte[] json) => json is [(byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..];

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
