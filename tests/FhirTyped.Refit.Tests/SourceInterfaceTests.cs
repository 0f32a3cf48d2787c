using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;

namespace Clinic;

/// <summary>
/// The interfaces that <c>fhirtyped refit</c> writes, implemented by Refit's own generator: the same requests, with FHIR's JSON by the serializer and guarded by a handler.
/// </summary>
public sealed class SourceInterfaceTests
{
    private static readonly Dictionary<string, (Func<Laboratory.WritingPlatform, Task> Typed, Func<HttpClient, Task> Refit)> All = new()
    {
        ["read"] = (c => c.Patient.ReadAsync("p1"), h => Patients(h).ReadAsync("p1")),
        ["vread"] = (c => c.Organization.VReadAsync("o1", "3"), h => Of<Apis.IWritingPlatformOrganizationApi>(h).VReadAsync("o1", "3")),
        ["conditional read"] = (c => c.Patient.ReadIfNoneMatchAsync("p1", "3"), h => Patients(h).ReadIfNoneMatchAsync("p1", "W/\"3\"")),
        ["history"] = (c => c.Organization.History("o1").FirstPageAsync(), h => Of<Apis.IWritingPlatformOrganizationApi>(h).HistoryAsync("o1")),
        ["search"] = (
            c => c.Patient.Search(q => q.Family.StartsWith("O,Neil & é|\\$")).FirstPageAsync(), h => Apis.WritingPlatformPatientApiExtensions.SearchAsync(Patients(h), q => q.Family.StartsWith("O,Neil & é|\\$"))),
        ["search by POST"] = (
            c => c.Patient.Search(q => q.Family.StartsWith("O,Neil & é")).ViaPost().FirstPageAsync(),
            h => Apis.WritingPlatformPatientApiExtensions.SearchByPostAsync(Patients(h), q => q.Family.StartsWith("O,Neil & é"))),
        ["create"] = (c => c.Patient.CreateAsync(Patient()), h => Patients(h).CreateAsync(Patient())),
        ["conditional create"] = (
            c => c.Patient.CreateIfNoneExistAsync(Patient(), q => q.Identifier.Is("urn:mrn", "1")),
            h => Apis.WritingPlatformPatientApiExtensions.CreateIfNoneExistAsync(Patients(h), Patient(), q => q.Identifier.Is("urn:mrn", "1"))),
        ["update"] = (c => c.Patient.UpdateAsync(Patient()), h => Patients(h).UpdateAsync("p1", Patient(), "W/\"7\"")),
        ["conditional update"] = (
            c => c.Patient.ConditionalUpdateAsync(Patient(), q => q.Identifier.Is("urn:mrn", "1")),
            h => Apis.WritingPlatformPatientApiExtensions.ConditionalUpdateAsync(Patients(h), q => q.Identifier.Is("urn:mrn", "1"), Patient())),
        ["patch"] = (
            c => c.Patient.PatchAsync("p1", new JsonPatch { VersionId = "7" }.Replace("/active", true)), h => Patients(h).PatchAsync("p1", new JsonPatch().Replace("/active", true), "W/\"7\"")),
        ["FHIRPath patch"] = (
            c => c.Patient.PatchAsync("p1", new FhirPathPatch { VersionId = "7" }.Delete("Patient.active")),
            h => Patients(h).PatchAsync("p1", new FhirPathPatch().Delete("Patient.active"), "W/\"7\"")),
        ["delete"] = (c => c.Patient.DeleteAsync("p1"), h => Patients(h).DeleteAsync("p1")),
        ["conditional delete"] = (
            c => c.Patient.ConditionalDeleteAsync(q => q.Identifier.Is("urn:mrn", "1")), h => Apis.WritingPlatformPatientApiExtensions.ConditionalDeleteAsync(Patients(h), q => q.Identifier.Is("urn:mrn", "1"))),
        ["everything"] = (
            c => c.Patient.Everything("p1", new EverythingOptions { Count = 10, Types = ["Observation", "Condition"] }).FirstPageAsync(),
            h => Patients(h).EverythingAsync("p1", new EverythingOptions { Count = 10, Types = ["Observation", "Condition"] })),
        ["docref"] = (c => c.DocumentReference.Docref("p1").FirstPageAsync(), h => Of<Apis.IWritingPlatformDocumentReferenceApi>(h).DocrefAsync("p1")),
        ["lastn"] = (
            c => c.Observation.Lastn(q => q.Patient.Is("p1"), 2).FirstPageAsync(),
            h => Apis.WritingPlatformObservationApiExtensions.LastnAsync(Of<Apis.IWritingPlatformObservationApi>(h), q => q.Patient.Is("p1"), 2)),
        ["expand"] = (c => c.ValueSet.ExpandAsync("urn:v"), h => Of<Apis.IWritingPlatformValueSetApi>(h).ExpandAsync(new Parameters().Add("url", new UriElement("urn:v")))),
        ["summary"] = (c => c.Patient.SummaryAsync("p1"), h => Patients(h).SummaryAsync("p1")),
        ["download"] = (c => c.Binary.DownloadAsync("b1"), h => Of<Apis.IWritingPlatformBinaryApi>(h).DownloadAsync("b1")),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task MethodTargetBodyAndConditions_AreThoseOfTheEndpoint(string name)
    {
        await using var server = RefitServer.Start("500 Internal Server Error");
        var (typed, refit) = All[name];
        await Assert.ThrowsAnyAsync<Exception>(() => typed(FhirPlatform.Create<Laboratory.WritingPlatform>(options => options.BaseUrl = server.BaseUrl)));
        await Assert.ThrowsAsync<ApiException>(() => refit(new HttpClient { BaseAddress = new(server.BaseUrl.AbsoluteUri.TrimEnd('/')) }));

        var (one, other) = (server.Requests[0], server.Requests[1]);
        Assert.Equal((one.Method, one.Target, one.Text), (other.Method, other.Target, other.Text));
        foreach (var header in new[] { "Accept", "Content-Type", "If-Match", "If-None-Match", "If-None-Exist" })
        {
            Assert.Equal(one.Header(header), other.Header(header));
        }
    }

    [Fact]
    public async Task GuardBelowIt_RefusesAndChecks_AndKnowsItsPages()
    {
        await using var server = RefitServer.Start(request => FhirTyped.TestKit.RawAnswer.Of("200 OK", $$"""
            {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://127.0.0.1/fhir/Patient?family=Smith"}{{(request.Target.Contains("page", StringComparison.Ordinal) ? ""
                : $",{{\"relation\":\"next\",\"url\":\"http://{request.Header("Host").Single()}/fhir?page=2\"}}")}}],
             "entry":[{"search":{"mode":"match"},"resource":{"resourceType":"Patient","id":"p1","name":[{"family":"Smith"}] } }]}
            """));
        var guard = new FhirGuardHandler(Laboratory.WritingPlatform.Descriptor, new FhirPlatformOptions { BaseUrl = server.BaseUrl }) { InnerHandler = new HttpClientHandler() };
        var patients = Patients(new HttpClient(guard) { BaseAddress = new(server.BaseUrl.AbsoluteUri.TrimEnd('/')) });

        var found = 0;
        await foreach (var patient in Apis.WritingPlatformPatientApiExtensions.Search(patients, q => q.Family.StartsWith("Smith")))
        {
            Assert.Equal("p1", patient.Id);
            found++;
        }

        Assert.Equal(2, found);
        await Assert.ThrowsAnyAsync<Exception>(() => Apis.WritingPlatformPatientApiExtensions.SearchAsync(patients, q => q.Where("shoe-size", "44")));
        await Assert.ThrowsAnyAsync<Exception>(() => Apis.WritingPlatformPatientApiExtensions.SearchAsync(patients, q => q.Family.StartsWith("Jones")));
        Assert.Equal(3, server.Requests.Count);
    }

    private static Apis.IWritingPlatformPatientApi Patients(HttpClient http) => Of<Apis.IWritingPlatformPatientApi>(http);

    private static TApi Of<TApi>(HttpClient http) => RestService.ForGenerated<TApi>(http, new RefitSettings(new FhirContentSerializer()) { Buffered = true });

    private static Patient Patient() => new() { Id = "p1", Active = true, Meta = new Meta { VersionId = "7" } };
}
