using System.Net;
using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Each built-in platform can be served, and says of itself what its facts say.</summary>
public sealed class EveryPlatformTests
{
    public static TheoryData<string> Ids() => new(BuiltIn.Ids);

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Metadata_GivesTheFactsBack(string id)
    {
        var manifest = BuiltIn.Get(id).Manifest;
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Get(id));
        var issues = new List<PlatformIssue>();
        var json = await sandbox.CreateHttpClient().GetByteArrayAsync("metadata");
        var facts = CapabilityStatementReader.Read("metadata", Encoding.UTF8.GetString(json), issues)!;

        Assert.Equal(manifest.Resources, facts.Resources);
        Assert.Equal(manifest.SystemInteractions, facts.SystemInteractions);
        Assert.Equal(manifest.PatchFormats, facts.PatchFormats);
        Assert.IsType<CapabilityStatement>(FhirJson.Read(json));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task EveryResourceType_IsReadWhereTheJudgeSaysSo(string id)
    {
        var platform = BuiltIn.Get(id);
        await using var sandbox = await FhirSandbox.StartAsync(platform);
        var http = sandbox.CreateHttpClient();
        foreach (var type in R4Definitions.ResourceTypes)
        {
            using var response = await http.GetAsync(type + "/none");
            var (status, code) = platform.Judge.JudgeInteraction(type, FhirInteraction.Read) switch
            {
                // What is only assumed from a guide may be there although the guide does not ask for it.
                not { Support: CapabilitySupport.Unsupported } => (HttpStatusCode.NotFound, "not-found"),
                { Id: CapabilityIds.Resource } => (HttpStatusCode.NotFound, "not-supported"),
                _ => (HttpStatusCode.MethodNotAllowed, "not-supported"),
            };

            Assert.Equal((status, code), (response.StatusCode, (await response.ReadAsync<OperationOutcome>()).Issue[0].Code!.Value.Text));
        }
    }
}
