using System.Globalization;
using System.Security.Cryptography;
using CsCheck;
using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

/// <summary>Records of US Core's types: the same for a seed, strictly valid, with references that lead somewhere.</summary>
public sealed class UsCoreGeneratorTests
{
    [Fact]
    public void Every_type_that_us_core_names_is_there()
    {
        var dataset = new UsCoreGenerator(new() { Patients = 60 }).Generate();

        Assert.Equal(UsCoreGenerator.ResourceTypes, dataset.Counts.Keys);
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 30)]
    [InlineData(ulong.MaxValue, 30)]
    public void Everything_is_read_strictly(ulong seed, int patients)
    {
        foreach (var resource in new UsCoreGenerator(new() { Seed = seed, Patients = patients }).Stream())
        {
            Strict.Check(resource);
        }
    }

    [Fact]
    public void References_lead_to_resources_that_came_before_and_ids_are_unique()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in new UsCoreGenerator(new() { Patients = 40, Seed = 3 }).Stream())
        {
            foreach (var reference in ResourceReferences.In(resource))
            {
                Assert.True(known.Contains(reference.Reference!), $"{resource.TypeName} refers to {reference.Reference}, which is not there yet.");
            }

            Assert.True(known.Add(resource.TypeName + "/" + resource.Id), resource.TypeName + " has an id twice.");
        }
    }

    // These bytes are a promise: they may change with a version that says so, and never by machine, runtime, culture or number of threads.
    [Fact]
    public void The_bytes_are_those_of_the_seed()
    {
        var ndjson = new UsCoreGenerator(new() { Patients = 3, Seed = 7 }).Generate().ToNdjson();

        Assert.Equal("710d9843d2b5ab49cceb35f24cea9eecaf7cfd060228a8e474471bfd4b2958d2", Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ndjson))));
    }

    [Fact]
    public void Any_seed_age_and_day_gives_what_is_read_strictly() => Gen.Select(Gen.ULong, Gen.Int[0, 150], Gen.Int[0, 40], Gen.Date[new DateTime(1900, 1, 1), new DateTime(9900, 12, 31)]).Sample(
        static (seed, age, more, day) =>
        {
            var generator = new UsCoreGenerator(new() { Patients = 2, Seed = seed, MinimumAge = age, MaximumAge = Math.Min(150, age + more), ReferenceDate = DateOnly.FromDateTime(day) });
            foreach (var resource in generator.Stream())
            {
                Strict.Check(resource);
            }
        },
        iter: 60);

    // Goals are due and devices expire later; devices were made before, and people who are shared are older.
    [Theory]
    [InlineData("2024-02-29", 0, 95)]
    [InlineData("2026-01-01", 0, 0)]
    [InlineData("1900-01-01", 1, 4)]
    public void Nothing_happens_after_the_reference_date_or_before_the_birth(string date, int minimum, int maximum)
    {
        var reference = DateOnly.Parse(date, CultureInfo.InvariantCulture);
        var birth = DateOnly.MinValue;
        foreach (var resource in new UsCoreGenerator(new() { Patients = 40, Seed = 21, ReferenceDate = reference, MinimumAge = minimum, MaximumAge = maximum }).Stream())
        {
            birth = resource is Patient patient ? patient.BirthDate!.Value.ToDateOnly() : birth;
            foreach (var (path, day) in Days(resource, resource.TypeName))
            {
                Assert.True(path is "Goal.target.due" or "Device.expirationDate" || day <= reference, $"{path} is after the reference date.");
                Assert.True(path is "Device.manufactureDate" or "Questionnaire.date" || day >= birth, $"{path} is before the birth.");
            }
        }
    }

    [Fact]
    public void A_part_of_the_types_is_the_same_as_among_all()
    {
        string[] types = ["Observation", "Patient"];
        var all = new UsCoreGenerator(new() { Patients = 3 }).Stream().Where(resource => types.Contains(resource.TypeName)).Select(static resource => FhirJson.ToJson(resource));

        Assert.Equal(all, new UsCoreGenerator(new() { Patients = 3, Types = types }).Stream().Select(static resource => FhirJson.ToJson(resource)));
        Assert.Throws<ArgumentException>(static () => new UsCoreGenerator(new() { Types = [] }));
        Assert.Throws<ArgumentException>(static () => new UsCoreGenerator(new() { Types = ["patient"] }));
        Assert.Throws<ArgumentException>(static () => new UsCoreGenerator(new() { Patients = -1 }));
        Assert.Throws<ArgumentException>(static () => new UsCoreGenerator(new() { ReferenceDate = DateOnly.MaxValue }));
    }

    [Fact]
    public void What_somebody_has_shows_in_what_is_measured_and_taken()
    {
        var dataset = new UsCoreGenerator(new() { Patients = 80, MinimumAge = 40, Seed = 4 }).Generate();
        var diabetic = dataset.Of<Condition>().Where(static condition => condition.Code.Has("http://snomed.info/sct", "44054006")).Select(static condition => condition.Subject!.Reference!).ToHashSet(StringComparer.Ordinal);
        var glucose = dataset.Of<Observation>().Where(static observation => observation.Code.Has("http://loinc.org", "2345-7")).ToLookup(observation => diabetic.Contains(observation.Subject!.Reference!), static observation => observation.ValueQuantity!.Value!.Value);

        Assert.NotEmpty(diabetic);
        Assert.True(glucose[true].Min() >= 105 && glucose[false].Max() <= 118);
        Assert.Subset(diabetic, dataset.Of<MedicationRequest>().Where(static request => request.Medication is CodeableConcept concept && concept.Has("http://www.nlm.nih.gov/research/umls/rxnorm", "860975")).Select(static request => request.Subject!.Reference!).ToHashSet(StringComparer.Ordinal));
    }

    // National provider identifiers are held against US Core's own check: Luhn's over 80840 and the number.
    [Fact]
    public void Provider_numbers_pass_the_check_and_are_nobodys()
    {
        var numbers = new UsCoreGenerator(new() { Patients = 0 }).Stream().SelectMany(static resource => resource.GetElements("identifier")).OfType<Identifier>().Where(static identifier => identifier.System == "http://hl7.org/fhir/sid/us-npi").Select(static identifier => identifier.Value!).ToArray();

        Assert.Equal(12, numbers.Length);
        Assert.All(numbers, static number =>
        {
            Assert.StartsWith("9", number);
            var digits = ("80840" + number).Reverse().Select(static digit => digit - '0').Select(static (digit, index) => index % 2 == 0 ? digit : digit * 2 > 9 ? (digit * 2) - 9 : digit * 2);
            Assert.Equal(0, digits.Sum() % 10);
        });
    }

    private static IEnumerable<(string Path, DateOnly Day)> Days(Base element, string path)
    {
        foreach (var child in element.GetElements())
        {
            var place = path + "." + child.Name;
            if (child.Value is PrimitiveElement { PrimitiveType: PrimitiveType.Date or PrimitiveType.DateTime or PrimitiveType.Instant, Text: { } text })
            {
                yield return (place, DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture));
            }

            foreach (var nested in Days(child.Value, place))
            {
                yield return nested;
            }
        }
    }
}
