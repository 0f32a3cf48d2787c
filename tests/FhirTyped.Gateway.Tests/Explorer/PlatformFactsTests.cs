using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirTyped.Capabilities;
using Microsoft.AspNetCore.Builder;

namespace FhirTyped.Gateway.Tests;

/// <summary>The facts of a platform as the explorer gets them.</summary>
public sealed class PlatformFactsTests
{
    [Theory]
    [InlineData("epic")]
    [InlineData("hapi")]
    [InlineData("oracle-health")]
    public async Task They_are_those_of_the_manifest(string id)
    {
        await using var gateway = await StartAsync(id);

        var facts = (await gateway.GetAsync("/api/explorer/platforms/" + id)).Json;

        var manifest = RestGateway.Platform(id).Manifest;
        Assert.Equal(manifest.ClassName, facts["class"]!.GetValue<string>());
        Assert.Equal((manifest.Origin.Describe(), manifest.Origin.Date), (facts["origin"]!["text"]!.GetValue<string>(), facts["origin"]!["date"]!.GetValue<string>()));
        Assert.Equal(manifest.Rules.Select(static rule => (rule.ResourceType, rule.Source)), facts["rules"]!.AsArray().Select(static rule => (rule!["type"]!.GetValue<string>(), rule["source"]!.GetValue<string>())));
        var resources = facts["resources"]!.AsArray();
        Assert.Equal(manifest.Resources.Select(static resource => resource.Type), resources.Select(static resource => resource!["type"]!.GetValue<string>()));
        foreach (var (resource, written) in manifest.Resources.Zip(resources))
        {
            Assert.Equal(Enum.GetValues<FhirInteraction>().Where(value => value != FhirInteraction.None && resource.Supports(value)).Select(CodeOf), Texts(written!["interactions"]));
            Assert.Equal(manifest.SearchParametersOf(resource).Values.Select(static parameter => (parameter.Name, parameter.Type.ToString().ToLowerInvariant())), written["parameters"]!.AsArray().Select(static parameter => (parameter!["name"]!.GetValue<string>(), parameter["type"]!.GetValue<string>())));
            Assert.Equal(resource.Operations.Select(static operation => operation.Name), written["operations"]!.AsArray().Select(static operation => operation!["name"]!.GetValue<string>()));
        }
    }

    [Theory]
    [InlineData("epic")]
    [InlineData("hapi")]
    public async Task Completion_offers_nothing_that_the_judge_refuses(string id)
    {
        await using var gateway = await StartAsync(id);
        var facts = (await gateway.GetAsync("/api/explorer/platforms/" + id)).Json;
        var lists = facts["lists"]!.AsArray().Select(Texts).ToList();
        var judge = RestGateway.Platform(id).Judge;
        var offered = 0;
        foreach (var resource in facts["resources"]!.AsArray())
        {
            var type = resource!["type"]!.GetValue<string>();
            foreach (var parameter in resource["parameters"]!.AsArray())
            {
                var name = parameter!["name"]!.GetValue<string>();
                List<string> ListOf(string list) => parameter[list] is { } place ? lists[place.GetValue<int>()] : [];
                var criteria = ListOf("modifiers").Select(modifier => name + ":" + modifier + "=true")
                    .Concat(ListOf("codes").Select(code => name + "=" + code))
                    .Concat(ListOf("prefixes").Select(prefix => name + "=" + prefix + (parameter["type"]!.GetValue<string>() == "date" ? "2026-01-01" : "1")));
                foreach (var criterion in criteria)
                {
                    offered++;
                    var refused = judge.JudgeSearch(SearchQuery.Parse(type, criterion)).Where(static verdict => verdict.CriterionIndex == 0 && verdict.Id is CapabilityIds.Modifier or CapabilityIds.Prefix or CapabilityIds.Value);
                    Assert.True(!refused.Any(), type + "?" + criterion);
                }
            }
        }

        Assert.InRange(offered, 500, 100_000);
    }

    [Fact]
    public async Task A_platform_that_is_not_there_is_said_to_be_none()
    {
        await using var gateway = await StartAsync("epic");

        var answer = await gateway.GetAsync("/api/explorer/platforms/nothing");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("/api/platforms", answer.Json["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static Task<RestGateway> StartAsync(string id) => RestGateway.StartAsync(options => options.Platforms[id] = RestGateway.Open(new Uri("http://127.0.0.1:9/")), map: static app => app.MapFhirGatewayExplorer());

    private static string CodeOf(FhirInteraction interaction) => interaction == FhirInteraction.VRead ? "vread" : JsonNamingPolicy.KebabCaseLower.ConvertName(interaction.ToString());

    private static List<string> Texts(JsonNode? list) => [.. list!.AsArray().Select(static text => text!.GetValue<string>())];
}
