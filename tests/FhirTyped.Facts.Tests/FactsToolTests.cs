using System.Reflection;
using FhirTyped.TestKit;

namespace FhirTyped.Facts.Tests;

/// <summary>The facts in the repository are what the tool makes of the published definitions.</summary>
public sealed class FactsToolTests
{
    private const string Model = "src/FhirTyped.R4/spec";
    private const string Judge = "generators/FhirTyped.Capabilities/R4";

    [Fact]
    public void Facts_AreThoseOfTheDefinitions()
    {
        var made = Directory.CreateTempSubdirectory("facts").FullName;
        try
        {
            Assert.Equal(0, Run(made));

            // Beside the facts of R4 the judge has some of implementation guides.
            Assert.Equal(Files(TestFiles.RepositoryRoot, Model), Files(made, Model));
            Assert.Empty(Files(made, Judge).Except(Files(TestFiles.RepositoryRoot, Judge)));
            foreach (var file in Files(made, Model).Concat(Files(made, Judge)))
            {
                Assert.True(
                    File.ReadAllText(Path.Combine(made, file)) == File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, file)),
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

    private static IEnumerable<string> Files(string root, string folder) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*.facts", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
