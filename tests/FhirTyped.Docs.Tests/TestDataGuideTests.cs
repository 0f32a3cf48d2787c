using System.Runtime.Loader;
using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>The program of docs/guides/test-data.md gives what stands below it.</summary>
public sealed class TestDataGuideTests
{
    private static readonly string Path = System.IO.Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", "test-data.md");

    [Fact]
    public async Task Program_GivesWhatTheGuideShows()
    {
        using var library = DocumentationTests.Compile(CodeBlock.Read(TestFiles.RepositoryRoot, Path).First(static block => block.Code.StartsWith("using ", StringComparison.Ordinal)));
        var context = new AssemblyLoadContext("test-data", isCollectible: true);
        var output = new StringWriter { NewLine = "\n" };
        using (GuideConsole.Use(output, static () => ""))
        {
            if (context.LoadFromStream(library).EntryPoint!.Invoke(null, [Array.Empty<string>()]) is Task task)
            {
                await task;
            }
        }

        Assert.Equal((await File.ReadAllTextAsync(Path)).Split("```text\n", 2)[1].Split("```", 2)[0], output.ToString());
    }
}
