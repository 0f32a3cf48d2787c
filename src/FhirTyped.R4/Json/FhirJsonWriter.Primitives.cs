using System.Text.Json;

namespace FhirTyped.R4;

/// <content>Primitives that do not repeat: what is particular to a type, and the parts of the emitted methods.</content>
internal sealed partial class FhirJsonWriter
{
    public void WriteCode(ReadOnlySpan<byte> name, CodeValue value, CodeTable table)
    {
        if (value.Unknown is not null)
        {
            WriteText(name, value.Unknown);
        }
        else if (table.Contains(value.Member - 1))
        {
            json.WriteString(name, table.Utf8At(value.Member - 1));
        }

        WriteMetadata(name);
    }

    /// <summary>Writes the value of a primitive that is an element of its own from what it kept of the payload; false without such.</summary>
    public bool TryWriteKept(ReadOnlySpan<byte> name, PrimitiveElement element)
    {
        if (element.Side?.Unreadable("value") is not { } raw || element.ObjectValue is not null)
        {
            return false;
        }

        json.WritePropertyName(name);
        json.WriteRawValue(raw, skipInputValidation: true);
        return true;
    }

    /// <summary>Writes a decimal that is an element of its own.</summary>
    public void WriteDecimal(ReadOnlySpan<byte> name, DecimalElement element)
    {
        if (element.Value is { } number)
        {
            WriteNumber(name, number, element.Side?.NumberText("value"u8));
        }
    }

    private void WriteNumber(ReadOnlySpan<byte> name, decimal value, byte[]? text)
    {
        json.WritePropertyName(name);
        WriteNumberValue(value, text);
    }

    // The text as it came, unless the value has been changed since.
    private void WriteNumberValue(decimal value, byte[]? text)
    {
        if (text is not null && IsTextOf(text, value))
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteNumberValue(value);
        }
    }

    /// <summary>Whether a number's text is another writing of a value.</summary>
    public static bool IsTextOf(byte[] text, decimal value)
    {
        var reader = new Utf8JsonReader(text);
        return reader.Read() && reader.TryGetDecimal(out var old) && old == value;
    }

    private void WriteText(ReadOnlySpan<byte> name, string? kept, ReadOnlySpan<byte> canonical)
    {
        if (kept is not null)
        {
            WriteText(name, kept);
        }
        else if (!canonical.IsEmpty)
        {
            json.WriteString(name, canonical);
        }
    }

    private void WriteMetadata(ReadOnlySpan<byte> name)
    {
        if (_side?.Metadata(name) is not { } metadata)
        {
            return;
        }

        Span<byte> full = stackalloc byte[LongestName];
        full[0] = (byte)'_';
        name.CopyTo(full[1..]);
        WriteObject(full[..(1 + name.Length)], metadata);
    }
}
