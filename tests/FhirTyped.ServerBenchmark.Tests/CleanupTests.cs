using System.Net;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.ServerBenchmark.Tests;

/// <summary>What was inserted is gone in the end, however it ended; what is not the benchmark's own stays.</summary>
public sealed class CleanupTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(17)]
    public async Task CancelledAtAnyWrite_NothingIsLeft(int write)
    {
        await using var sandbox = await Servers.StartAsync(Servers.HapiWithBatches);
        using var cancellation = new CancellationTokenSource();
        var wire = new Wire
        {
            Before = (number, _) =>
            {
                if (number == write)
                {
                    cancellation.Cancel();
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Servers.MeasureAsync(sandbox.Client(wire), cancellationToken: cancellation.Token));

        await Servers.AssertUntouchedAsync(sandbox);
    }

    [Fact]
    public async Task CreatesWhoseAnswerIsLost_AreFoundByTheTag()
    {
        await using var sandbox = await Servers.StartAsync(Servers.HapiWithBatches);
        sandbox.Inject(SandboxFault.LostAnswer, 9, static (method, _) => method == "POST");

        var result = await Servers.MeasureAsync(sandbox.Client(), Servers.Small(static options => options.DatasetSize = 2000));

        Assert.Equal(0, result.Find(ServerBenchmarkOperation.DatasetInsert)!.Successes);
        Assert.True(result.IsCleanupComplete);
        await Servers.AssertUntouchedAsync(sandbox);
    }

    [Fact]
    public async Task WithoutASearchByTag_ALostAnswerIsSaid()
    {
        await using var sandbox = await Servers.StartAsync(Servers.HapiWithoutTags);
        sandbox.Inject(SandboxFault.LostAnswer, 1, static (method, path) => method == "POST" && path.EndsWith("Patient", StringComparison.Ordinal));

        var result = await Servers.MeasureAsync(sandbox.Client());

        Assert.False(result.IsCleanupComplete);
        Assert.Empty(result.LeftBehind);
        Assert.StartsWith("urn:uuid:", result.Tag, StringComparison.Ordinal);
        Assert.Equal(3, sandbox.Count);
    }

    [Fact]
    public async Task WhatTheServerDoesNotDelete_IsSaidByName()
    {
        await using var sandbox = await Servers.StartAsync(Servers.HapiWithBatches);
        sandbox.Inject(SandboxFault.Status(HttpStatusCode.Conflict), 100_000, static (method, path) => method == "DELETE" && path.Contains("Patient", StringComparison.Ordinal));
        var options = Servers.Small(static options => options.Operations = [ServerBenchmarkOperation.Insert, ServerBenchmarkOperation.Delete]);
        var wire = new Wire { Change = WithoutTransactionsOfDeletes };

        var result = await Servers.MeasureAsync(sandbox.Client(wire), options);

        Assert.Equal(3, result.LeftBehind.Count);
        Assert.All(result.LeftBehind, static name => Assert.StartsWith("Patient/", name, StringComparison.Ordinal));
        Assert.DoesNotContain("Patient/somebody", result.LeftBehind);
        Assert.False(result.IsCleanupComplete);

        using var cancellation = new CancellationTokenSource();
        wire.Before = (_, request) =>
        {
            if (request.Method == HttpMethod.Delete)
            {
                cancellation.Cancel();
            }
        };
        var error = await Assert.ThrowsAsync<ServerBenchmarkCleanupException>(() => Servers.MeasureAsync(sandbox.Client(wire), options, cancellation.Token));
        Assert.Equal(3, error.LeftBehind.Count);
        Assert.Contains(error.Tag, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Patient/", error.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
    }

    [Fact]
    public async Task AServerThatFindsWhatItWasNotAskedFor_LosesNothing()
    {
        await using var sandbox = await Servers.StartAsync(Servers.HapiWithBatches);
        sandbox.Inject(SandboxFault.LostAnswer, 1, static (method, _) => method == "POST");
        var wire = new Wire
        {
            // A server that leaves _tag out, and a client that does not mind.
            Change = static request => request.RequestUri = new Uri(System.Text.RegularExpressions.Regex.Replace(request.RequestUri!.AbsoluteUri, "_tag=[^&]*&?", "")),
        };

        await Servers.MeasureAsync(sandbox.Client(wire, static options => options.DroppedFilters = DroppedFilterHandling.Allow));

        await Servers.AssertUntouchedAsync(sandbox);
    }

    [Fact]
    public async Task WhereReferencesAreKeptWhole_EachIsRemovedBeforeThoseToWhichItRefers()
    {
        await using var sandbox = await Servers.StartAsync(Servers.HapiWithBatches);
        var wire = new Wire();
        var deleted = new List<string>();
        wire.Before = (_, request) =>
        {
            if (request.Method == HttpMethod.Delete)
            {
                deleted.Add(request.RequestUri!.AbsolutePath.Split('/')[^2]);
            }
        };
        wire.Change = WithoutTransactionsOfDeletes;

        await Servers.MeasureAsync(sandbox.Client(wire), Servers.Small(static options =>
        {
            options.Operations = [ServerBenchmarkOperation.DatasetInsert];
            options.Attempts = 1;
        }));

        Assert.Equal(150, deleted.Count);
        Assert.NotEqual("Patient", deleted[0]);
        await Servers.AssertUntouchedAsync(sandbox);
    }

    [Fact]
    public async Task WhatIsInserted_IsMarkedAsTestData_WithoutIdsOfItsOwn()
    {
        await using var sandbox = await Servers.StartAsync(Servers.HapiWithBatches);
        var bodies = new List<string>();
        var wire = new Wire { Before = (_, request) => bodies.Add(request.Content?.ReadAsStringAsync().Result ?? "") };

        await Servers.MeasureAsync(sandbox.Client(wire), Servers.Small(static options => options.Operations = [ServerBenchmarkOperation.Insert, ServerBenchmarkOperation.DatasetInsert]));

        Assert.All(bodies.Where(static body => body.Contains("resourceType", StringComparison.Ordinal) && !body.Contains("DELETE", StringComparison.Ordinal)), static body =>
        {
            Resource[] resources = FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(body)) is Bundle bundle ? [.. bundle.Entry.Select(static entry => entry.Resource!)] : [FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(body))];
            Assert.All(resources, static resource =>
            {
                Assert.Null(resource.Id);
                Assert.Equal("HTEST", Assert.Single(resource.Meta!.Security).Code);
                Assert.StartsWith("urn:uuid:", Assert.Single(resource.Meta.Tag).System, StringComparison.Ordinal);
            });
        });
    }

    private static void WithoutTransactionsOfDeletes(HttpRequestMessage request)
    {
        if (request.Method == HttpMethod.Post && request.Content!.ReadAsStringAsync().Result.Contains("\"DELETE\"", StringComparison.Ordinal))
        {
            request.RequestUri = new Uri(request.RequestUri!, "nowhere");
        }
    }
}
