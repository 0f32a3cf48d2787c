using System.Globalization;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>Batches that are sent in parts, and the number of requests that a platform takes in one bundle.</summary>
public sealed class BatchPartsTests
{
    [Fact]
    public async Task Answers_AreInTheOrderOfTheRequests_WhateverThePart()
    {
        await using var server = RawServer.Start(Answer);
        var batch = WireClient.WriterOf(server).Batch();
        var requests = Enumerable.Range(0, 1_005).Select(i => batch.Read<Patient>("p" + i)).ToArray();
        var told = new Told();

        var response = await batch.SendInPartsAsync(new() { Progress = told });

        Assert.True(response.IsSuccess);
        Assert.Equal(requests.Select(static request => "p" + request.Index), requests.Select(request => response.Of(request).GetResult().Id));
        Assert.Equal(11, server.Requests.Count);
        Assert.Equal([.. Enumerable.Repeat(100, 10), 5], response.Parts.Select(static part => part.Entries.Count));
        Assert.Equal([.. Enumerable.Range(1, 10).Select(static i => new FhirProgress(i * 100, 1_005)), new FhirProgress(1_005, 1_005)], told.All);
        Assert.Equal("p250", response.Parts[2].Of(requests[250]).GetResult().Id);
        Assert.Throws<ArgumentException>(() => response.Parts[2][requests[199]]);
        Assert.Throws<ArgumentException>(() => response.Parts[2][requests[300]]);
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("401 Unauthorized")]
    [InlineData("reset")]
    [InlineData("no bundle")]
    public async Task APartThatFails_TakesNothingFromTheOthers(string fault)
    {
        await using var server = RawServer.Start(request => !request.Text.Contains("\"Patient/p4\"", StringComparison.Ordinal) ? Answer(request)
            : fault == "reset" ? RawAnswer.Reset : fault == "no bundle" ? RawAnswer.Of("200 OK", """{"resourceType":"Patient"}""") : RawAnswer.Of(fault));
        var batch = WireClient.WriterOf(server).Batch();
        var requests = Enumerable.Range(0, 10).Select(i => batch.Read<Patient>("p" + i)).ToArray();

        var response = await batch.SendInPartsAsync(new() { MaximumEntries = 3 });

        Assert.False(response.IsSuccess);
        Assert.Equal([true, true, true, false, false, false, true, true, true, true], requests.Select(request => response[request].IsSuccess));
        Assert.IsType(
            fault switch { "reset" => typeof(FhirTransportException), "no bundle" => typeof(FhirProtocolException), "401 Unauthorized" => typeof(FhirAuthorizationException), _ => typeof(FhirResponseException) },
            response.Parts[1].Error);
        Assert.Null(response.Parts[1].Bundle);
        Assert.All(requests[3..6], request =>
        {
            Assert.Same(response.Parts[1].Error, response.Of(request).Error);
            Assert.Null(response.Of(request).Id);
            Assert.Throws(response.Parts[1].Error!.GetType(), () => response.Of(request).GetResult());
        });
    }

    [Fact]
    public async Task ACredentialThatFailsOnce_TakesNothingFromTheOthers()
    {
        var asked = 0;
        await using var server = RawServer.Start(Answer);
        var batch = WireClient.WriterOf(server, o => o.AccessToken = _ => ++asked == 2 ? throw new InvalidOperationException("secret") : new ValueTask<string?>("t")).Batch();
        var requests = Enumerable.Range(0, 6).Select(i => batch.Read<Patient>("p" + i)).ToArray();

        var response = await batch.SendInPartsAsync(new() { MaximumEntries = 2 });

        Assert.Equal([true, true, false, false, true, true], requests.Select(request => response[request].IsSuccess));
        Assert.DoesNotContain("secret", response.Parts[1].Error!.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(response.Parts[1].Error!.InnerException);
    }

    [Fact]
    public async Task Cancellation_EndsIt_AndThePartsBeforeAreNotLost()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = RawServer.Start(request => request.Text.Contains("Patient/p2", StringComparison.Ordinal) ? Cancelled(cancellation) : Answer(request));
        var batch = WireClient.WriterOf(server).Batch();
        for (var i = 0; i < 10; i++)
        {
            batch.Read<Patient>("p" + i);
        }

        var parts = new List<FhirBatchPart>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var part in batch.SendPartsAsync(new() { MaximumEntries = 2 }, cancellation.Token))
            {
                parts.Add(part);
            }
        });

        Assert.True(Assert.Single(parts).IsSuccess);
        Assert.Equal(2, server.Requests.Count);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch.SendInPartsAsync(null, cancellation.Token));
    }

    [Fact]
    public async Task WhoStopsAsking_SendsNoFurtherPart()
    {
        await using var server = RawServer.Start(Answer);
        var batch = WireClient.WriterOf(server).Batch();
        for (var i = 0; i < 10; i++)
        {
            batch.Read<Patient>("p" + i);
        }

        await foreach (var part in batch.SendPartsAsync(new() { MaximumEntries = 2 }))
        {
            Assert.Equal(0, part.FirstIndex);
            break;
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task WhatIsRefused_IsRefusedBeforeAnythingIsSent()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);
        var batch = client.Batch();
        await Assert.ThrowsAsync<InvalidOperationException>(() => batch.SendInPartsAsync());
        for (var i = 0; i < 5; i++)
        {
            batch.Read<Patient>("p" + i);
        }

        await Assert.ThrowsAsync<ArgumentException>(() => batch.SendInPartsAsync(new() { MaximumEntries = 0 }));
        batch.Update(new Encounter { Id = "e1" });
        var refused = await Assert.ThrowsAsync<FhirCapabilityException>(() => batch.SendInPartsAsync(new() { MaximumEntries = 2 }));
        Assert.Contains(refused.Verdicts, static verdict => verdict.Id == "FHT1401");
    }

    [Fact]
    public async Task LimitOfThePlatform_CountsForParts_AndRefusesWhatIsSentAsOne()
    {
        await using var server = RawServer.Start(Answer);
        var client = FhirPlatform.Create(Limited(4), options => options.BaseUrl = new Uri(server.Address, "fhir"));
        var batch = client.NewBatch();
        var transaction = client.NewTransaction();
        for (var i = 0; i < 9; i++)
        {
            batch.Read<Patient>("p" + i);
            transaction.Read<Patient>("p" + i);
        }

        var ofBatch = await Assert.ThrowsAsync<FhirCapabilityException>(() => batch.SendAsync());
        var ofTransaction = await Assert.ThrowsAsync<FhirCapabilityException>(() => transaction.SendAsync());
        Assert.Empty(server.Requests);
        var response = await batch.SendInPartsAsync();

        Assert.Equal([4, 4, 1], response.Parts.Select(static part => part.Entries.Count));
        Assert.True(response.IsSuccess);
        Assert.StartsWith("FHT1404: Writing Platform takes at most 4 requests in one batch, and these are 9", ofBatch.Message, StringComparison.Ordinal);
        Assert.StartsWith("FHT1404: Writing Platform takes at most 4 requests in one transaction, and these are 9", ofTransaction.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be divided", ofTransaction.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BundleThatStandsAlready_IsHeldAgainstTheLimit()
    {
        var client = FhirPlatform.Create(Limited(2), new HttpClient(new FakeServer(FakeServer.Never)));
        var bundle = new Bundle { Type = BundleType.Batch };
        bundle.Entry.AddRange(Enumerable.Range(0, 3).Select(static i => new BundleEntry { Request = new() { Method = HttpVerb.GET, Url = "Patient/p" + i } }));

        var refused = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.SendAsync(HttpMethod.Post, "", bundle));

        Assert.Equal(CapabilityIds.Transaction, Assert.Single(refused.Verdicts).Id);
    }

    private static PlatformDescriptor Limited(int count) => new(WritingPlatform.Descriptor.Manifest with { Limits = PlatformLimits.Unknown with { MaximumBundleEntries = count } });

    private static RawAnswer Cancelled(CancellationTokenSource cancellation)
    {
        cancellation.Cancel();
        return RawAnswer.Stalling("");
    }

    private static RawAnswer Answer(RawRequest request)
    {
        var bundle = FhirJson.Read<Bundle>(request.Text);
        return RawAnswer.Of("200 OK", string.Create(CultureInfo.InvariantCulture, $$"""
            {"resourceType":"Bundle","type":"batch-response","entry":[{{string.Join(',', bundle.Entry.Select(static entry =>
                $$"""{"resource":{"resourceType":"Patient","id":"{{entry.Request!.Url!.Split('/')[1]}}"},"response":{"status":"200"} }"""))}} ]}
            """));
    }

    private sealed class Told : IProgress<FhirProgress>
    {
        public List<FhirProgress> All { get; } = [];

        public void Report(FhirProgress value) => All.Add(value);
    }
}
