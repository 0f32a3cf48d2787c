using System.Reflection;
using FhirTyped;
using FhirTyped.R4;

namespace Clinic;

/// <summary>
/// Whatever the endpoints of a platform send, its Refit interfaces send with the same bytes. The server refuses everything, so that only what was sent counts.
/// </summary>
public sealed class SameBytesTests
{
    private static readonly JsonPatch Json = new JsonPatch { VersionId = "7" }.Replace("/active", true);
    private static readonly FhirPathPatch Path = new FhirPathPatch { VersionId = "7" }.Delete("Patient.active");

    private static readonly Dictionary<string, (Func<WritingPlatform, Task> Typed, Func<RefitServer, Task>[] Refit)> All = new()
    {
        ["Read"] = (c => c.Patient.ReadAsync("p1"), [s => Patients(s).ReadAsync("p1"), s => Ask(Patients(s).ReadWithResponseAsync("p1"))]),
        ["VRead"] = (c => c.Organization.VReadAsync("o1", "3"), [s => Organizations(s).VReadAsync("o1", "3"), s => Ask(Organizations(s).VReadWithResponseAsync("o1", "3"))]),
        ["ReadIfNoneMatch"] = (c => c.Patient.ReadIfNoneMatchAsync("p1", "3"), [s => Patients(s).ReadIfNoneMatchAsync("p1", "W/\"3\"")]),
        ["ReadIfModifiedSince"] = (
            c => c.Patient.ReadIfModifiedSinceAsync("p1", DateTimeOffset.UnixEpoch),
            [s => Patients(s).ReadIfModifiedSinceAsync("p1", DateTimeOffset.UnixEpoch.ToString("R"))]),
        ["History"] = (c => c.Organization.History("o1").FirstPageAsync(), [s => Organizations(s).HistoryAsync("o1"), s => First(Organizations(s).History("o1"))]),
        ["History of a type"] = (c => c.Organization.History().FirstPageAsync(), [s => Organizations(s).HistoryAsync(), s => First(Organizations(s).History())]),
        ["Search"] = (
            c => c.Patient.Search(q => q.Family.StartsWith("O,Neil & é")).FirstPageAsync(),
            [
                s => Patients(s).SearchAsync(q => q.Family.StartsWith("O,Neil & é")),
                s => First(Patients(s).Search(q => q.Family.StartsWith("O,Neil & é"))),
                s => Ask(Patients(s).SearchWithResponseAsync(q => q.Family.StartsWith("O,Neil & é"))),
            ]),
        ["SearchByPost"] = (c => c.Patient.Search(q => q.Family.StartsWith("Smith")).ViaPost().FirstPageAsync(), [s => Patients(s).SearchByPostAsync(q => q.Family.StartsWith("Smith"))]),
        ["Create"] = (c => c.Patient.CreateAsync(Patient()), [s => Patients(s).CreateAsync(Patient()), s => Ask(Patients(s).CreateWithResponseAsync(Patient()))]),
        ["CreateIfNoneExist"] = (
            c => c.Patient.CreateIfNoneExistAsync(Patient(), q => q.Identifier.Is("urn:mrn", "1")),
            [
                s => Patients(s).CreateIfNoneExistAsync(Patient(), "identifier=urn:mrn|1"),
                s => Patients(s).CreateIfNoneExistAsync(Patient(), q => q.Identifier.Is("urn:mrn", "1")),
                s => Ask(Patients(s).CreateIfNoneExistWithResponseAsync(Patient(), q => q.Identifier.Is("urn:mrn", "1"))),
            ]),
        ["Update"] = (
            c => c.Patient.UpdateAsync(Patient()),
            [
                s => Patients(s).UpdateAsync("p1", Patient()), s => Patients(s).UpdateAsync("p1", Patient(), "7"), s => Patients(s).UpdateAsync("p1", Patient(), "W/\"7\""),
                s => Ask(Patients(s).UpdateWithResponseAsync("p1", Patient())),
            ]),
        ["ConditionalUpdate"] = (
            c => c.Patient.ConditionalUpdateAsync(Patient(), q => q.Identifier.Is("urn:mrn", "1")),
            [
                s => Patients(s).ConditionalUpdateAsync(q => q.Identifier.Is("urn:mrn", "1"), Patient()),
                s => Ask(Patients(s).ConditionalUpdateWithResponseAsync(q => q.Identifier.Is("urn:mrn", "1"), Patient())),
            ]),
        ["Patch"] = (c => c.Patient.PatchAsync("p1", Json), [s => Patients(s).PatchAsync("p1", Json), s => Ask(Patients(s).PatchWithResponseAsync("p1", Json, "7"))]),
        ["Patch by FHIRPath"] = (c => c.Patient.PatchAsync("p1", Path), [s => Patients(s).PatchAsync("p1", Path), s => Ask(Patients(s).PatchWithResponseAsync("p1", Path, "7"))]),
        ["Delete"] = (c => c.Patient.DeleteAsync("p1"), [s => Patients(s).DeleteAsync("p1")]),
        ["Delete of a version"] = (c => c.Patient.DeleteAsync(Patient()), [s => Patients(s).DeleteAsync("p1", "7")]),
        ["ConditionalDelete"] = (
            c => c.Patient.ConditionalDeleteAsync(q => q.Identifier.Is("urn:mrn", "1")), [s => Patients(s).ConditionalDeleteAsync(q => q.Identifier.Is("urn:mrn", "1"))]),
        ["ConditionalDeleteMultiple"] = (
            c => c.Observation.ConditionalDeleteMultipleAsync(q => q.Patient.Is("p1")), [s => Observations(s).ConditionalDeleteMultipleAsync(q => q.Patient.Is("p1"))]),
        ["Download"] = (c => c.Binary.DownloadAsync("b1"), [s => s.Client<IWritingPlatformBinaryApi>().DownloadAsync("b1")]),
        ["Everything"] = (
            c => c.Patient.Everything("p1", new EverythingOptions { Count = 10, Types = ["Observation"] }).FirstPageAsync(),
            [
                s => Patients(s).EverythingAsync("p1", new EverythingOptions { Count = 10, Types = ["Observation"] }),
                s => First(Patients(s).Everything("p1", new EverythingOptions { Count = 10, Types = ["Observation"] })),
            ]),
        ["Summary"] = (c => c.Patient.SummaryAsync("p1"), [s => Patients(s).SummaryAsync("p1")]),
        ["Docref"] = (
            c => c.DocumentReference.Docref("p1").FirstPageAsync(),
            [s => s.Client<IWritingPlatformDocumentReferenceApi>().DocrefAsync("p1"), s => First(s.Client<IWritingPlatformDocumentReferenceApi>().Docref("p1"))]),
        ["Lastn"] = (
            c => c.Observation.Lastn(q => q.Patient.Is("p1").Category.Is("vital-signs"), 2).FirstPageAsync(),
            [
                s => Observations(s).LastnAsync(q => q.Patient.Is("p1").Category.Is("vital-signs"), 2),
                s => First(Observations(s).Lastn(q => q.Patient.Is("p1").Category.Is("vital-signs"), 2)),
            ]),
        ["Expand"] = (c => c.ValueSet.ExpandAsync("urn:v"), [s => ValueSets(s).ExpandAsync(new Parameters().Add("url", new UriElement("urn:v")))]),
        ["Lookup"] = (c => c.CodeSystem.LookupAsync(Code), [s => s.Client<IWritingPlatformCodeSystemApi>().LookupAsync(new Parameters().Add("coding", Code))]),
        ["Translate"] = (c => c.ConceptMap.TranslateAsync(Code), [s => s.Client<IWritingPlatformConceptMapApi>().TranslateAsync(new Parameters().Add("coding", Code))]),
        ["Validate"] = (c => c.Patient.ValidateAsync(Patient()), [s => Patients(s).ValidateAsync(new Parameters().Add("resource", Patient()))]),
        ["ValidateCode"] = (
            c => c.ValueSet.ValidateCodeAsync("urn:v", Code), [s => ValueSets(s).ValidateCodeAsync(new Parameters().Add("url", new UriElement("urn:v")).Add("coding", Code))]),
        ["Match"] = (c => c.Patient.MatchAsync(Patient()), [s => Patients(s).MatchAsync(new Parameters().Add("resource", Patient()))]),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static Coding Code => new("urn:s", "1");

    [Fact]
    public void EveryMethod_OfTheInterfaces_IsTried()
    {
        var tried = All.Keys.Select(static name => name.Split(' ')[0]).ToHashSet();
        var methods = typeof(IWritingPlatformPatientApi).Assembly.GetTypes()
            .Where(static type => type.IsInterface && type.GetCustomAttribute<FhirRefitApiAttribute>()?.Platform == typeof(WritingPlatform))
            .SelectMany(static type => type.GetMethods())
            .Select(static method => method.Name.Replace("WithResponse", "").Replace("Async", ""))
            .ToHashSet();
        Assert.NotEmpty(methods);
        Assert.Empty(methods.Except(tried));
        Assert.Empty(tried.Except(methods));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task TheSameBytes_AreSent(string name)
    {
        await using var server = RefitServer.Start("500 Internal Server Error");
        var (typed, refit) = All[name];
        await Assert.ThrowsAnyAsync<Exception>(() => typed(FhirPlatform.Create<WritingPlatform>(options => options.BaseUrl = server.BaseUrl)));
        foreach (var ask in refit)
        {
            await Assert.ThrowsAsync<Refit.ApiException>(() => ask(server));
        }

        Assert.Equal(1 + refit.Length, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(server.Requests[0].Head + server.Requests[0].Text, request.Head + request.Text));
    }

    private static IWritingPlatformPatientApi Patients(RefitServer server) => server.Client<IWritingPlatformPatientApi>();

    private static IWritingPlatformObservationApi Observations(RefitServer server) => server.Client<IWritingPlatformObservationApi>();

    private static IWritingPlatformOrganizationApi Organizations(RefitServer server) => server.Client<IWritingPlatformOrganizationApi>();

    private static IWritingPlatformValueSetApi ValueSets(RefitServer server) => server.Client<IWritingPlatformValueSetApi>();

    private static Patient Patient() => new() { Id = "p1", Active = true, Meta = new Meta { VersionId = "7" } };

    private static async Task Ask<T>(Task<Refit.ApiResponse<T>> asking)
    {
        using var response = await asking;
        throw response.Error!;
    }

    private static async Task First<TPage, T>(Refit.PagedEnumerable<TPage, T> all)
    {
        await foreach (var _ in all)
        {
            return;
        }
    }
}
