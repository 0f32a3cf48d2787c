using System.Buffers;

namespace FhirTyped.R4;

/// <summary>The formats of the primitives that are strings, as the standard's regular expressions give them, without a regex engine.</summary>
internal static class PrimitiveFormat
{
    private static readonly SearchValues<byte> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);

    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\r\n\f\v"u8);

    private static readonly SearchValues<byte> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n"u8);

    /// <summary>Whether a text is of its type's format.</summary>
    public static bool IsValid(PrimitiveType type, ReadOnlySpan<byte> text) => !text.IsEmpty && type switch
    {
        PrimitiveType.Id => text.Length <= 64 && !text.ContainsAnyExcept(IdCharacters),
        PrimitiveType.Code => IsCode(text),
        PrimitiveType.Uri or PrimitiveType.Url or PrimitiveType.Canonical => !text.ContainsAny(Spaces),
        PrimitiveType.Oid => IsOid(text),
        PrimitiveType.Uuid => IsUuid(text),
        PrimitiveType.Base64Binary => !text.ContainsAnyExcept(Base64Characters),
        _ => true,
    };

    // [^\s]+(\s[^\s]+)*
    private static bool IsCode(ReadOnlySpan<byte> text)
    {
        var afterSpace = true;
        foreach (var b in text)
        {
            var isSpace = b is (byte)' ' or (>= 9 and <= 13);
            if (isSpace && afterSpace)
            {
                return false;
            }

            afterSpace = isSpace;
        }

        return !afterSpace;
    }

    // urn:oid:[0-2](\.(0|[1-9][0-9]*))+
    private static bool IsOid(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("urn:oid:"u8) || text.Length < 11 || text[8] is < (byte)'0' or > (byte)'2')
        {
            return false;
        }

        for (text = text[9..]; !text.IsEmpty;)
        {
            if (text[0] != '.')
            {
                return false;
            }

            text = text[1..];
            var end = text.IndexOf((byte)'.');
            var arc = end < 0 ? text : text[..end];
            if (arc.IsEmpty || arc.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (arc.Length > 1 && arc[0] == '0'))
            {
                return false;
            }

            text = text[arc.Length..];
        }

        return true;
    }

    private static bool IsUuid(ReadOnlySpan<byte> text) =>
        text.StartsWith("urn:uuid:"u8)
        && text.Length == 9 + 36
        && System.Buffers.Text.Utf8Parser.TryParse(text[9..], out Guid _, out var consumed, 'D')
        && consumed == 36;
}
