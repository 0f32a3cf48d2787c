using System.Net;
using FhirTyped.Platforms;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>The typed clients against the sandbox of their own platform: what the client guards, the server refuses as well.</summary>
public sealed class TypedClientTests
{
    [Fact]
    public async Task Epic_ReadsSearchesAndStreams()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await sandbox.LoadAsync([People.Patient("p1"), .. People.Laboratories(45, "p1"), People.Laboratory("other", "p2")]);
        var epic = sandbox.CreateClient<Epic>();
        var patient = await epic.Patient.ReadAsync("p1");
        var ids = new List<string>();
        await foreach (var observation in epic.Observation.Search(q => q.Patient.Is("p1").Category.Is(ObservationCategory.Laboratory).Count(20)))
        {
            ids.Add(observation.Id!);
        }

        Assert.Equal("Muster", patient.Name[0].Family);
        Assert.Null(await epic.Patient.TryReadAsync("nobody"));
        Assert.Equal(Enumerable.Range(0, 45).Select(static index => $"lab-{index}"), ids);
        Assert.Equal(3, sandbox.Requests.Count(static request => request.ResourceType == "Observation"));
    }

    [Fact]
    public async Task Epic_SearchThatItRefuses_IsNotSent()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        IFhirPlatformClient epic = sandbox.CreateClient<Epic>();

        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(() => epic.Search("Observation?patient=p1").FirstPageAsync());
        Assert.Equal("FHT1101", exception.Verdicts.Single().Id);
        Assert.Empty(sandbox.Requests);
    }

    [Fact]
    public async Task Receipt_IsVerified_AndADroppedFilterThrows()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await sandbox.LoadAsync(People.Patient("p1"));
        var epic = sandbox.CreateClient<Epic>();
        var page = await epic.Patient.Search(q => q.Family.StartsWith("Muster")).FirstPageAsync();

        Assert.Equal(SearchReceiptStatus.Verified, page.Receipt.Status);
        await Assert.ThrowsAsync<FhirDroppedFilterException>(() => epic.Patient.Search(q => q.Family.StartsWith("Muster").OwnName.StartsWith("x")).FirstPageAsync());
    }

    [Fact]
    public async Task OracleHealth_ParallelPatchesOfOneVersion_OneWins()
    {
        await using var sandbox = await FhirSandbox.StartAsync<OracleHealth>();
        await sandbox.LoadAsync(People.Patient("p1"));
        var oracle = sandbox.CreateClient<OracleHealth>();
        var won = 0;
        var http = sandbox.CreateHttpClient();
        var before = await oracle.Patient.ReadAsync("p1");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async index =>
        {
            using var response = await http.SendAsync(HttpMethod.Patch, "Patient/p1",
                $$"""[{"op":"add","path":"/name/0/given/-","value":"G{{index}}"}]""", "application/json-patch+json", ("If-Match", "W/\"1\""));
            _ = response.StatusCode == HttpStatusCode.OK ? Interlocked.Increment(ref won) : 0;
        }));

        Assert.Equal(("1", 1), (before.Meta!.VersionId, won));
        Assert.Equal("2", (await oracle.Patient.ReadAsync("p1")).Meta!.VersionId);
    }

    [Fact]
    public async Task OracleHealth_WriteWithoutVersion_Is412ForAppointmentsAsDocumented()
    {
        await using var sandbox = await FhirSandbox.StartAsync<OracleHealth>();
        var appointment = new Appointment { Id = "a1", Status = AppointmentStatus.Booked, Participant = { new AppointmentParticipant { Status = ParticipationStatus.Accepted } } };
        await sandbox.LoadAsync(appointment);
        var http = sandbox.CreateHttpClient();
        const string Patch = """[{"op":"replace","path":"/status","value":"arrived"}]""";
        using var missing = await http.SendAsync(HttpMethod.Patch, "Appointment/a1", Patch, "application/json-patch+json");
        using var stale = await http.SendAsync(HttpMethod.Patch, "Appointment/a1", Patch, "application/json-patch+json", ("If-Match", "W/\"9\""));
        using var current = await http.SendAsync(HttpMethod.Patch, "Appointment/a1", Patch, "application/json-patch+json", ("If-Match", "W/\"1\""));

        Assert.Equal([HttpStatusCode.PreconditionFailed, HttpStatusCode.Conflict, HttpStatusCode.OK], [missing.StatusCode, stale.StatusCode, current.StatusCode]);
    }

    [Fact]
    public async Task Failures_BecomeTheClientsExceptions()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await sandbox.LoadAsync(People.Patient("p1"));
        var epic = sandbox.CreateClient<Epic>(static options => options.Resilience.MaxRetryAttempts = 0);
        sandbox.FailNext(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromSeconds(3));
        var limited = await Assert.ThrowsAsync<FhirRateLimitException>(() => epic.Patient.ReadAsync("p1"));
        sandbox.RequireAuthorization("token");
        var authorized = await epic.Patient.ReadAsync("p1");

        Assert.Equal(TimeSpan.FromSeconds(3), limited.RetryAfter);
        Assert.Equal("p1", authorized.Id);
    }
}
