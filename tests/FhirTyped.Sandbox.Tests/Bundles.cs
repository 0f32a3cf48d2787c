using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Batches and transactions, entry by entry.</summary>
internal static class Bundles
{
    /// <summary>The statement of a platform that takes both.</summary>
    public const string Both = """[{"code":"transaction"},{"code":"batch"}]""";

    public static BundleEntry Entry(string method, string url, Resource? resource = null, string? fullUrl = null, string? ifNoneExist = null, string? ifMatch = null) => new()
    {
        FullUrl = fullUrl,
        Resource = resource,
        Request = new BundleEntryRequest { Method = new Code<HttpVerb>(method), Url = url, IfNoneExist = ifNoneExist, IfMatch = ifMatch },
    };

    /// <summary>Sends a bundle that must be carried out.</summary>
    public static async Task<Bundle> PostAsync(this FhirSandbox sandbox, BundleType type, params BundleEntry[] entries)
    {
        using var response = await sandbox.SendAsync(type, entries);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.ReadAsync<Bundle>();
    }

    /// <summary>Sends a transaction that must be refused, leaving everything as it was; its outcome.</summary>
    public static async Task<(HttpStatusCode Status, OperationOutcomeIssue Issue)> RefusedAsync(this FhirSandbox sandbox, params BundleEntry[] entries)
    {
        var before = sandbox.Count;
        using var response = await sandbox.SendAsync(BundleType.Transaction, entries);
        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Equal(before, sandbox.Count);
        return (response.StatusCode, (await response.ReadAsync<OperationOutcome>()).Issue[0]);
    }

    public static Task<HttpResponseMessage> SendAsync(this FhirSandbox sandbox, BundleType type, params BundleEntry[] entries) =>
        sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "", Of(type, entries));

    public static Bundle Of(BundleType type, params BundleEntry[] entries)
    {
        var bundle = new Bundle { Type = type };
        bundle.Entry.AddRange(entries);
        return bundle;
    }

    public static string[] Statuses(this Bundle bundle) => [.. bundle.Entry.Select(static entry => entry.Response!.Status!)];
}
