using System.Runtime.Loader;
using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>The program of docs/guides/analytics.md gives what stands below it, of the lines that stand above it.</summary>
public sealed class AnalyticsGuideTests
{
    private static readonly string Path = System.IO.Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", "analytics.md");

    [Fact]
    public async Task Program_GivesWhatTheGuideShows()
    {
        var folder = Directory.CreateTempSubdirectory("analytics-");
        try
        {
            await File.WriteAllTextAsync(System.IO.Path.Combine(folder.FullName, "ward.ndjson"), Block("```json\n"));
            using var library = DocumentationTests.Compile(CodeBlock.Read(TestFiles.RepositoryRoot, Path).First());
            var context = new AssemblyLoadContext("analytics", isCollectible: true);
            var output = new StringWriter { NewLine = "\n" };
            using (GuideConsole.Use(output, static () => ""))
            {
                if (context.LoadFromStream(library).EntryPoint!.Invoke(null, [new[] { folder.FullName }]) is Task task)
                {
                    await task;
                }
            }

            Assert.Equal(Block("```text\n"), output.ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Block(string begin) => File.ReadAllText(Path).Split(begin, 2)[1].Split("```", 2)[0];
}
