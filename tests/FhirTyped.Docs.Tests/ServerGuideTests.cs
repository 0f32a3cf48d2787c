using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>The programs of the guides about servers and graphs give what stands below each.</summary>
public sealed class ServerGuideTests
{
    [Theory]
    [InlineData("server-summary.md", 0)]
    [InlineData("server-summary.md", 1)]
    [InlineData("server-benchmark.md", 1)]
    public async Task Program_GivesWhatTheGuideShows(string guide, int program)
    {
        var path = Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", guide);
        var block = CodeBlock.Read(TestFiles.RepositoryRoot, path).ElementAt(program);

        var output = await GuideProgram.RunAsync(block, []);

        var shown = string.Join('\n', (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Skip(block.Line)).Split("```text\n", 2)[1].Split("```", 2)[0];
        Assert.Equal(shown.Trim(), output.Trim());
    }
}
