namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>Messages hold neither values of the resource nor what the texts and dates of the expression say.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("name.where(family = 'Chalmers').given.startsWith('Peter')", "name.where(family = '********').given.startsWith('*****')")]
    [InlineData("birthDate = @1974-12-25 + 'x'", "birthDate = @********** + '*'")]
    [InlineData("(@1974-12-25T14:35:45.5-05:00.toString()).abs()", "(@***************************.toString()).abs()")]
    [InlineData("'Chal\\'mers'.abs()", "'**********'.abs()")]
    [InlineData("'Chalmers", "'********")]
    [InlineData("nonsense('Chalmers')", "nonsense('********')")]
    public void Message_HidesWhatTextsAndDatesSay(string expression, string shown)
    {
        var exception = Assert.Throws<FhirPathException>(() => FhirPathExpression.Parse(expression).Select(Evaluated.Patient));

        Assert.EndsWith(": " + shown, exception.Message, StringComparison.Ordinal);
        Assert.Equal(expression, exception.Expression);
        Assert.DoesNotContain("Chalmers", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Message_CutShort_HidesTexts()
    {
        var expression = "name." + string.Concat(Enumerable.Repeat("where(true).", 15)) + "where(family = '" + new string('Q', 300) + "').nonsense()";

        Assert.DoesNotContain('Q', Assert.Throws<FhirPathException>(() => FhirPathExpression.Parse(expression)).Message);
    }

    [Fact]
    public void Message_DoesNotRepeatTypesOfThePayload()
    {
        var unknown = FhirJson.Read("""{"resourceType":"Chalmers","id":"1"}"""u8);

        foreach (var expression in new[] { "$this + 1", "1 < $this", "$this.startsWith('a')", "$this.abs()", "$this.toInteger() + $this" })
        {
            var exception = Record.Exception(() => FhirPathExpression.Parse(expression).Select(unknown));
            Assert.DoesNotContain("Chalmers", exception?.ToString() ?? "", StringComparison.Ordinal);
        }

        Assert.Equal("! a resource of an unknown type + System.Integer is not defined.", Evaluated.Show("$this + 1", input: unknown));
        Assert.Equal("Chalmers", Evaluated.Show("type().name", input: unknown));
    }
}
