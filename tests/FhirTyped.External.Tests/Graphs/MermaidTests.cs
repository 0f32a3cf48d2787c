using System.Text.Json.Nodes;
using FhirTyped.R4;
using FhirTyped.Transfer;

namespace FhirTyped.External.Tests;

/// <summary>Graphs of resources as Mermaid's own parser reads them: each text is what it was, whatever is in it.</summary>
public sealed class MermaidTests
{
    private static readonly string[] Hostile =
    [
        "\"]; click n0 call alert() \"", "</text><script>alert(1)</script>", "a\nn0 --> n1\n%%{init: {'theme':'x'}}%%", "`**b**` #quot; #35; &quot; <br/> end subgraph", "|\"| n0 \\ ' {} [[ ]] :::absent",
        "end", "漢字 😀 é",
    ];

    [Fact]
    public async Task Each_text_is_what_it_was()
    {
        Assert.SkipUnless(NodeServer.IsInstalled("mermaid"), NodeServer.MissingMessage);
        var graph = FhirResourceGraph.From(Hostile.Select(static (text, index) => new Patient
        {
            Id = index.ToString(System.Globalization.CultureInfo.InvariantCulture) + text,
            ManagingOrganization = new ResourceReference { Reference = "Organization/" + (index + 1) },
        }));

        var read = await ReadAsync(graph.ToMermaid());

        var texts = read["nodes"]!.AsArray().Select(static node => node!["text"]!.GetValue<string>()).ToArray();
        Assert.Equal(2 * Hostile.Length, texts.Length);
        Assert.All(Hostile.Index(), one => Assert.Contains($"Patient/{one.Index}{one.Item.Replace('\n', '\uFFFD')}", texts));
        Assert.All(read["nodes"]!.AsArray(), static node => Assert.Null(node!["link"]));
        Assert.All(read["edges"]!.AsArray(), static edge => Assert.Equal("managingOrganization", edge!["text"]!.GetValue<string>()));
        Assert.Equal(Hostile.Length, read["nodes"]!.AsArray().Count(static node => node!["classes"]!.AsArray().Any(static name => name!.GetValue<string>() == "absent")));
    }

    [Fact]
    public async Task Thousands_of_references_are_no_more_than_mermaid_draws()
    {
        Assert.SkipUnless(NodeServer.IsInstalled("mermaid"), NodeServer.MissingMessage);
        var graph = FhirResourceGraph.From(Enumerable.Range(0, 2000).Select(static i => new Organization { Id = "o" + i, PartOf = new ResourceReference { Reference = "Organization/o" + (i * 7 % 2000) } }));

        var read = await ReadAsync(graph.ToMermaid());
        Assert.Equal("Organization (2000)", Assert.Single(read["nodes"]!.AsArray())!["text"]!.GetValue<string>());
        Assert.Equal(("partOf 2000", "thick"), (read["edges"]![0]!["text"]!.GetValue<string>(), read["edges"]![0]!["stroke"]!.GetValue<string>()));
    }

    private static async Task<JsonNode> ReadAsync(string text)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        try
        {
            return JsonNode.Parse(Assert.Single(await NodeServer.RunAsync("mermaid.mjs", file)))!;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
