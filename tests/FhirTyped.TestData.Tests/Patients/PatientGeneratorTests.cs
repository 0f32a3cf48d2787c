using System.Text.RegularExpressions;
using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

public sealed partial class PatientGeneratorTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(18, 65)]
    [InlineData(64, 64)]
    [InlineData(150, 150)]
    public void Ages_are_within_both_ends_at_the_reference_date(int minimum, int maximum)
    {
        var reference = new DateOnly(2024, 2, 29);
        var ages = new PatientGenerator(new() { MinimumAge = minimum, MaximumAge = maximum, ReferenceDate = reference, Seed = 5 }).Generate(600).Select(patient => Age(patient.BirthDate!.Value.ToDateOnly(), reference)).ToArray();

        Assert.Equal((minimum, maximum), (ages.Min(), ages.Max()));
    }

    [Fact]
    public void Genders_come_as_often_as_said()
    {
        var genders = new PatientGenerator(new() { Gender = Choices.Of((AdministrativeGender.Female, 0.2), (AdministrativeGender.Male, 0.8)) }).Generate(2000).CountBy(static patient => patient.Gender!.Value.Value!.Value).ToDictionary();

        Assert.Equal(2, genders.Count);
        Assert.InRange(genders[AdministrativeGender.Female], 340, 460);
    }

    [Fact]
    public void Nobody_is_meant_by_them()
    {
        foreach (var patient in new PatientGenerator().Generate(500))
        {
            Strict.Check(patient);
            Assert.All(patient.Telecom.Where(static contact => contact.System == ContactPointSystem.Phone), static contact => Assert.Matches(Fictitious(), contact.Value));
            Assert.All(patient.Telecom.Where(static contact => contact.System == ContactPointSystem.Email), static contact => Assert.Matches(ExampleMail(), contact.Value));
            Assert.All(patient.Identifier, static identifier => Assert.DoesNotContain("us-ssn", identifier.System, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_organization_is_referred_to_and_ids_can_be_left_out()
    {
        var patients = new PatientGenerator(new() { Organization = ResourceReference.To<Organization>("o1"), GeneratesIds = false }).Generate(2).ToArray();

        Assert.Equal((null, "Organization/o1"), (patients[0].Id, patients[0].ManagingOrganization!.Reference));
        Assert.NotSame(patients[0].ManagingOrganization, patients[1].ManagingOrganization);
    }

    [Fact]
    public void Rules_come_on_top() =>
        Assert.All(new PatientGenerator().Field(static (patient, _) => patient.MultipleBirth = true).Generate(3), static patient => Assert.True(patient.MultipleBirthBoolean));

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(10, 9)]
    [InlineData(0, 151)]
    public void Ages_that_cannot_be_are_an_error(int minimum, int maximum) =>
        Assert.Throws<ArgumentException>(() => new PatientGenerator(new() { MinimumAge = minimum, MaximumAge = maximum }));

    [Fact]
    public void A_reference_date_before_the_first_birth_is_an_error() => Assert.Throws<ArgumentException>(static () => new PatientGenerator(new() { ReferenceDate = new DateOnly(50, 1, 1) }));

    private static int Age(DateOnly birth, DateOnly day)
    {
        var age = day.Year - birth.Year;
        return birth.AddYears(age) > day ? age - 1 : age;
    }

    [GeneratedRegex("^[2-9][0-9]{2}-555-01[0-9]{2}$")]
    private static partial Regex Fictitious();

    [GeneratedRegex("^[a-z.-]+[0-9]+@example\\.org$")]
    private static partial Regex ExampleMail();
}
