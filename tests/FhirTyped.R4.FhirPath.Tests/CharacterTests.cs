namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>Texts are sequences of characters, also beyond U+FFFF, where .NET has two units for each. <see href="http://hl7.org/fhirpath/N1/#string-manipulation"/></summary>
public sealed class CharacterTests
{
    [Theory]
    [InlineData("'x🦉y'.length()", "3")]
    [InlineData("'🦉🦉'.length()", "2")]
    [InlineData("''.length()", "0")]
    [InlineData("'x🦉y'.toChars()", "x|🦉|y")]
    [InlineData("'x🦉y'.toChars().count()", "3")]
    [InlineData("'x🦉y'.substring(0, 2)", "x🦉")]
    [InlineData("'x🦉y'.substring(1)", "🦉y")]
    [InlineData("'x🦉y'.substring(2)", "y")]
    [InlineData("'x🦉y'.substring(3)", "{}")]
    [InlineData("'x🦉y'.substring(1, 1)", "🦉")]
    [InlineData("'x🦉y'.substring(1, 99)", "🦉y")]
    [InlineData("'x🦉y'.substring(1, -1)", "")]
    [InlineData("'x🦉y'.indexOf('y')", "2")]
    [InlineData("'x🦉y'.indexOf('🦉')", "1")]
    [InlineData("'x🦉y'.indexOf('')", "0")]
    [InlineData("'x🦉y'.indexOf('z')", "-1")]
    [InlineData("'x🦉y'.replace('', '-')", "-x-🦉-y-")]
    [InlineData("'x🦉y'.replace('🦉', 'o')", "xoy")]
    [InlineData("'x🦉y'.startsWith('x🦉')", "true")]
    [InlineData("'x🦉y'.endsWith('🦉y')", "true")]
    [InlineData("'x🦉y'.contains('🦉')", "true")]
    [InlineData("'🦉'.contains('🦊')", "false")]
    [InlineData("'🦊'.contains('🦋')", "false")]
    [InlineData("'x🦉y'.split('🦉')", "x|y")]
    [InlineData("('x' | '🦉' | 'y').join('🦉')", "x🦉🦉🦉y")]
    [InlineData("' 🦉 '.trim()", "🦉")]
    [InlineData("'𐐨'.upper()", "𐐀")]
    [InlineData("'𐐀'.lower()", "𐐨")]
    [InlineData("'𐐀' ~ '𐐨'", "true")]
    [InlineData("'𐐀' = '𐐨'", "false")]
    [InlineData("'🦉  x' ~ '🦉 X'", "true")]
    [InlineData("'\uFF5E' < '🦉'", "true")]
    [InlineData("'x🦉' > 'x\uFF5E'", "true")]
    [InlineData("'x' < 'x🦉'", "true")]
    [InlineData("('🦉' | '🦉' | '🦊').count()", "2")]
    [InlineData("'x' & '🦉'", "x🦉")]
    [InlineData("'x🦉y'.toChars()[1]", "🦉")]
    [InlineData("'\\uD83E\\uDD89'.length()", "1")]
    [InlineData("'\\uD83E\\uDD89' = '🦉'", "true")]
    [InlineData("'\\\\uD83E'.length()", "6")]
    public void Text_IsCountedAndCutByCharacters(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression));

    [Theory]
    [InlineData("'\\uD83E'")]
    [InlineData("'x\\uDD89y'")]
    [InlineData("'\\uDD89\\uD83E'")]
    [InlineData("`\\uD83E`")]
    [InlineData("%'\\uD83E'")]
    [InlineData("name.where(family = 'a\\uD83Eb')")]
    public void HalfAPair_IsAnError(string expression) => Assert.Equal("! Half of a surrogate pair is no character.", Evaluated.Show(expression));

    // An attribute could not hold it.
    [Fact]
    public void HalfAPair_OfTheExpressionsOwnText_IsAnError() => HalfAPair_IsAnError("'\uD83E'");

    [Theory]
    [InlineData("'🦉'.matches('^.$')", true)]
    [InlineData("'🦉'.matches('^..$')", false)]
    [InlineData("'x🦉y'.matches('^.{3}$')", true)]
    [InlineData("'🦉🦉🦉'.matches('^🦉{3}$')", true)]
    [InlineData("'🦉🦉🦉'.matches('^\\\\uD83E\\\\uDD89+$')", true)]
    [InlineData("'🦉'.matches('^[🦉🦊]$')", true)]
    [InlineData("'🦋'.matches('^[🦉🦊]$')", false)]
    [InlineData("'🦊'.matches('^[🦉-🦋]$')", true)]
    [InlineData("'😀'.matches('^[🦉-🦋]$')", false)]
    [InlineData("'😀'.matches('^[😀-🦋x]$')", true)]
    [InlineData("'𐐀'.matches('^[A-🦋]$')", true)]
    [InlineData("'B🦊'.matches('^[A-🦋]+$')", true)]
    [InlineData("'🦉'.matches('^[^x]$')", true)]
    [InlineData("'🦉'.matches('^[^🦉]$')", false)]
    [InlineData("'🦊'.matches('^[^🦉]$')", true)]
    [InlineData("'🦉'.matches('^\\\\W$')", true)]
    [InlineData("'🦉'.matches('^\\\\S\\\\s?$')", true)]
    [InlineData("'🦉'.matches('^[\\\\D]$')", true)]
    [InlineData("'🦉'.matches('^\\\\P{L}$')", true)]
    [InlineData("'🦉'.matches('\\\\uD83E')", false)]
    [InlineData("'🦉-'.matches('^[a.-]*🦉[-x]$')", true)]
    [InlineData("'🦉]'.matches('^.[]]$')", true)]
    [InlineData("'🦉.'.matches('^.\\\\.$')", true)]
    [InlineData("'🦉x🦉'.matches('^(.)x\\\\1$')", true)]
    [InlineData("'🦉'.matchesFull('.')", true)]
    [InlineData("'x🦉'.matchesFull('.')", false)]
    [InlineData("'a\\n'.matchesFull('a')", false)]
    public void Pattern_SeesCharacters(string expression, bool expected) => Assert.Equal(expected ? "true" : "false", Evaluated.Show(expression));

    [Theory]
    [InlineData("'x🦉y'.replaceMatches('.', '-')", "---")]
    [InlineData("'x🦉y'.replaceMatches('[^x]', '-')", "x--")]
    [InlineData("'x🦉y'.replaceMatches('(🦉)', '<$1>')", "x<🦉>y")]
    [InlineData("'x🦉y'.replaceMatches('y', '🦉')", "x🦉🦉")]
    [InlineData("'🦉'.matches('[')", "! The regular expression cannot be read.")]
    [InlineData("'🦉'.matches('(')", "! The regular expression cannot be read.")]
    [InlineData("'🦉'.matches('[🦋-🦉]')", "false")]
    public void Pattern_ReplacesCharacters(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression));

    [Fact]
    public void RandomPatterns_OverCharacters_AgreeWithThoseOverLetters()
    {
        // What holds of texts and patterns with one letter holds of those with an owl in its place.
        var random = new Random(20261129);
        string[] parts = ["o", "x", ".", "[ox]", "[^x]", "[^o]", "(o|x)", "o+", "x*", ".?", "o{2}", "^", "$", "(?:ox)+", "[o-q]", "[a-bo]"];
        for (var round = 0; round < 2_000; round++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => parts[random.Next(parts.Length)]));
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 7)).Select(_ => "ox"[random.Next(2)]));
            var letters = Evaluated.Show($"'{text}'.matches('{pattern}')");

            Assert.True(letters == Evaluated.Show($"'{Owls(text)}'.matches('{Owls(pattern)}')"), pattern + " on " + text);
        }
    }

    // Ranges keep their order, as the owl comes after all letters.
    private static string Owls(string text) =>
        text.Replace("[o-q]", "[🦉-🦋]", StringComparison.Ordinal).Replace("o", "🦉", StringComparison.Ordinal);
}
