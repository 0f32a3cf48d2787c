using System.Globalization;
using System.Text;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>Whole records of patients who do not exist, as Synthea makes them: what an agent gets of them, in bytes.</summary>
public sealed class SyntheaTests
{
    [Fact]
    public async Task Results_are_a_small_part_of_their_Bundle_and_a_summary_is_a_page()
    {
        Assert.SkipUnless(TestFiles.Has("examples", "synthea-bundles"), TestFiles.MissingMessage);
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadFolderAsync(TestFiles.PathOf("examples", "synthea-bundles"));
        await using var host = await AgentHost.BeforeAsync(sandbox);
        await using var client = await host.ConnectAsync();
        var patients = await AgentHost.CallAsync(client, "search", """{"platform":"hapi","type":"Patient","criteria":{"gender":"male,female"},"limit":50,"columns":["id"]}""");
        var ids = patients.Json.GetProperty("rows").EnumerateArray().Select(static row => row[0].GetString()!).ToList();
        var looked = 0;

        foreach (var id in ids)
        {
            var rows = await AgentHost.CallAsync(client, "search", $$$"""{"platform":"hapi","type":"Observation","criteria":{"patient":"{{{id}}}","category":"laboratory"},"limit":20}""");
            var bundle = await host.Http.GetByteArrayAsync("/api/fhir/hapi/Observation?patient=" + id + "&category=laboratory&_count=20");
            var summary = await AgentHost.CallAsync(client, "summary", $$"""{"platform":"hapi","patient":"{{id}}"}""");
            Assert.False(rows.IsError || summary.IsError, rows.Text + summary.Text);
            Assert.True(summary.Bytes <= 8 * 1024, FormattableString.Invariant($"{id}: {summary.Bytes}"));
            if (rows.Json.GetProperty("rows").GetArrayLength() == 20)
            {
                looked++;
                var text = (double)Encoding.UTF8.GetByteCount(rows.Text) / bundle.Length;
                var json = (double)Encoding.UTF8.GetByteCount(rows.Json.GetRawText()) / bundle.Length;
                TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id}: text {text:0.000}, object {json:0.000}, both {(double)rows.Bytes / bundle.Length:0.000} of {bundle.Length} bytes; summary {summary.Bytes}"));
                Assert.True(text <= 0.16 && json <= 0.17, string.Create(CultureInfo.InvariantCulture, $"{id}: {text:0.000}, {json:0.000}"));
            }
        }

        Assert.True(looked > 0);
    }
}
