using System.Net;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Sandbox.Tests;

/// <summary>The resources of our own making, which refer to each other, in a server: searched, included, and added to by a transaction.</summary>
public sealed class CorpusTests
{
    [Theory]
    [InlineData("Patient?family=lantern", "harbor-1")]
    [InlineData("Patient?family:exact=lantern", "")]
    [InlineData("Patient?name=ada&birthdate=1950", "harbor-1")]
    [InlineData("Patient?birthdate=1950-02-03", "")]
    [InlineData("Patient?birthdate=gt1980&gender=male", "harbor-2")]
    [InlineData("Patient?identifier=https://harbor.example.org/mrn|MRN-0002", "harbor-2")]
    [InlineData("Patient?general-practitioner.family=tern", "harbor-1")]
    [InlineData("Patient?_has:Observation:patient:code=718-7", "harbor-1")]
    [InlineData("Observation?patient=harbor-1&category=laboratory", "glucose hemoglobin")]
    [InlineData("Observation?patient=harbor-2", "")]
    [InlineData("Observation?code=http://loinc.org|718-7,http://loinc.org|2345-7&date=ge2026-01-14", "glucose hemoglobin")]
    [InlineData("Observation?value-quantity=13.2|http://unitsofmeasure.org|g/dL", "hemoglobin")]
    [InlineData("Observation?value-quantity=gt14&category=laboratory", "")]
    [InlineData("Observation?component-code=8480-6", "pressure")]
    [InlineData("Observation?code-value-quantity=718-7$gt13", "hemoglobin")]
    [InlineData("Condition?clinical-status:not=resolved", "hypertension")]
    [InlineData("Condition?subject.birthdate=lt1960", "hypertension")]
    [InlineData("Encounter?location.name=quay", "clinic-1")]
    [InlineData("RiskAssessment?probability=0.073", "stroke")]
    [InlineData("Questionnaire?url=https://harbor.example.org/Questionnaire/smoking", "smoking")]
    [InlineData("ExplanationOfBenefit?identifier=C-1&created=2026-01-20", "visit")]
    public async Task Search_FindsWhatIsThere_AndNothingElse(string search, string ids)
    {
        await using var sandbox = await LoadAsync();

        var found = await sandbox.CreateHttpClient().GetAsync<Bundle>(search);

        Assert.Equal(ids, string.Join(' ', found.Ids().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Include_BringsWhatIsReferredTo()
    {
        await using var sandbox = await LoadAsync();

        var found = await sandbox.CreateHttpClient().GetAsync<Bundle>("Observation?_id=hemoglobin&_include=Observation:subject&_revinclude=Provenance:target");

        Assert.Equal(
            ["Observation/hemoglobin match", "Patient/harbor-1 include", "Provenance/hemoglobin include"],
            found.Entry.Select(static entry => $"{entry.Resource!.TypeName}/{entry.Resource.Id} {entry.Search!.Mode!.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Transaction_AddsItsResources_WithTheirReferencesResolved()
    {
        await using var sandbox = await LoadAsync();
        var before = sandbox.Count;
        var bundle = FhirJson.Read<Bundle>(await File.ReadAllBytesAsync(TestFiles.PathOf("examples", "own-bundles", "transaction.json")));

        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "", bundle);
        var answer = await response.ReadAsync<Bundle>();
        var encounter = Assert.Single(answer.Resources<Encounter>());
        var patient = Assert.Single(answer.Resources<Patient>());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(before + 4, sandbox.Count);
        Assert.Equal("Patient/" + patient.Id, encounter.Subject!.Reference);
        Assert.Equal(("Practitioner/tern", "Organization/harbor"), (encounter.Participant[0].Individual!.Reference, encounter.ServiceProvider!.Reference));
        Assert.Equal(1, (await sandbox.CreateHttpClient().GetAsync<Bundle>("Observation?code=8867-4&patient=" + patient.Id)).Total);
    }

    private static async Task<FhirSandbox> LoadAsync()
    {
        var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var folder = TestFiles.PathOf("examples", "own");
        Assert.Equal(Directory.GetFiles(folder, "*.json").Length, await sandbox.LoadFolderAsync(folder));
        return sandbox;
    }
}
