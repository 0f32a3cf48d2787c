using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.ServerBenchmark.Tests;

/// <summary>Servers that are measured, with somebody else's patient on them.</summary>
internal static class Servers
{
    public static PlatformDescriptor Hapi => Platforms.Hapi.Descriptor;

    /// <summary>HAPI as it would be if it declared batches.</summary>
    public static PlatformDescriptor HapiWithBatches { get; } = new(Hapi.Manifest with { SystemInteractions = Hapi.Manifest.SystemInteractions | FhirInteraction.Batch });

    /// <summary>The same without a search by tag.</summary>
    public static PlatformDescriptor HapiWithoutTags { get; } = new(HapiWithBatches.Manifest with
    {
        Resources = new([.. Hapi.Manifest.Resources.Select(static resource => resource with
        {
            SearchParameters = new([.. resource.SearchParameters.Where(static parameter => parameter.Name != "_tag")]),
        })]),
    });

    public static async Task<FhirSandbox> StartAsync(PlatformDescriptor platform)
    {
        var sandbox = await FhirSandbox.StartAsync(platform);
        await sandbox.LoadAsync(new Patient { Id = "somebody", Active = true }, new Observation { Id = "theirs", Subject = new ResourceReference { Reference = "Patient/somebody" } });
        return sandbox;
    }

    public static IFhirPlatformClient Client(this FhirSandbox sandbox, DelegatingHandler? wire = null, Action<FhirPlatformOptions>? configure = null) => wire is null
        ? FhirPlatform.Create(sandbox.Platform, options => Set(options, sandbox, configure))
        : FhirPlatform.Create(sandbox.Platform, new HttpClient(wire), options => Set(options, sandbox, configure));

    public static FhirServerBenchmarkOptions Small(Action<FhirServerBenchmarkOptions>? configure = null)
    {
        var options = new FhirServerBenchmarkOptions { AllowsWrites = true, Attempts = 3, BatchSize = 4, DatasetSize = 150, PageSize = 50 };
        configure?.Invoke(options);
        return options;
    }

    public static async Task<ServerBenchmarkResult> MeasureAsync(IFhirPlatformClient client, FhirServerBenchmarkOptions? options = null, CancellationToken cancellationToken = default) =>
        Assert.Single((await new FhirServerBenchmark(options ?? Small()).RunAsync([KeyValuePair.Create("one", client)], cancellationToken)).Servers);

    /// <summary>Nothing is there but what others have, as they had it.</summary>
    public static async Task AssertUntouchedAsync(FhirSandbox sandbox)
    {
        Assert.Equal(2, sandbox.Count);
        var patient = (Patient)await sandbox.Client().ReadAsync("Patient", "somebody");
        Assert.True(patient.Active);
        Assert.Equal("1", patient.Meta!.VersionId);
    }

    private static void Set(FhirPlatformOptions options, FhirSandbox sandbox, Action<FhirPlatformOptions>? configure)
    {
        options.BaseUrl = sandbox.BaseUrl;
        options.Resilience.MaxRetryAttempts = 0;
        options.Resilience.CircuitBreaker.IsEnabled = false;
        configure?.Invoke(options);
    }
}
