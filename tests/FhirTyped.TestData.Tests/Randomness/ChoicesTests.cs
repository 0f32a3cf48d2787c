namespace FhirTyped.TestData.Tests;

public sealed class ChoicesTests
{
    [Theory]
    [InlineData(0.5, 0.4)]
    [InlineData(0.5, 0.5000001)]
    [InlineData(1.5, -0.5)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(double.PositiveInfinity, 0.5)]
    public void Probabilities_that_do_not_sum_up_to_1_are_an_error(double first, double second) =>
        Assert.Throws<ArgumentException>(() => Choices.Of(("a", first), ("b", second)));

    [Fact]
    public void The_error_says_the_sum() => Assert.Contains("0.9,", Assert.Throws<ArgumentException>(static () => Choices.Of(("a", 0.5), ("b", 0.4))).Message);

    [Fact]
    public void Rounding_is_no_error() => Choices.Of(Enumerable.Repeat(("a", 0.1), 10).Concat([("b", 1e-10)]));

    [Fact]
    public void Nothing_to_choose_from_is_an_error()
    {
        Assert.Throws<ArgumentException>(static () => Choices.Even<int>());
        Assert.Throws<ArgumentException>(static () => new Choices<int>([]));
    }

    [Fact]
    public void Values_come_as_often_as_they_should_and_those_of_probability_0_never()
    {
        var choices = Choices.Of(("never", 0.0), ("often", 0.7), ("never", 0.0), ("rare", 0.3), ("never", 0.0));
        var random = new SeededRandom(8);
        var picked = Enumerable.Range(0, 20_000).Select(_ => choices.Pick(random)).CountBy(static value => value).ToDictionary();

        Assert.DoesNotContain("never", picked.Keys);
        Assert.InRange(picked["often"], 13_700, 14_300);
        Assert.Equal(["never", "often", "never", "rare", "never"], choices.Values);
    }
}
