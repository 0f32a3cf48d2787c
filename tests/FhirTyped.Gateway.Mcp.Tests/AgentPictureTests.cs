using System.Globalization;
using System.Net;
using System.Text;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>The picture of a refusal in the documentation is what an agent really gets. To make it anew, run this with FHIRTYPED_ACCEPT=1.</summary>
public sealed class AgentPictureTests
{
    private const string Arguments = """{"platform":"epic","type":"Observation","criteria":{"patient":"erika","date":"ge2026-01-01"}}""";
    private const int Columns = 84;
    private const int LineHeight = 19;

    private static readonly string Kept = Path.Combine(TestFiles.RepositoryRoot, "docs", "images", "agent-refused.svg");

    [Fact]
    public async Task The_picture_of_a_refusal_is_as_it_is_shown()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await sandbox.LoadAsync(AgentHost.Record(3));
        await using var host = await AgentHost.BeforeAsync(sandbox);
        await using var client = await host.ConnectAsync();

        var refused = await AgentHost.CallAsync(client, "search", Arguments);
        var right = refused.Text.Split('\n').First(static line => line.StartsWith("Right would be: search ", StringComparison.Ordinal))["Right would be: search ".Length..];
        var answered = await AgentHost.CallAsync(client, "search", right);
        var picture = Draw(
        [
            ("call", "search " + Arguments), ("refused", refused.Text.TrimEnd()), ("", ""), ("call", "search " + right), ("answer", answered.Text.TrimEnd().Replace("\t", "  ", StringComparison.Ordinal)),
        ]);

        Assert.True(refused.IsError);
        Assert.False(answered.IsError);
        if (Environment.GetEnvironmentVariable("FHIRTYPED_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(Kept, picture);
        }

        Assert.Equal(await File.ReadAllTextAsync(Kept), picture);
    }

    private static string Draw(IEnumerable<(string Kind, string Text)> parts)
    {
        var lines = parts.SelectMany(static part => part.Text.Split('\n').SelectMany(Wrap).Select(line => (part.Kind, Line: line))).ToList();
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"{(lines.Count * LineHeight) + 30}\" font-family=\"Menlo,Consolas,monospace\" font-size=\"14\">\n");
        svg.Append("<title>An agent's search is refused, with the call that would be right</title>\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#10202b\"/>\n");
        for (var i = 0; i < lines.Count; i++)
        {
            var colour = lines[i].Kind switch { "call" => "#7fd1ff", "refused" => "#ff9c8f", _ => "#d7e3ea" };
            svg.Append(CultureInfo.InvariantCulture, $"<text xml:space=\"preserve\" x=\"16\" y=\"{(i * LineHeight) + 29}\" fill=\"{colour}\">{WebUtility.HtmlEncode(lines[i].Line)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static IEnumerable<string> Wrap(string line)
    {
        while (line.Length > Columns)
        {
            var at = line.LastIndexOfAny([' ', ','], Columns - 1);
            at = at < Columns / 2 ? Columns : at + 1;
            yield return line[..at];
            line = "  " + line[at..];
        }

        yield return line;
    }
}
