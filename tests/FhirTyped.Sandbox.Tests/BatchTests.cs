using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

public sealed class BatchTests
{
    private const string Both = """[{"code":"transaction"},{"code":"batch"}]""";

    [Fact]
    public async Task Batch_AnswersEachEntryByItself()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Both));
        await sandbox.LoadAsync(People.Patient("p1"));
        var answer = await PostAsync(sandbox, BundleType.Batch, Entry("GET", "Patient/p1"), Entry("GET", "Patient/p9"), Entry("GET", "Patient?family=Muster"));

        Assert.Equal(["200", "404", "200"], answer.Entry.Select(static entry => entry.Response!.Status));
        Assert.Equal("p1", answer.Entry[0].Resource!.Id);
        Assert.IsType<OperationOutcome>(answer.Entry[1].Response!.Outcome);
        Assert.Equal(1, Assert.IsType<Bundle>(answer.Entry[2].Resource).Total);
    }

    [Fact]
    public async Task Transaction_ResolvesReferencesBetweenItsEntries()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Both));
        var observation = People.Laboratory("x", "p");
        observation.Subject!.Reference = "urn:uuid:0b5a1d54-6f2c-4f43-8f4c-1d3a3f5d2a11";
        var answer = await PostAsync(sandbox, BundleType.Transaction,
            Entry("POST", "Observation", observation),
            Entry("POST", "Patient", People.Patient("x"), "urn:uuid:0b5a1d54-6f2c-4f43-8f4c-1d3a3f5d2a11"));

        var patient = Assert.IsType<Patient>(answer.Entry[1].Resource);
        Assert.Equal("Patient/" + patient.Id, Assert.IsType<Observation>(answer.Entry[0].Resource).Subject!.Reference);
        Assert.Equal(2, sandbox.Count);
    }

    [Fact]
    public async Task Transaction_WithAFailingEntry_WritesNothing()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Both));
        using var response = await SendAsync(sandbox, BundleType.Transaction,
            Entry("POST", "Patient", People.Patient("x")), Entry("PUT", "Patient/p9", People.Patient("p9")));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["Bundle.entry[1]"], (await response.ReadAsync<OperationOutcome>()).Issue[0].Expression);
        Assert.Equal(0, sandbox.Count);
    }

    [Fact]
    public async Task Transaction_WherePlatformHasOnlyBatch_Is405()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: """[{"code":"batch"}]"""));
        using var response = await SendAsync(sandbox, BundleType.Transaction, Entry("POST", "Patient", People.Patient("x")));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    private static BundleEntry Entry(string method, string url, Resource? resource = null, string? fullUrl = null) =>
        new() { FullUrl = fullUrl, Resource = resource, Request = new BundleEntryRequest { Method = new Code<HttpVerb>(method), Url = url } };

    private static async Task<Bundle> PostAsync(FhirSandbox sandbox, BundleType type, params BundleEntry[] entries)
    {
        using var response = await SendAsync(sandbox, type, entries);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.ReadAsync<Bundle>();
    }

    private static Task<HttpResponseMessage> SendAsync(FhirSandbox sandbox, BundleType type, params BundleEntry[] entries)
    {
        var bundle = new Bundle { Type = type };
        bundle.Entry.AddRange(entries);
        return sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "", bundle);
    }
}
