using System.Net;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Sandbox.Tests;

public sealed class BatchTests
{
    [Fact]
    public async Task Batch_AnswersEachEntryByItself()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Bundles.Both));
        await sandbox.LoadAsync(People.Patient("p1"));
        var answer = await sandbox.PostAsync(BundleType.Batch, Bundles.Entry("GET", "Patient/p1"), Bundles.Entry("GET", "Patient/p9"), Bundles.Entry("GET", "Patient?family=Muster"));

        Assert.Equal(["200", "404", "200"], answer.Entry.Select(static entry => entry.Response!.Status));
        Assert.Equal("p1", answer.Entry[0].Resource!.Id);
        Assert.IsType<OperationOutcome>(answer.Entry[1].Response!.Outcome);
        Assert.Equal(1, Assert.IsType<Bundle>(answer.Entry[2].Resource).Total);
    }

    [Fact]
    public async Task Transaction_ResolvesReferencesBetweenItsEntries()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Bundles.Both));
        var observation = People.Laboratory("x", "p");
        observation.Subject!.Reference = "urn:uuid:0b5a1d54-6f2c-4f43-8f4c-1d3a3f5d2a11";
        var answer = await sandbox.PostAsync(BundleType.Transaction,
            Bundles.Entry("POST", "Observation", observation),
            Bundles.Entry("POST", "Patient", People.Patient("x"), "urn:uuid:0b5a1d54-6f2c-4f43-8f4c-1d3a3f5d2a11"));

        var patient = Assert.IsType<Patient>(answer.Entry[1].Resource);
        Assert.Equal("Patient/" + patient.Id, Assert.IsType<Observation>(answer.Entry[0].Resource).Subject!.Reference);
        Assert.Equal(2, sandbox.Count);
    }

    [Fact]
    public async Task Transaction_WithAFailingEntry_WritesNothing()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Bundles.Both));
        using var response = await sandbox.SendAsync(BundleType.Transaction,
            Bundles.Entry("POST", "Patient", People.Patient("x")), Bundles.Entry("PUT", "Patient/p9", People.Patient("p9")));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["Bundle.entry[1]"], (await response.ReadAsync<OperationOutcome>()).Issue[0].Expression);
        Assert.Equal(0, sandbox.Count);
    }

    [Fact]
    public async Task Transaction_WherePlatformHasOnlyBatch_Is405()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: """[{"code":"batch"}]"""));
        using var response = await sandbox.SendAsync(BundleType.Transaction, Bundles.Entry("POST", "Patient", People.Patient("x")));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Transaction_WithAConditionalReference_NeedsExactlyOneTarget()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Bundles.Both));
        var patient = People.Patient("p1");
        patient.Identifier.Add(new Identifier { System = "urn:s", Value = "1" });
        await sandbox.LoadAsync(patient);
        var found = People.Laboratory("x", "p");
        found.Subject!.Reference = "Patient?identifier=urn:s|1";
        var lost = People.Laboratory("y", "p");
        lost.Subject!.Reference = "Patient?identifier=urn:s|2";
        var answer = await sandbox.PostAsync(BundleType.Transaction, Bundles.Entry("POST", "Observation", found));
        using var refused = await sandbox.SendAsync(BundleType.Transaction, Bundles.Entry("POST", "Observation", lost));

        Assert.Equal("Patient/p1", Assert.IsType<Observation>(answer.Entry[0].Resource).Subject!.Reference);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal(2, sandbox.Count);
    }

    [Fact]
    public async Task Transaction_OfAWholeSyntheticPatient_IsCarriedOut()
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);
        var file = Directory.GetFiles(TestFiles.PathOf("examples", "synthea-bundles"), "*.json").OrderBy(static path => new FileInfo(path).Length).First(static path => !path.Contains("Information", StringComparison.Ordinal));
        var bundle = FhirJson.Read<Bundle>(await File.ReadAllBytesAsync(file));
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(Targets(bundle));
        var before = sandbox.Count;
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "", bundle);
        var answer = await response.ReadAsync<Bundle>();
        var observation = answer.Resources<Observation>().First();

        Assert.Equal(bundle.Entry.Count, answer.Entry.Count);
        Assert.Equal(before + bundle.Entry.Count, sandbox.Count);
        Assert.IsType<Patient>(await sandbox.CreateHttpClient().GetAsync<Resource>(observation.Subject!.Reference!));
    }

    /// <summary>The practitioners and organizations for which the bundle's conditional references search.</summary>
    private static IEnumerable<Resource> Targets(Bundle bundle)
    {
        var references = System.Text.RegularExpressions.Regex.Matches(FhirJson.ToJson(bundle), @"""(Practitioner|Organization|Location)\?identifier=([^""|]+)\|([^""]+)""");
        foreach (var match in references.DistinctBy(static match => match.Value))
        {
            var identifier = new Identifier { System = match.Groups[2].Value, Value = match.Groups[3].Value };
            yield return match.Groups[1].Value switch
            {
                "Practitioner" => new Practitioner { Identifier = { identifier } },
                "Organization" => new Organization { Identifier = { identifier } },
                _ => new Location { Identifier = { identifier } },
            };
        }
    }
}
