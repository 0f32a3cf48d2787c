namespace FhirTyped.R4;

/// <content>Elements that are no property's value.</content>
internal sealed partial class FhirJsonWriter
{
    /// <summary>
    /// Writes a resource, or an element that is no property's value. A primitive is its value alone where it has no more than that.
    /// </summary>
    public void WriteAlone(Base value)
    {
        _root ??= value;
        if (value is not PrimitiveElement { HasIdOrExtension: false } primitive)
        {
            WriteItem(value);
        }
        else if (primitive.Text is not { } text)
        {
            json.WriteNullValue();
        }
        else if (primitive.PrimitiveType is PrimitiveType.Boolean or PrimitiveType.Decimal or PrimitiveType.Integer or PrimitiveType.PositiveInt or PrimitiveType.UnsignedInt)
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            WriteTextValue(text);
        }
    }
}
