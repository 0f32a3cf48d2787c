using FhirTyped.Cli.Summaries;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;

namespace FhirTyped.Cli.Tests;

/// <summary>How many resources of each type a server has, from sandboxes and from servers that fail.</summary>
public sealed class SummaryCommandTests
{
    [Fact]
    public async Task ByIdOrByAddress_EachTypeHasItsCountAndItsBar()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Platform("hapi"), cancellationToken: TestContext.Current.CancellationToken);
        await sandbox.LoadAsync([.. Enumerable.Range(0, 40).Select(static i => new Observation { Id = "o" + i }), new Patient { Id = "p1" }]);
        var address = sandbox.BaseUrl.AbsoluteUri;

        var byAddress = await Tool.RunAsync("summary", address, "--types", "Patient, Observation", "--types", "Group");
        Assert.True(byAddress.ExitCode == 0, byAddress.Errors);
        var lines = byAddress.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.Equal([["Type", "Count"], ["Observation", "40", new string('#', CountBar.Width)], ["Patient", "1", "#"], ["Group", "0"]], lines);
        Assert.Contains("41 resources of 2 types", byAddress.Errors, StringComparison.Ordinal);

        var byId = await Tool.RunAsync("summary", "hapi", "--base-url", address, "--json");
        Assert.True(byId.ExitCode == 0, byId.Errors);
        var types = byId.Json.GetProperty("types").EnumerateArray().ToDictionary(static type => type.GetProperty("resource_type").GetString()!, static type => type.GetProperty("count").GetInt32());
        Assert.True(types.Count > 100);
        Assert.Equal(41, types.Values.Sum());
    }

    [Fact]
    public async Task WhereThePlatformNeedsAPatient_NothingIsSentWithoutOne()
    {
        await using var sandbox = await FhirSandbox.StartAsync(Platform("epic"), cancellationToken: TestContext.Current.CancellationToken);
        await sandbox.LoadAsync(
        [
            new Patient { Id = "p1" }, new Patient { Id = "p2" }, FhirJson.Read<Resource>("""{"resourceType":"Device","id":"d1","patient":{"reference":"Patient/p1"}}"""u8),
            FhirJson.Read<Resource>("""{"resourceType":"FamilyMemberHistory","id":"a1","patient":{"reference":"Patient/p1"}}"""u8),
            FhirJson.Read<Resource>("""{"resourceType":"FamilyMemberHistory","id":"a2","patient":{"reference":"Patient/p2"}}"""u8),
        ]);
        string[] command = ["summary", "epic", "--base-url", sandbox.BaseUrl.AbsoluteUri, "--types", "FamilyMemberHistory,Device"];

        var without = await Tool.RunAsync(command);
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("not counted", without.Output, StringComparison.Ordinal);
        Assert.Contains("FHT", without.Output, StringComparison.Ordinal);
        Assert.Empty(sandbox.Requests);

        var with = await Tool.RunAsync([.. command, "--patient", "p1", "--json"]);
        Assert.True(with.ExitCode == 0, with.Errors);
        Assert.Equal([("Device", 1, "patient"), ("FamilyMemberHistory", 1, "patient")], with.Json.GetProperty("types").EnumerateArray()
            .Select(static type => (type.GetProperty("resource_type").GetString()!, type.GetProperty("count").GetInt32(), type.GetProperty("patient_parameter").GetString()!)));
        Assert.DoesNotContain("p1", with.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATypeThatFails_IsSaid_AndTheOthersAreThere()
    {
        await using var server = RawServer.Start(static request => request.Target.StartsWith("/Group", StringComparison.Ordinal) ? RawAnswer.Of("403 Forbidden")
            : RawAnswer.Of("200 OK", request.Target.StartsWith("/Patient", StringComparison.Ordinal) ? """{"resourceType":"Bundle","type":"searchset","total":3}""" : """{"resourceType":"Bundle","type":"searchset"}"""));

        var run = await Tool.RunAsync("summary", "hapi", "--base-url", server.Address.AbsoluteUri, "--types", "Patient,Group,Media", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([("Group", "failed", "null"), ("Media", "no_total", "null"), ("Patient", "counted", "3")], run.Json.GetProperty("types").EnumerateArray()
            .Select(static type => (type.GetProperty("resource_type").GetString()!, type.GetProperty("status").GetString()!, type.GetProperty("count").GetRawText())));
        Assert.Contains("1 of 3", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("summary", "nowhere")]
    [InlineData("summary", "hapi", "--types", "Nothing", "--base-url", "http://127.0.0.1:1/")]
    [InlineData("summary", "hapi", "--patient", "", "--base-url", "http://127.0.0.1:1/")]
    [InlineData("summary", "http://127.0.0.1:1/fhir")]
    [InlineData("summary", "http://127.0.0.1:1/fhir?x=1")]
    [InlineData("summary", "http://127.0.0.1:1/fhir", "--base-url", "http://127.0.0.1:1/")]
    [InlineData("summary", "hapi", "--parallel", "0", "--base-url", "http://127.0.0.1:1/")]
    public async Task WhatCannotBe_IsOneLine(params string[] command)
    {
        var run = await Tool.RunAsync(command);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("fhirtyped: ", Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task AServerWithoutAStatement_IsSaid()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", """{"resourceType":"Patient"}"""));

        var run = await Tool.RunAsync("summary", server.Address.AbsoluteUri);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no CapabilityStatement", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 10, true, "")]
    [InlineData(-5, 10, true, "")]
    [InlineData(1, 1_000_000, true, "▏")]
    [InlineData(1, 1_000_000, false, "#")]
    [InlineData(5, 10, false, "####################")]
    [InlineData(20, 10, false, "########################################")]
    [InlineData(int.MaxValue, int.MaxValue, true, "████████████████████████████████████████")]
    [InlineData(1, 320, true, "▏")]
    [InlineData(9, 320, true, "█▏")]
    public void ABar_IsAsLongAsItsNumber(long count, long largest, bool hasBlocks, string bar) => Assert.Equal(bar, CountBar.Draw(count, largest, hasBlocks));

    private static PlatformDescriptor Platform(string id) => Cli.Login.LoginSettings.Find(id, null);
}
