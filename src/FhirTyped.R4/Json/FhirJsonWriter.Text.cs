using System.Text;

namespace FhirTyped.R4;

/// <content>Text: half of a surrogate pair is no character, and UTF-8 has no bytes for it.</content>
internal sealed partial class FhirJsonWriter
{
    private void WriteText(ReadOnlySpan<byte> name, string text)
    {
        if (SurrogatePairs.AreWhole(text))
        {
            json.WriteString(name, text);
            return;
        }

        json.WritePropertyName(name);
        WriteHalves(text);
    }

    private void WriteTextValue(string text)
    {
        if (SurrogatePairs.AreWhole(text))
        {
            json.WriteStringValue(text);
        }
        else
        {
            WriteHalves(text);
        }
    }

    private void WriteHalves(string text)
    {
        if (!_keepsHalves)
        {
            throw new FhirFormatException(IssueOfHalves(_root!));
        }

        var escaped = new StringBuilder("\"", (text.Length * 6) + 2);
        foreach (var c in text)
        {
            escaped.Append("\\u").Append(((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
        }

        json.WriteRawValue(escaped.Append('"').ToString(), skipInputValidation: true);
    }

    // Where the first of them is: what is written is searched as what is read.
    private static FhirFormatIssue IssueOfHalves(Base root)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, root, keepsHalves: true);
        var issue = new PendingIssue(FhirFormatCode.InvalidText, FhirFormatSeverity.Fatal, SurrogatePairs.FirstHalf(buffer.WrittenSpan), null);
        return IssueLocator.Locate(buffer.WrittenSpan, [issue], IssueLocator.AnyDepth)[0] with { LineNumber = 0, BytePosition = 0 };
    }
}
