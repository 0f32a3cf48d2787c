using System.Net;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Failures on order, authorization, latency, loading.</summary>
public sealed class ServingTests
{
    [Fact]
    public async Task FailNext_FailsOnceAndInOrder()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1"));
        sandbox.FailNext(HttpStatusCode.TooManyRequests, OperationOutcome.Of(IssueSeverity.Error, IssueType.Throttled, "slow down"), TimeSpan.FromSeconds(7));
        sandbox.FailNext(HttpStatusCode.BadGateway);
        var http = sandbox.CreateHttpClient();
        using var first = await http.GetAsync("Patient/p1");
        using var second = await http.GetAsync("Patient/p1");
        using var third = await http.GetAsync("Patient/p1");

        Assert.Equal([HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.OK], [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal(TimeSpan.FromSeconds(7), first.Headers.RetryAfter!.Delta);
        Assert.Equal("slow down", await first.DiagnosticsAsync());
    }

    [Fact]
    public async Task Authorization_IsAskedForButNotForConformance()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1"));
        sandbox.RequireAuthorization("secret");
        var http = sandbox.CreateHttpClient();
        using var without = await http.GetAsync("Patient/p1");
        using var wrong = await http.SendAsync(HttpMethod.Get, "Patient/p1", null, ("Authorization", "Bearer other"));
        using var right = await http.SendAsync(HttpMethod.Get, "Patient/p1", null, ("Authorization", "Bearer secret"));
        using var metadata = await http.GetAsync("metadata");

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK],
            [without.StatusCode, wrong.StatusCode, right.StatusCode, metadata.StatusCode]);
        Assert.Equal("Bearer", without.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Latency_HoldsAnswersBack()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic, new() { Latency = TimeSpan.FromMinutes(10) });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sandbox.CreateHttpClient().GetAsync("metadata", patience.Token));
    }

    [Fact]
    public async Task Dispose_EndsTheServer()
    {
        var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        var address = new Uri(sandbox.BaseUrl, "metadata");
        await sandbox.DisposeAsync();
        using var http = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(address));
    }

    [Fact]
    public async Task LoadFolder_ReadsJsonBundlesAndLines()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var bundle = new Bundle { Type = BundleType.Transaction };
            bundle.Entry.Add(new BundleEntry { FullUrl = "urn:uuid:1", Resource = People.Patient("p1") });
            bundle.Entry.Add(new BundleEntry { FullUrl = "urn:uuid:2", Resource = new Observation { Status = ObservationStatus.Final, Code = new CodeableConcept { Text = "x" }, Subject = new ResourceReference { Reference = "urn:uuid:1" } } });
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "bundle.json"), FhirJson.ToUtf8Bytes(bundle));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "lines.ndjson"), FhirJson.ToJson(People.Patient("p2")) + "\n\n" + FhirJson.ToJson(People.Patient("p3")) + "\r\n");
            await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);

            Assert.Equal(4, await sandbox.LoadFolderAsync(folder.FullName));
            Assert.Equal("Patient/p1", (await sandbox.CreateHttpClient().GetAsync<Bundle>("Observation?patient=p1")).Matches<Observation>().Single().Subject!.Reference);

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "lines.ndjson"), FhirJson.ToJson(People.Patient("p2")) + "\n{oops");
            var exception = await Assert.ThrowsAsync<FhirException>(() => sandbox.LoadFolderAsync(folder.FullName));
            Assert.Contains("lines.ndjson, from line 2", exception.Message, StringComparison.Ordinal);

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "lines.ndjson"), """{"exportId":"a log, and no resource"}""");
            exception = await Assert.ThrowsAsync<FhirException>(() => sandbox.LoadFolderAsync(folder.FullName));
            Assert.Contains("lines.ndjson, from line 1", exception.Message, StringComparison.Ordinal);
            Assert.Equal(4, sandbox.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task SyntheticPatients_LoadAndAreFound()
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var count = await sandbox.LoadFolderAsync(TestFiles.PathOf("examples", "synthea-bundles"));
        var http = sandbox.CreateHttpClient();
        var patients = await http.GetAsync<Bundle>("Patient?gender=male,female&_count=1000");
        var observations = 0;
        foreach (var patient in patients.Matches<Patient>())
        {
            observations += (await http.GetAsync<Bundle>($"Observation?patient={patient.Id}&_count=0")).Total!.Value;
        }

        Assert.Equal(count, sandbox.Count);
        Assert.True(count > 2000, $"{count}");
        Assert.True(patients.Total >= 10, $"{patients.Total}");
        Assert.Equal((await http.GetAsync<Bundle>("Observation?_summary=count")).Total, observations);
    }
}
