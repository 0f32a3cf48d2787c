using System.Reflection;
using FhirTyped.TestKit;

namespace FhirTyped.ModelGenerator.Tests;

/// <summary>The facts in the repository are what the tool makes of the published definitions.</summary>
public sealed class FactsToolTests
{
    [Fact]
    public void Facts_AreThoseOfTheDefinitions()
    {
        Assert.SkipUnless(TestData.IsPresent, TestData.MissingMessage);
        var made = Directory.CreateTempSubdirectory("facts").FullName;
        try
        {
            Assert.Equal(0, Run(TestData.PathOf("definitions"), made));

            var kept = Path.Combine(TestData.RepositoryRoot, "src", "FhirTyped.R4", "spec");
            Assert.Equal(Files(kept), Files(made));
            foreach (var file in Files(made))
            {
                Assert.True(
                    File.ReadAllText(Path.Combine(made, file)) == File.ReadAllText(Path.Combine(kept, file)),
                    file + " is not what the tool makes: run FhirTyped.FactsTool again");
            }
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private static int Run(params string[] arguments) =>
        (int)Assembly.Load("FhirTyped.FactsTool").EntryPoint!.Invoke(null, [arguments])!;

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.facts", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
