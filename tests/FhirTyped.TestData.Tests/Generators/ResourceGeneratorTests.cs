using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

public sealed class ResourceGeneratorTests
{
    private static ResourceGenerator<Observation> Glucose() => new ResourceGenerator<Observation>(new() { Seed = 3 })
        .Field(static (observation, status) => observation.Status = status, Choices.Of((ObservationStatus.Final, 0.9), (ObservationStatus.Amended, 0.1)))
        .Value(static (observation, code) => observation.Code = code, new CodeableConcept("http://loinc.org", "2345-7"))
        .Field(static (observation, random) => observation.Value = Quantity.Ucum(random.NextDecimal(60, 140, 0), "mg/dL"))
        .Field(static (observation, random) => observation.Issued = new DateTimeOffset(2025, 1, random.Next(1, 28), 8, 0, 0, TimeSpan.Zero), probability: 0.25);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_in_any_order_and_part()
    {
        var all = Glucose().Generate(50).Select(Strict.Check).ToArray();
        var part = Glucose().Generate(10, first: 20).Select(Strict.Check).ToArray();
        var together = new byte[50][];
        var generator = Glucose();
        Parallel.For(0, 50, i => together[i] = Strict.Check(generator.Generate(1, i).Single()));

        Assert.Equal(all[20..30], part);
        Assert.Equal(all, together);
    }

    [Fact]
    public void A_rule_more_changes_nothing_of_the_others()
    {
        var before = Glucose().Generate(30).ToArray();
        var after = Glucose().Field(static (observation, random) => observation.Note.Add(new Annotation("note " + random.Next(0, 9).ToString(System.Globalization.CultureInfo.InvariantCulture)))).Generate(30).ToArray();
        foreach (var observation in after)
        {
            observation.Note.Clear();
        }

        Assert.All(before.Zip(after), static pair => Assert.True(pair.First.DeepEquals(pair.Second)));
    }

    [Fact]
    public void Values_and_fields_are_there_as_often_as_said()
    {
        var all = Glucose().Generate(4000).ToArray();

        Assert.InRange(all.Count(static observation => observation.Status == ObservationStatus.Amended), 340, 460);
        Assert.InRange(all.Count(static observation => observation.Issued is not null), 900, 1100);
        Assert.All(all, static observation => Assert.InRange(observation.ValueQuantity!.Value!.Value, 60, 140));
        Assert.Distinct(all.Select(static observation => observation.Id));
    }

    [Fact]
    public void Two_resources_share_no_part()
    {
        var all = Glucose().Generate(2).ToArray();
        all[0].Code!.Text = "changed";

        Assert.Null(all[1].Code!.Text);
    }

    [Fact]
    public void Without_ids_there_are_none_and_all_else_is_the_same()
    {
        var with = new ResourceGenerator<Basic>(new() { Seed = 1 }).Field(static (basic, random) => basic.Created = new FhirDate(random.Next(1950, 2020))).Generate(5).ToArray();
        var without = new ResourceGenerator<Basic>(new() { Seed = 1, GeneratesIds = false }).Field(static (basic, random) => basic.Created = new FhirDate(random.Next(1950, 2020))).Generate(5).ToArray();

        Assert.All(without, static basic => Assert.Null(basic.Id));
        Assert.Equal(with.Select(static basic => basic.Created), without.Select(static basic => basic.Created));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_probability_that_is_none_is_an_error(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResourceGenerator<Basic>().Field(static (basic, _) => basic.Language = "en", probability));

    [Fact]
    public void A_negative_number_is_an_error() => Assert.Throws<ArgumentOutOfRangeException>(static () => Glucose().Generate(-1));
}
