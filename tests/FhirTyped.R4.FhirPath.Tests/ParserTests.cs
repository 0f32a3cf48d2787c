namespace FhirTyped.R4.FhirPath.Tests;

public sealed class ParserTests
{
    [Theory]
    [InlineData("", 0, "The expression ends too early. A name, a literal or an opening parenthesis is expected.")]
    [InlineData("name.", 5, "The expression ends too early. The name of an element or of a function is expected.")]
    [InlineData("name given", 5, "The expression should end here, or an operator follow.")]
    [InlineData("name.first(", 11, "The expression ends too early. A name, a literal or an opening parenthesis is expected.")]
    [InlineData("name.first(1)", 5, "The function 'first' takes no argument, not 1.")]
    [InlineData("name.where()", 5, "The function 'where' takes one argument, not 0.")]
    [InlineData("'a'.substring()", 4, "The function 'substring' takes 1 to 2 arguments, not 0.")]
    [InlineData("name.frist()", 5, "There is no function 'frist'.")]
    [InlineData("1 + ", 4, "The expression ends too early. A name, a literal or an opening parenthesis is expected.")]
    [InlineData("(1", 2, "The expression ends too early. ')' is expected.")]
    [InlineData("name[0", 6, "The expression ends too early. ']' is expected.")]
    [InlineData("1 # 2", 2, "This character has no meaning here.")]
    [InlineData("'open", 0, "The closing ' is missing.")]
    [InlineData("'\\q'", 1, "After a backslash, one of ' \" ` \\ / f n r t or u with four hexadecimal digits is expected.")]
    [InlineData("'\\u12'", 1, "After a backslash, one of ' \" ` \\ / f n r t or u with four hexadecimal digits is expected.")]
    [InlineData("@2015-13-01", 0, "This is no date, dateTime or time.")]
    [InlineData("@", 0, "This is no date, dateTime or time.")]
    [InlineData("1 /* open", 2, "The comment has no end: */ is missing.")]
    [InlineData("%", 0, "A name is expected after %.")]
    [InlineData("$those", 0, "Only $this, $index and $total exist.")]
    [InlineData("1 is 2", 5, "The name of a type is expected.")]
    [InlineData("99999999999999999999999999999999", 0, "The number is too large.")]
    public void Parse_NamesThePlace(string expression, int position, string reason)
    {
        var exception = Assert.Throws<FhirPathException>(() => FhirPathExpression.Parse(expression));
        Assert.Equal(reason, exception.Reason);
        Assert.Equal(position, exception.Position);
        Assert.Equal(expression, exception.Expression);
        Assert.Contains($"At character {position + 1} of: {ExpressionText.WithoutLiterals(expression)}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'\\u00e9\\t\\'\\\\'", "é\t'\\")]
    [InlineData("// only\n1 /* in */ + /* between */ 1", "2")]
    [InlineData("1.toString().length()", "1")]
    [InlineData("contains", "{}")]
    [InlineData("text.`div`.exists()", "false")]
    [InlineData("name.given.where($this.contains('J'))", "James|Jim|James")]
    [InlineData("{}", "{}")]
    [InlineData("4 days", "4 day")]
    [InlineData("4 'mg'", "4 'mg'")]
    [InlineData("2147483648", "2147483648")]
    public void Parse_Reads(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression));

    [Fact]
    public void For_KeepsWhatItRead()
    {
        Assert.Same(FhirPathExpression.For("Patient.name.family"), FhirPathExpression.For("Patient.name.family"));
        Assert.Throws<FhirPathException>(() => FhirPathExpression.For("Patient.name."));
    }

    [Fact]
    public void Errors_HoldNoValueOfTheResource()
    {
        var exception = Assert.Throws<FhirPathException>(() => FhirPathExpression.For("name.given.upper()").Select(Evaluated.Patient));
        Assert.DoesNotContain("Peter", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(11, exception.Position);
    }
}
