using System.Text.RegularExpressions;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests.Searches;

/// <summary>The same files without an export: searches for each patient.</summary>
public sealed partial class SearchExportTests : IDisposable
{
    private static readonly string[] Searches = ["Patient", "Observation?category=laboratory", "Observation?code=8867-4"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task EachPatient_IsSearchedFor_AndEachResourceIsThereOnce()
    {
        await using var server = RawServer.Start(Answer);
        var ids = Enumerable.Range(0, 25).Select(static i => "p" + i).ToArray();

        var folder = await Client(server).ExportBySearchAsync(_folder.Path, ids, Searches);
        Assert.Equal(["Patient.00001.ndjson", "Observation.00002.ndjson"], folder.Files.Select(static file => file.Name));
        Assert.Equal(ids, await IdsAsync(folder.ReadAsync<Patient>()));
        Assert.Equal(ids.SelectMany(static id => new[] { id + "-lab", id + "-both", id + "-heart" }), await IdsAsync(folder.ReadAsync<Observation>()));
        Assert.Equal(75, server.Requests.Count);
        Assert.Contains(server.Requests, static request => request.Target == "/fhir/Observation?patient=p3&category=laboratory");

        // It is done: nothing more is asked.
        await Client(server).ExportBySearchAsync(_folder.Path, ids, Searches);
        Assert.Equal(75, server.Requests.Count);
        await Assert.ThrowsAsync<BulkExportException>(() => Client(server).ExportBySearchAsync(_folder.Path, ["p1"], Searches));
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(Client(server), _folder.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task WhatBreaksOff_GoesOn_WithNothingTwice(int parallel)
    {
        var failAt = 10;
        var asked = 0;
        await using var server = RawServer.Start(request => Interlocked.Increment(ref asked) % failAt == 0 ? RawAnswer.Of("500 Internal Server Error") : Answer(request));
        var ids = Enumerable.Range(0, 12).Select(static i => "p" + i).ToArray();

        BulkExportFolder? folder = null;
        var failures = 0;
        while (folder is null)
        {
            try
            {
                folder = await Client(server).ExportBySearchAsync(_folder.Path, ids, Searches, parallel);
            }
            catch (FhirResponseException)
            {
                failures++;
                failAt += 7;

                // As after kill -9: something was written that belongs to no patient who is done.
                foreach (var part in Directory.GetFiles(_folder.Path, "*.part"))
                {
                    await File.AppendAllTextAsync(part, """{"resourceType":"Patient","id":"brok""");
                }
            }
        }

        Assert.InRange(failures, 1, 20);
        Assert.Equal(ids, await IdsAsync(folder.ReadAsync<Patient>()));
        Assert.Equal(36, (await IdsAsync(folder.ReadAsync<Observation>())).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task WhatIsNotSupported_IsRefusedBeforeAnythingIsSent()
    {
        await using var server = RawServer.Start(Answer);
        var client = Client(server);
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.ExportBySearchAsync(_folder.Path, ["p1"], ["Observation"]));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.ExportBySearchAsync(_folder.Path, ["p1"], ["Condition"]));
        foreach (var (patients, searches) in new (string[], string[])[]
        {
            (["p 1"], ["Patient"]), (["p1", "p1"], ["Patient"]), (["p1"], []), (["p1"], ["Nonsense"]), (["p1"], [""]), (["p1"], ["Patient?_id=2"]), (["p1"], ["Observation?patient=2&category=laboratory"]),
        })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.ExportBySearchAsync(_folder.Path, patients, searches));
        }

        Assert.Empty(server.Requests);
    }

    public void Dispose() => _folder.Dispose();

    private static ExportHospital Client(RawServer server) => FhirPlatform.Create<ExportHospital>(options =>
    {
        options.BaseUrl = new Uri(server.Address, "fhir");
        options.Resilience.MaxRetryAttempts = 0;
    });

    private static RawAnswer Answer(RawRequest request)
    {
        var id = PatientOf().Match(request.Target).Value;
        string Observation(string name) => $$$"""{"resource":{"resourceType":"Observation","id":"{{{id}}}-{{{name}}}","status":"final","code":{"coding":[{"code":"8867-4"}]},"category":[{"coding":[{"code":"laboratory"}]}],"subject":{"reference":"Patient/{{{id}}}"}},"search":{"mode":"match"}}""";
        var entries = request.Target.Contains("/Patient", StringComparison.Ordinal) ? $$$"""{"resource":{"resourceType":"Patient","id":"{{{id}}}"},"search":{"mode":"match"}}"""
            : request.Target.Contains("category", StringComparison.Ordinal) ? Observation("lab") + "," + Observation("both")
            : Observation("both") + "," + Observation("heart");
        return RawAnswer.Of("200 OK", $$"""{"resourceType":"Bundle","type":"searchset","entry":[{{entries}}]}""");
    }

    private static async Task<List<string>> IdsAsync<T>(IAsyncEnumerable<T> resources)
        where T : Resource
    {
        var ids = new List<string>();
        await foreach (var resource in resources)
        {
            ids.Add(resource.Id!);
        }

        return ids;
    }

    [GeneratedRegex(@"(?<=(patient|_id)=)p\d+")]
    private static partial Regex PatientOf();
}
