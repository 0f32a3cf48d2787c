using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Tests;

/// <summary>What would become of a call, said without making it.</summary>
public sealed class CallExplainerTests
{
    [Theory]
    [InlineData("Observation?patient=erika", "FHT1101", "Observation?patient=erika&category=laboratory")]
    [InlineData("Observation?patient=erika&catgory=laboratory", "FHT1003", "Observation?patient=erika&category=laboratory")]
    [InlineData("Observation?patient=erika&category=labratory", "FHT1105", "Observation?patient=erika&category=laboratory")]
    [InlineData("Observations?patient=erika", "FHT1001", null)]
    [InlineData("Device?type=x", "FHT1101", null)]
    public async Task What_is_refused_is_corrected_where_the_judge_knows_how(string url, string id, string? corrected)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var explanation = await ExplainAsync(gateway, "epic", new FhirCall(HttpMethod.Get, url));

        Assert.True(explanation.IsRefused);
        Assert.False(explanation.WouldBeSent);
        Assert.Contains(explanation.Verdicts, verdict => verdict.Id == id && verdict.Source.Length > 0);
        Assert.Equal(corrected, explanation.CorrectedUrl);
        Assert.Empty(sandbox.Requests);
    }

    [Fact]
    public async Task What_is_right_is_sent_and_has_no_correction()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var explanation = await ExplainAsync(gateway, "epic", new FhirCall(HttpMethod.Get, "Observation?patient=erika&category=laboratory&date=ge2026-01-01"));

        Assert.True(explanation.WouldBeSent, string.Join(' ', explanation.Verdicts.Select(static verdict => verdict.Message)));
        Assert.Empty(explanation.Verdicts);
        Assert.Null(explanation.CorrectedUrl);
        Assert.Empty(sandbox.Requests);
    }

    [Fact]
    public async Task Names_are_repeated_to_who_wrote_them()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var explanation = await ExplainAsync(gateway, "hapi", new FhirCall(HttpMethod.Get, "Patient?shoesize=44"));

        Assert.Contains("shoesize", Assert.Single(explanation.Verdicts).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_and_login_have_their_say()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var gateway = await RestGateway.StartAsync(options =>
        {
            options.Platforms["hapi"] = RestGateway.Open(sandbox.BaseUrl);
            options.Platforms["hapi"].AllowAnonymous = false;
            options.Policy.ReadOnly = true;
        });

        var write = await ExplainAsync(gateway, "hapi", new FhirCall(HttpMethod.Post, "Patient") { Body = Encoding.UTF8.GetBytes("""{"resourceType":"Patient"}""") });
        var read = await ExplainAsync(gateway, "hapi", new FhirCall(HttpMethod.Get, "Patient/1"));

        Assert.Contains("Nothing is written", write.PolicyRefusal, StringComparison.Ordinal);
        Assert.True(read.NeedsLogin);
        Assert.False(read.WouldBeSent);
    }

    [Theory]
    [InlineData("Patient/../Group")]
    [InlineData("Patient?x=\r\nHost: evil")]
    [InlineData("4711/1")]
    public async Task What_is_no_request_is_said_to_be_none(string url)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        Assert.NotNull((await ExplainAsync(gateway, "hapi", new FhirCall(HttpMethod.Get, url))).Problem);
    }

    /// <summary>Whatever is corrected is taken, and every criterion that was right stands in it as it did.</summary>
    [Fact]
    public async Task A_correction_leaves_the_rest_as_it_was()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var explanation = await ExplainAsync(gateway, "epic", new FhirCall(HttpMethod.Get, "Observation?catgory=laboratory&date=ge2026-01-01&code=http%3A%2F%2Floinc.org%7C4548-4,http%3A%2F%2Floinc.org%7C2345-7&_count=5&patient=erika"));

        Assert.Equal("Observation?category=laboratory&date=ge2026-01-01&code=http%3A%2F%2Floinc.org%7C4548-4,http%3A%2F%2Floinc.org%7C2345-7&_count=5&patient=erika", explanation.CorrectedUrl);
    }

    private static async Task<CallExplanation> ExplainAsync(RestGateway gateway, string platform, FhirCall call)
    {
        var caller = GatewayCaller.Nobody;
        return await gateway.Services.GetRequiredService<CallExplainer>().ExplainAsync(
            caller, gateway.Services.GetRequiredService<GatewayPlatforms>().Find(platform)!, call, CancellationToken.None);
    }
}
