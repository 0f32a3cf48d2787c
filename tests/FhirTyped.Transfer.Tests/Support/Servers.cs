using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Transfer.Tests;

/// <summary>Servers to which resources go, and what tests ask of them.</summary>
internal static class Servers
{
    public static PlatformDescriptor Hapi => FhirTyped.Platforms.Hapi.Descriptor;

    /// <summary>HAPI as it would be if it let clients choose ids.</summary>
    public static PlatformDescriptor Permissive { get; } = new(Hapi.Manifest with
    {
        Resources = new([.. Hapi.Manifest.Resources.Select(static resource => resource with { Versioning = "versioned", Conditional = resource.Conditional | ConditionalSupport.UpdateCreate })]),
    });

    public static IFhirPlatformClient Client(this FhirSandbox sandbox, Wire? wire = null) => wire is null
        ? FhirPlatform.Create(sandbox.Platform, options => Set(options, sandbox))
        : FhirPlatform.Create(sandbox.Platform, new HttpClient(wire), options => Set(options, sandbox));

    public static async Task<FhirTransferResult> MoveAsync(this FhirTransfer transfer, params Resource[] resources) => await transfer.SendAsync(await transfer.PlanAsync(resources.ToAsyncEnumerable()));

    public static async Task<T> GetAsync<T>(this IFhirPlatformClient client, FhirTransferResult result, string source)
        where T : Resource
    {
        var target = result.Entries.Single(entry => entry.Source == source).Target!;
        return (T)await client.ReadAsync(target.Split('/')[0], target.Split('/')[1]);
    }

    public static string TargetOf(this FhirTransferResult result, string source) => result.Entries.Single(entry => entry.Source == source).Target!;

    private static void Set(FhirPlatformOptions options, FhirSandbox sandbox)
    {
        options.BaseUrl = sandbox.BaseUrl;
        options.Resilience.MaxRetryAttempts = 0;
    }
}
