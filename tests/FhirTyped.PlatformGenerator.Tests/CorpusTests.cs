using FhirTyped.TestKit;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Statements and platform files of our own making, and those that real servers publish where the public data is present.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Statements => [.. TestFiles.FilesIn("*.json", "capabilities").Select(static path => Path.GetFileName(path))];

    public static TheoryData<string> PlatformFiles =>
    [
        .. TestFiles.FilesIn("*.json", "platforms").Select(static path => "platforms/" + Path.GetFileName(path)),
        .. TestFiles.FilesIn("*.json", "directory", "fhir-gateway-platforms").Select(static path => "directory/fhir-gateway-platforms/" + Path.GetFileName(path)),
    ];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Statement_GivesCodeThatCompilesWithoutAWarning_AndAClientThatSearches(string file)
    {
        var statement = File.ReadAllText(TestFiles.PathOf("capabilities", file));
        var searches = CorpusSearch.OfStatement(file, statement);

        var run = Begin().WithPlatform("real", statement).WithSource(CorpusSearch.Program(searches)).Run();
        Assert.DoesNotContain(run.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var assembly = run.Load();
        await using var sandbox = await CorpusSearch.StartSandboxAsync(assembly.TypeOf("Real"), searches);
        var found = await (Task<List<string>>)assembly.TypeOf("Use").GetMethod("SearchAsync")!.Invoke(null, [sandbox.CreateHttpClient(), sandbox.BaseUrl])!;

        Assert.Equal(searches.Select(static search => search.Expected), found);
        Assert.Equal(searches.Select(static search => search.ResourceType), sandbox.Requests.Select(static request => request.ResourceType));
    }

    [Theory]
    [MemberData(nameof(PlatformFiles))]
    public void PlatformFile_IsTakenUnchanged(string file)
    {
        var run = Begin().WithText(
            Folder + Path.GetFileNameWithoutExtension(file) + ".platform.json",
            File.ReadAllText(TestFiles.PathOf(file.Split('/')))).Run();

        Assert.All(run.Diagnostics, static diagnostic => Assert.Contains(diagnostic.Id, new[] { "FHT0006", "FHT0008" }));
        Assert.Empty(run.CompilerProblems);
    }
}
