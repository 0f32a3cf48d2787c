using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>FHIRPath Patches in the form of the specification, written by hand: https://hl7.org/fhir/R4/fhirpatch.html.</summary>
internal static class Patches
{
    /// <summary>A patch of one operation.</summary>
    /// <param name="type">The kind of operation.</param>
    /// <param name="path">The path.</param>
    /// <param name="value">What the parameter <c>value</c> holds, as JSON without braces; null for no value.</param>
    /// <param name="more">Further parts, as JSON with a comma before each.</param>
    public static string Of(string type, string path, string? value = null, string more = "") => $$"""
        {"resourceType":"Parameters","parameter":[{"name":"operation","part":[
          {"name":"type","valueCode":"{{type}}"},{"name":"path","valueString":"{{path}}"}{{more}}{{(value is null ? "" : ",{\"name\":\"value\"," + value + "}")}}]}]}
        """;

    public static string Name(string name) => ",{\"name\":\"name\",\"valueString\":\"" + name + "\"}";

    public static string Number(string name, int value) => ",{\"name\":\"" + name + "\",\"valueInteger\":" + value + "}";

    /// <summary>Applies patches to a resource on a platform that takes them; the resource as JSON without what the server gives.</summary>
    public static async Task<string> ApplyAsync(string resource, params string[] patches)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var before = FhirJson.Read<Resource>(resource);
        await sandbox.LoadAsync(before);
        var http = sandbox.CreateHttpClient();
        foreach (var patch in patches)
        {
            using var response = await http.SendAsync(HttpMethod.Patch, before.TypeName + "/" + before.Id, patch, "application/fhir+json");
            Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        }

        var after = await http.GetAsync<Resource>(before.TypeName + "/" + before.Id);
        after.Meta = null;
        return FhirJson.ToJson(after);
    }

    /// <summary>Applies a patch that must be refused and must change nothing.</summary>
    public static async Task<(HttpStatusCode Status, OperationOutcomeIssue Issue)> RefusedAsync(
        string resource, string patch, string contentType = "application/fhir+json")
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var before = FhirJson.Read<Resource>(resource);
        await sandbox.LoadAsync(before);
        var http = sandbox.CreateHttpClient();
        using var response = await http.SendAsync(HttpMethod.Patch, before.TypeName + "/" + before.Id, patch, contentType);
        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Equal("1", (await http.GetAsync<Resource>(before.TypeName + "/" + before.Id)).Meta!.VersionId);
        return (response.StatusCode, (await response.ReadAsync<OperationOutcome>()).Issue[0]);
    }
}
