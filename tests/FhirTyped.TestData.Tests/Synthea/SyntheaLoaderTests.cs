using System.IO.Compression;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.TestData.Tests;

public sealed class SyntheaLoaderTests : IDisposable
{
    private static readonly string Corpus = TestFiles.PathOf("synthea");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Task<List<Resource>> LoadAsync(string path, SyntheaUnresolvedReferences unresolved = default, IProgress<SyntheaProgress>? progress = null) =>
        new SyntheaLoader(new() { UnresolvedReferences = unresolved }).LoadAsync(path, progress, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask();

    [Fact]
    public async Task References_of_entries_and_by_identifier_are_resolved_and_hospitals_come_first()
    {
        var progress = new Reports();
        var all = await LoadAsync(Corpus, progress: progress);
        var encounter = all.OfType<Encounter>().Single();

        Assert.Equal(["Organization", "Location", "Practitioner", "PractitionerRole", "Patient", "Encounter", "MedicationRequest"], all.Select(static resource => resource.TypeName));
        Assert.Equal("Patient/7a1d6c3e-2b54-4a8e-8d0e-1f0a5a3b6c01", encounter.Subject!.Reference);
        Assert.Equal("Practitioner/c3f1b4a0-1d59-3c6e-9f4e-3f6a9a2f7b11", encounter.Participant[0].Individual!.Reference);
        Assert.Equal("Location/f4e7709c-02f6-37ca-aeed-6247f74e88af", encounter.Location[0].Location!.Reference);
        Assert.Equal("Organization/5d4b9df1-93ae-3bc9-b680-03249990e558", all.OfType<Location>().Single().ManagingOrganization!.Reference);
        Assert.Equal(new SyntheaProgress(3, 3, 7, 1), progress.Last);
    }

    [Fact]
    public async Task A_target_that_is_nowhere_becomes_an_identifier_or_stays_or_is_an_error()
    {
        var requester = (await LoadAsync(Corpus)).OfType<MedicationRequest>().Single().Requester!;
        Assert.Equal((null, "Practitioner", "http://hl7.org/fhir/sid/us-npi", "9999900000", "Dr. Elsewhere"), (requester.Reference, requester.Type, requester.Identifier!.System, requester.Identifier.Value, requester.Display));

        var kept = (await LoadAsync(Corpus, SyntheaUnresolvedReferences.Keep)).OfType<MedicationRequest>().Single().Requester!;
        Assert.Equal("Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9999900000", kept.Reference);

        var error = await Assert.ThrowsAsync<FhirException>(() => LoadAsync(Corpus, SyntheaUnresolvedReferences.Fail));
        Assert.Contains("Ann_Example_7a1d6c3e-2b54-4a8e-8d0e-1f0a5a3b6c01.json, entry 2: a reference to Practitioner", error.Message);
        Assert.DoesNotContain("9999900000", error.Message);
    }

    [Fact]
    public async Task Packed_files_and_lines_are_read_as_well()
    {
        foreach (var file in Directory.GetFiles(Corpus))
        {
            await using var packed = new GZipStream(File.Create(_folder[Path.GetFileName(file) + ".gz"]), CompressionLevel.Fastest);
            await packed.WriteAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        }

        Assert.Equal((await LoadAsync(Corpus)).Select(static resource => FhirJson.ToJson(resource)), (await LoadAsync(_folder.Root)).Select(static resource => FhirJson.ToJson(resource)));
        await DatasetFiles.WriteFolderAsync(await LoadAsync(Corpus, SyntheaUnresolvedReferences.Keep), _folder["lines"], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((await LoadAsync(Corpus)).Select(static resource => FhirJson.ToJson(resource)).Order(StringComparer.Ordinal), (await LoadAsync(_folder["lines"])).Select(static resource => FhirJson.ToJson(resource)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient","id":"secret"}},{"fullUrl":"urn:uuid:1"}]}""", "x.json, entry 1: it has no resource")]
    [InlineData("""{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient"}}]}""", "x.json, entry 0: the Patient has no id")]
    [InlineData("""{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"}},{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"}}]}""", "x.json, entry 1: another entry has the same fullUrl")]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Secret","id":"1"}}]}""", "x.json, entry 0: this is no resource of FHIR R4")]
    [InlineData("""{"resourceType":"Bundle","type":"searchset"}""", "x.json: the Bundle is none of type")]
    [InlineData("""{"resourceType":"Bundle","entry":[""", "x.json: ")]
    [InlineData("", "x.json: ")]
    public async Task What_is_wrong_is_named_with_file_and_entry(string content, string message)
    {
        await File.WriteAllTextAsync(_folder["x.json"], content, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<FhirException>(() => LoadAsync(_folder.Root));

        Assert.StartsWith(message, error.Message);
        Assert.DoesNotContain("secret", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_bad_line_and_a_packed_file_that_breaks_off_are_named()
    {
        await File.WriteAllTextAsync(_folder["Patient.ndjson"], """{"resourceType":"Patient","id":"1"}""" + "\n\n" + """{"resourceType":""", TestContext.Current.CancellationToken);
        Assert.StartsWith("Patient.ndjson, resource 2: ", (await Assert.ThrowsAsync<FhirException>(() => LoadAsync(_folder["Patient.ndjson"]))).Message);

        await File.WriteAllBytesAsync(_folder["y.json.gz"], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3], TestContext.Current.CancellationToken);
        Assert.StartsWith("y.json.gz: ", (await Assert.ThrowsAsync<FhirException>(() => LoadAsync(_folder["y.json.gz"]))).Message);
        await Assert.ThrowsAsync<FileNotFoundException>(() => LoadAsync(_folder["nothing"]));
    }

    [Fact]
    public async Task Two_targets_with_one_identifier_are_none()
    {
        const string npi = "\"identifier\":[{\"system\":\"s\",\"value\":\"1\"}]";
        await File.WriteAllTextAsync(_folder["Practitioner.ndjson"], $$"""{"resourceType":"Practitioner","id":"a",{{npi}}}""" + "\n" + $$"""{"resourceType":"Practitioner","id":"b",{{npi}}}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["Basic.ndjson"], """{"resourceType":"Basic","id":"x","author":{"reference":"Practitioner?identifier=s%7C1"}}""", TestContext.Current.CancellationToken);

        Assert.Equal("1", (await LoadAsync(_folder.Root)).OfType<Basic>().Single().Author!.Identifier!.Value);
    }

    // The public bundles come without the files about hospitals: those references become identifiers, all others lead somewhere.
    [Fact]
    public async Task Real_output_is_loaded_whole_and_refers_to_what_is_there()
    {
        var bundles = TestFiles.FilesIn("*.json", "examples", "synthea-bundles").Concat(TestFiles.FilesIn("*.json", "synthea")).Take(8).ToArray();
        var expected = 0;
        foreach (var file in bundles)
        {
            expected += FhirJson.Read<Bundle>(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).Entry.Count;
        }

        var all = await new SyntheaLoader().LoadAsync(bundles, cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var names = all.Select(static resource => resource.TypeName + "/" + resource.Id).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(expected, all.Count);
        Assert.All(all.SelectMany(ResourceReferences.In).Where(static reference => reference.Reference is not null && reference.Url.Kind != ReferenceKind.Contained), reference => Assert.Contains(reference.Reference!, names));
    }

    private sealed class Reports : IProgress<SyntheaProgress>
    {
        public SyntheaProgress Last { get; private set; }

        public void Report(SyntheaProgress value) => Last = value;
    }
}
