using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

public sealed class DatasetGeneratorTests
{
    private static DatasetGenerator Clinic(int patients = 40, ulong seed = 6) => new DatasetGenerator("patients", new PatientGenerator(), patients, new() { Seed = seed })
        .Add("observations", new TimeSeriesGenerator<Observation>(new ResourceGenerator<Observation>(), static (observation, time) => observation.EffectiveDateTime = time, new() { Start = DateTimeOffset.UnixEpoch, Count = 3 }), "encounters", static (observation, encounter) => observation.Encounter = encounter)
        .Add("encounters", new ResourceGenerator<Encounter>().Value(static (encounter, status) => encounter.Status = status, EncounterStatus.Finished), "patients", static (encounter, patient) => encounter.Subject = patient, likelihood: 0.75, minimum: 1, maximum: 3)
        .Add("conditions", new ResourceGenerator<Condition>(), "patients", static (condition, patient) => condition.Subject = patient)
        .AddShared("practitioners", new ResourceGenerator<Practitioner>(), 3)
        .Link<Observation>("observations", "patients", static (observation, patient) => observation.Subject = patient)
        .Link<Condition>("conditions", "encounters", static (condition, encounter) => condition.Encounter = encounter, likelihood: 0.5)
        .Link<Encounter>("encounters", "practitioners", static (encounter, practitioner) => encounter.Participant.Add(new() { Individual = practitioner }));

    [Fact]
    public void Every_resource_comes_after_those_to_which_it_refers()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in Clinic().Stream())
        {
            Assert.All(ResourceReferences.In(resource), reference => Assert.Contains(reference.Reference!, known));
            Assert.True(known.Add(resource.TypeName + "/" + resource.Id));
        }
    }

    [Fact]
    public void Numbers_and_likelihoods_are_kept()
    {
        var dataset = Clinic(400).Generate();
        var perPatient = dataset.Of<Encounter>().CountBy(static encounter => encounter.Subject!.Reference!).ToArray();

        Assert.InRange(perPatient.Length, 265, 335);
        Assert.Equal((1, 3), (perPatient.Min(static item => item.Value), perPatient.Max(static item => item.Value)));
        Assert.Equal(3 * dataset.Of<Encounter>().Count(), dataset.Of<Observation>().Count());
        Assert.Equal((400, 3), (dataset.Counts["Condition"], dataset.Counts["Practitioner"]));
        Assert.InRange(dataset.Of<Condition>().Count(static condition => condition.Encounter is not null), 100, 200);
    }

    [Fact]
    public void A_link_leads_to_what_belongs_to_the_same_patient()
    {
        var dataset = Clinic().Generate();
        var encounters = dataset.Of<Encounter>().ToDictionary(static encounter => "Encounter/" + encounter.Id, StringComparer.Ordinal);

        Assert.All(dataset.Of<Observation>(), observation => Assert.Equal(encounters[observation.Encounter!.Reference!].Subject!.Reference, observation.Subject!.Reference));
        Assert.All(dataset.Of<Condition>().Where(static condition => condition.Encounter is not null), condition => Assert.Equal(encounters[condition.Encounter!.Reference!].Subject!.Reference, condition.Subject!.Reference));
    }

    [Fact]
    public void A_link_prefers_what_was_made_for_the_same_resource()
    {
        var dataset = new DatasetGenerator("patients", new PatientGenerator(), 10)
            .Add("encounters", new ResourceGenerator<Encounter>(), "patients", static (encounter, patient) => encounter.Subject = patient, minimum: 3)
            .Add("observations", new ResourceGenerator<Observation>(), "encounters", static (observation, encounter) => observation.Encounter = encounter, minimum: 2)
            .Add("reports", new ResourceGenerator<DiagnosticReport>(), "encounters", static (report, encounter) => report.Encounter = encounter)
            .Link<DiagnosticReport>("reports", "observations", static (report, observation) => report.Result.Add(observation))
            .Generate();
        var observations = dataset.Of<Observation>().ToDictionary(static observation => observation.Id!, StringComparer.Ordinal);

        Assert.Equal(30, dataset.Of<DiagnosticReport>().Count());
        Assert.All(dataset.Of<DiagnosticReport>(), report => Assert.Equal(report.Encounter!.Reference, observations[report.Result[0].ResourceId!].Encounter!.Reference));
    }

    [Fact]
    public void A_generator_more_changes_nothing_of_the_others_and_more_patients_nothing_of_the_first()
    {
        var before = Clinic().Generate().Select(static resource => FhirJson.ToJson(resource)).ToArray();
        var more = Clinic().Add("allergies", new ResourceGenerator<AllergyIntolerance>(), "patients", static (allergy, patient) => allergy.Patient = patient).Stream().Where(static resource => resource is not AllergyIntolerance).Select(static resource => FhirJson.ToJson(resource));
        var longer = Clinic(80).Stream().Select(static resource => FhirJson.ToJson(resource)).Take(before.Length);

        Assert.Equal(before, more);
        Assert.Equal(before, longer);
        Assert.NotEqual(before, Clinic(seed: 7).Stream().Select(static resource => FhirJson.ToJson(resource)));
    }

    [Fact]
    public void A_circle_is_an_error_that_names_it()
    {
        var dataset = new DatasetGenerator("patients", new PatientGenerator(), 1)
            .Add("a", new ResourceGenerator<Basic>(), "c", static (basic, other) => basic.Subject = other)
            .Add("b", new ResourceGenerator<Basic>(), "a", static (basic, other) => basic.Subject = other)
            .Add("c", new ResourceGenerator<Basic>(), "b", static (basic, other) => basic.Subject = other)
            .Add("d", new ResourceGenerator<Basic>(), "c", static (basic, other) => basic.Subject = other);

        Assert.EndsWith("a → c → b → a.", Assert.Throws<InvalidOperationException>(dataset.Generate).Message);
        Assert.EndsWith(": x → x.", Assert.Throws<InvalidOperationException>(new DatasetGenerator("patients", new PatientGenerator(), 1).Add("x", new ResourceGenerator<Basic>(), "x").Generate).Message);
        Assert.Throws<InvalidOperationException>(dataset.Explain);
        Assert.Throws<InvalidOperationException>(dataset.Stream);
    }

    [Fact]
    public void What_cannot_be_is_an_error_that_names_it()
    {
        Assert.Contains("'nobody'", Assert.Throws<InvalidOperationException>(Clinic().Add("x", new ResourceGenerator<Basic>(), "nobody", static (basic, other) => basic.Subject = other).Generate).Message);
        Assert.Contains("'encounters'", Assert.Throws<ArgumentException>(static () => Clinic().AddShared("encounters", new ResourceGenerator<Basic>(), 1)).Message);
        Assert.Contains("makes Encounter, not Condition", Assert.Throws<ArgumentException>(static () => Clinic().Link<Condition>("encounters", "patients", static (_, _) => { })).Message);
        Assert.Contains("is shared", Assert.Throws<InvalidOperationException>(Clinic().Link<Practitioner>("practitioners", "patients", static (_, _) => { }).Generate).Message);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Clinic().Add("x", new ResourceGenerator<Basic>(), "patients", static (_, _) => { }, minimum: 3, maximum: 2));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Clinic().Add("x", new ResourceGenerator<Basic>(), "patients", static (_, _) => { }, likelihood: 2));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DatasetGenerator("patients", new PatientGenerator(), -1));
    }

    [Fact]
    public void It_can_be_explained_and_drawn()
    {
        Assert.Equal(
            """
            patients: 40 Patient
            encounters: 1 to 3 Encounter for 75 % of patients; refers to one of practitioners
            """.Split('\n')[1],
            Clinic().Explain().Split('\n').Single(static line => line.StartsWith("encounters", StringComparison.Ordinal)));
        Assert.Equal(["patients", "practitioners"], Clinic().Explain().Split('\n').Take(2).Select(static line => line.Split(':')[0]));
        var drawing = new DatasetGenerator("the \"best\"", new PatientGenerator(), 1).Add("end", new ResourceGenerator<Basic>(), "the \"best\"", static (basic, patient) => basic.Subject = patient, 0.5).ToMermaid();
        Assert.Equal("flowchart LR\n    n0[\"the #quot;best#quot;: Patient\"]\n    n1[\"end: Basic\"]\n    n1 -->|\"50 %\"| n0\n", drawing);
    }

    [Fact]
    public void Two_hundred_threads_make_the_same()
    {
        var generator = Clinic(10);
        var all = new string[200];
        Parallel.For(0, all.Length, new ParallelOptions { MaxDegreeOfParallelism = 200 }, i => all[i] = generator.Generate().ToNdjson());

        Assert.Single(all.Distinct());
    }
}
