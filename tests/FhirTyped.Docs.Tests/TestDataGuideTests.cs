using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>The program of docs/guides/test-data.md gives what stands below it.</summary>
public sealed class TestDataGuideTests
{
    private static readonly string Path = System.IO.Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", "test-data.md");

    [Fact]
    public async Task Program_GivesWhatTheGuideShows()
    {
        var program = CodeBlock.Read(TestFiles.RepositoryRoot, Path).First(static block => block.Code.StartsWith("using ", StringComparison.Ordinal));

        var output = await GuideProgram.RunAsync(program, []);

        Assert.Equal((await File.ReadAllTextAsync(Path)).Split("```text\n", 2)[1].Split("```", 2)[0], output);
    }
}
