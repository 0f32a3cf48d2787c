using System.Xml.Linq;

namespace FhirTyped.Cli.Tests;

/// <summary>Drawings of files: what is written, and what is said.</summary>
public sealed class GraphCommandTests
{
    private const string Lines = """
        {"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"}}
        {"resourceType":"Condition","id":"c2","subject":{"reference":"https://fhir.example.org/r4/Patient/p1"}}
        """;

    [Fact]
    public async Task FilesTogether_AreOneDrawing_ThatReplacesTheOneBefore()
    {
        using var folder = new TemporaryFolder();
        var lines = folder.File("Condition.ndjson", Lines);
        var bundle = folder.File("bundle.json", """{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p1","managingOrganization":{"reference":"Organization/o"}}}]}""");
        var svg = Path.Combine(folder.Path, "graph.svg");
        var mermaid = Path.Combine(folder.Path, "graph.mmd");
        await File.WriteAllTextAsync(svg, "old", TestContext.Current.CancellationToken);

        var run = await Tool.RunAsync("graph", lines, bundle, "--to", svg, "--base-url", "https://fhir.example.org/r4/", "--json");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(3, run.Json.GetProperty("references").GetInt32());
        Assert.Equal("Organization/o", Assert.Single(run.Json.GetProperty("missing").EnumerateArray()).GetString());
        Assert.Equal(4, XDocument.Load(svg).Descendants(XName.Get("rect", "http://www.w3.org/2000/svg")).Count());

        var byType = await Tool.RunAsync("graph", lines, bundle, "--to", mermaid, "--by-type");
        Assert.True(byType.ExitCode == 0, byType.Errors);
        Assert.Contains("\"Condition (2)\"", await File.ReadAllTextAsync(mermaid, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("3 references", byType.Output, StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFiles(folder.Path).Length);
    }

    [Theory]
    [InlineData("Condition.ndjson --to graph.png", ".svg")]
    [InlineData("Condition.ndjson --to graph.svg --nodes 0", "MaximumNodes")]
    [InlineData("Condition.ndjson --to graph.svg --by-type --by-resource", "--by-type")]
    [InlineData("Condition.ndjson --to graph.svg --base-url here", "--base-url")]
    [InlineData("Condition.ndjson --to nowhere/graph.svg", "nowhere")]
    [InlineData("missing.json --to graph.svg", "missing.json")]
    [InlineData("broken.ndjson --to graph.svg", "broken.ndjson(2)")]
    public async Task WhatCannotBe_IsOneLine_AndNothingIsWritten(string command, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.File("Condition.ndjson", Lines);
        folder.File("broken.ndjson", "{\"resourceType\":\"Patient\"}\n{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Secret\"\n");
        var words = command.Split(' ').Select(word => word.Contains('.', StringComparison.Ordinal) ? Path.Combine(folder.Path, word) : word).ToArray();

        var run = await Tool.RunAsync(["graph", .. words]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }
}
