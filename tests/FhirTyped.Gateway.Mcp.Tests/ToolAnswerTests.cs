using System.Text;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>How large an answer is: what is taken without writing it is never less than what is sent.</summary>
public sealed class ToolAnswerTests
{
    private const string Letters = "ab \"\\/<>&'`+\u0000\u0007\n\t\u007f\u0080ä€\u2028\ud83d\ude00{}[]:,=";

    [Fact]
    public void What_it_is_at_most_is_never_too_little()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var text = Text(random);
            var result = ToolAnswer.Of(text, json =>
            {
                json.WriteString("text", text);
                json.WriteStartArray(Text(random));
                json.WriteNumberValue(random.NextDouble());
                json.WriteStringValue(Text(random));
                json.WriteNullValue();
                json.WriteEndArray();
            });

            Assert.InRange(ToolAnswer.MostSizeOf(result), ToolAnswer.SizeOf(result), long.MaxValue);
        }
    }

    [Fact]
    public void Plain_text_is_taken_for_what_it_is()
    {
        var text = new string('x', 10_000);
        var result = ToolAnswer.Of(text, json => json.WriteString("text", "short"));
        Assert.InRange(ToolAnswer.MostSizeOf(result) - ToolAnswer.SizeOf(result), 0, 300);
        Assert.Equal(long.MaxValue, ToolAnswer.MostSizeOf(new() { Content = [ImageContentBlock.FromBytes(new byte[9], "image/png")] }));
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(60); length > 0; length--)
        {
            var at = random.Next(Letters.Length);
            if (char.IsHighSurrogate(Letters[at]))
            {
                text.Append(Letters, at, 2);
            }
            else if (!char.IsLowSurrogate(Letters[at]))
            {
                text.Append(Letters[at]);
            }
        }

        return text.ToString();
    }
}
