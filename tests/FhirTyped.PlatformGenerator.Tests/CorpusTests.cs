using FhirTyped.TestKit;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>The statements that real servers publish.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Statements =>
        TestData.IsPresent
            ? [.. Directory.GetFiles(TestData.PathOf("capabilities"), "*.json").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : ["none"];

    public static TheoryData<string> PlatformFiles =>
        TestData.IsPresent
            ? [.. Directory.GetFiles(TestData.PathOf("directory", "fhir-gateway-platforms"), "*.json").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : ["none"];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Statement_GivesCodeThatCompilesWithoutAWarning_AndAClientThatSearches(string file)
    {
        Assert.SkipUnless(TestData.IsPresent, TestData.MissingMessage);
        var statement = File.ReadAllText(TestData.PathOf("capabilities", file));
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
    public void PublicPlatformFile_IsTakenUnchanged(string file)
    {
        Assert.SkipUnless(TestData.IsPresent, TestData.MissingMessage);

        var run = Begin().WithText(
            Folder + Path.GetFileNameWithoutExtension(file) + ".platform.json",
            File.ReadAllText(TestData.PathOf("directory", "fhir-gateway-platforms", file))).Run();

        Assert.All(run.Diagnostics, static diagnostic => Assert.Contains(diagnostic.Id, new[] { "FHT0006", "FHT0008" }));
        Assert.Empty(run.CompilerProblems);
    }
}
