using System.Collections.Generic;
using System.Text;

namespace FhirTyped.Capabilities;

/// <summary>Percent-encoding in paths (RFC 3986, section 2.1).</summary>
internal static class PercentEncoding
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text of a part of a path, decoded once; a plus is a plus there. Null where a percent sign begins no byte, or the bytes are no
    /// UTF-8: servers differ in what they make of that.
    /// </summary>
    public static string? TryDecode(string encoded)
    {
        if (encoded.IndexOf('%') < 0)
        {
            return encoded;
        }

        var text = new StringBuilder(encoded.Length);
        var bytes = new List<byte>();
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%')
            {
                if (i + 2 >= encoded.Length || Hex(encoded[i + 1]) < 0 || Hex(encoded[i + 2]) < 0)
                {
                    return null;
                }

                bytes.Add((byte)((Hex(encoded[i + 1]) * 16) + Hex(encoded[i + 2])));
                i += 2;
                continue;
            }

            if (!TryFlush(bytes, text))
            {
                return null;
            }

            text.Append(encoded[i]);
        }

        return TryFlush(bytes, text) ? text.ToString() : null;
    }

    private static bool TryFlush(List<byte> bytes, StringBuilder text)
    {
        try
        {
            text.Append(Utf8.GetString(bytes.ToArray()));
            bytes.Clear();
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static int Hex(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
