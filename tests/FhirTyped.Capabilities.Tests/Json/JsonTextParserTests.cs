using System.Text.Json;
using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Json;

public sealed class JsonTextParserTests
{
    [Theory]
    [InlineData("null", JsonValueKind.Null, "")]
    [InlineData("true", JsonValueKind.True, "")]
    [InlineData("false", JsonValueKind.False, "")]
    [InlineData("-12.50e+3", JsonValueKind.Number, "-12.50e+3")]
    [InlineData("0", JsonValueKind.Number, "0")]
    [InlineData("\"\"", JsonValueKind.String, "")]
    [InlineData(" \t\r\n\"a\" ", JsonValueKind.String, "a")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\"", JsonValueKind.String, "\"\\/\b\f\n\r\té😀")]
    [InlineData("\uFEFF1", JsonValueKind.Number, "1")]
    internal void Value_IsRead(string text, JsonValueKind kind, string expected)
    {
        var value = JsonTextParser.Parse(text);

        Assert.Equal((kind, expected), (value.Kind, value.Text));
    }

    [Fact]
    public void Positions_AreThoseOfTheText()
    {
        var root = JsonTextParser.Parse("{\n  \"a\": [ 1,\r\n    \"x\" ],\n\t\"b\": { \"c\": null }\n}");

        Assert.Equal((0, 0), At(root.Position));
        Assert.Equal((1, 2), At(root.Members[0].Position));
        Assert.Equal((1, 7), At(root["a"]!.Position));
        Assert.Equal((1, 9), At(root["a"]!.Items[0].Position));
        Assert.Equal((2, 4), At(root["a"]!.Items[1].Position));
        Assert.Equal((3, 1), At(root.Members[1].Position));
        Assert.Equal((3, 13), At(root["b"]!["c"]!.Position));
    }

    [Theory]
    [InlineData("// one\n{ \"a\": 1, // two\n /* three\n*/ \"b\": [1, 2,], }", 3, 3)]
    [InlineData("{/**/\"a\"/* */:/**//**/1/*\n\n*/,\"b\":[1,2]}//", 2, 3)]
    [InlineData("{ \"a\": 1, \"b\": [ 1, 2 ] } // the end", 0, 10)]
    public void Configuration_MayHaveCommentsAndTrailingCommas(string text, int line, int column)
    {
        var root = JsonTextParser.ParseConfiguration(text);

        Assert.Equal(["a", "b"], root.Members.Select(static member => member.Name));
        Assert.Equal(2, root.ItemsOf("b").Count);
        Assert.Equal((line, column), At(root.Members[1].Position));
    }

    [Theory]
    [InlineData("{ \"a\": 1, , }")]
    [InlineData("[,]")]
    [InlineData("{ /* \"a\": 1 }")]
    [InlineData("{ \"a\": 1 } / ")]
    [InlineData("{ // }")]
    public void Configuration_ThatIsBroken_IsRefused(string text) => Assert.Throws<JsonTextException>(() => JsonTextParser.ParseConfiguration(text));

    [Theory]
    [InlineData("{ \"a\": 1 } // x")]
    [InlineData("/**/ 1")]
    [InlineData("[1,]")]
    public void Json_HasNoComments(string text) => Assert.Throws<JsonTextException>(() => JsonTextParser.Parse(text));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("  ", 0, 2)]
    [InlineData("1 2", 0, 2)]
    [InlineData("{\n \"a\" 1}", 1, 5)]
    [InlineData("{\"a\":}", 0, 5)]
    [InlineData("{\"a\":1,}", 0, 7)]
    [InlineData("{\"a\":1 \"b\":2}", 0, 7)]
    [InlineData("{a:1}", 0, 1)]
    [InlineData("{", 0, 1)]
    [InlineData("[1,]", 0, 3)]
    [InlineData("[1 2]", 0, 3)]
    [InlineData("[1\n", 1, 0)]
    [InlineData("\"abc", 0, 4)]
    [InlineData("\"a\nb\"", 0, 2)]
    [InlineData("\"\\x\"", 0, 2)]
    [InlineData("\"\\u12g4\"", 0, 2)]
    [InlineData("\"\\u12", 0, 2)]
    [InlineData("tru", 0, 0)]
    [InlineData("nil", 0, 0)]
    [InlineData("01", 0, 1)]
    [InlineData("1.", 0, 2)]
    [InlineData("1e", 0, 2)]
    [InlineData("-", 0, 1)]
    [InlineData("+1", 0, 0)]
    [InlineData("// no\n1", 0, 0)]
    public void WhatIsNotJson_IsAnErrorAtItsPlace(string text, int line, int column)
    {
        var error = Assert.Throws<JsonTextException>(() => JsonTextParser.Parse(text));

        Assert.Equal((line, column), At(error.Position));
    }

    [Fact]
    public void Depth_IsLimited()
    {
        var deep = new string('[', JsonTextParser.MaximumDepth) + new string(']', JsonTextParser.MaximumDepth);
        JsonTextParser.Parse(deep);

        Assert.Throws<JsonTextException>(() => JsonTextParser.Parse("[" + deep + "]"));
        Assert.Throws<JsonTextException>(() => JsonTextParser.Parse(new string('[', 1_000_000)));
    }

    [Fact]
    public void AnyString_QuotedAndRead_IsTheSame()
    {
        var random = new Random(4711);
        for (var i = 0; i < 2_000; i++)
        {
            var text = RandomText(random);

            Assert.Equal(text, JsonTextParser.Parse(JsonText.Quote(text)).Text);
            Assert.Equal(text, JsonTextParser.Parse(JsonSerializer.Serialize(text)).Text);
        }
    }

    [Fact]
    public void MutatedText_IsTakenOrRefused_AsByTheFrameworksReader()
    {
        const string Seed = """{"a":[1,-2.5e+10,true,false,null,"x\"\\\u00e9\n"],"b":{"c":{},"d":[]},"e":0.1}""";
        const string Alphabet = "{}[]:,\"\\ue+-.0123456789tfnabc \n/";
        var random = new Random(815);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = Seed.ToCharArray().ToList();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(3))
                {
                    case 0: text.RemoveAt(at); break;
                    case 1: text.Insert(at, Alphabet[random.Next(Alphabet.Length)]); break;
                    default: text[at] = Alphabet[random.Next(Alphabet.Length)]; break;
                }
            }

            var mutated = new string([.. text]);
            var expected = IsJson(mutated);
            refused += expected ? 0 : 1;

            Assert.True(expected == Parses(mutated), mutated);
        }

        Assert.InRange(refused, 1_000, 19_000);
    }

    public static IEnumerable<TheoryDataRow<string>> AllStatements() => Statements.Rows();

    [Theory]
    [MemberData(nameof(AllStatements))]
    public void Statement_IsReadAsByTheFrameworksReader(string name)
    {
        var text = Statements.Text(name);
        using var expected = JsonDocument.Parse(text);

        AssertSame(expected.RootElement, JsonTextParser.Parse(text));
    }

    private static void AssertSame(JsonElement expected, JsonValue actual)
    {
        switch (expected.ValueKind)
        {
            case System.Text.Json.JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Select(member => member.Name), actual.Members.Select(member => member.Name));
                foreach (var (left, right) in expected.EnumerateObject().Zip(actual.Members))
                {
                    AssertSame(left.Value, right.Value);
                }

                break;
            case System.Text.Json.JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.Items.Count);
                foreach (var (left, right) in expected.EnumerateArray().Zip(actual.Items))
                {
                    AssertSame(left, right);
                }

                break;
            case System.Text.Json.JsonValueKind.String:
                Assert.Equal((JsonValueKind.String, expected.GetString()), (actual.Kind, actual.Text));
                break;
            case System.Text.Json.JsonValueKind.Number:
                Assert.Equal((JsonValueKind.Number, expected.GetRawText()), (actual.Kind, actual.Text));
                break;
            default:
                Assert.Equal(expected.ValueKind.ToString(), actual.Kind.ToString());
                break;
        }
    }

    private static string RandomText(Random random)
    {
        var characters = new char[random.Next(0, 12)];
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = random.Next(4) switch
            {
                0 => (char)random.Next(0, 0x20),
                1 => "\"\\/\u2028é€"[random.Next(6)],
                _ => (char)random.Next(0x20, 0xD800),
            };
        }

        return new string(characters) + (random.Next(3) == 0 ? "😀" : "");
    }

    private static bool Parses(string text)
    {
        try
        {
            JsonTextParser.Parse(text);
            return true;
        }
        catch (JsonTextException)
        {
            return false;
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static (int Line, int Column) At(TextPosition position) => (position.Line, position.Column);
}
