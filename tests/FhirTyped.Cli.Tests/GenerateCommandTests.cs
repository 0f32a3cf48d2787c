using FhirTyped.R4;
using FhirTyped.TestData;

namespace FhirTyped.Cli.Tests;

public sealed class GenerateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFolder_GetsAFileForEachType_TheSameAsTheLibraryMakes()
    {
        var target = Path.Combine(_folder.Path, "data");
        var run = await Tool.RunAsync("generate", "--patients", "3", "--seed", "7", "--reference-date", "2025-06-30", "--to", target, "--json");
        var expected = new UsCoreGenerator(new() { Patients = 3, Seed = 7, ReferenceDate = new DateOnly(2025, 6, 30) }).Generate();

        // On a busy machine it says how far it is; nothing else may be there.
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.DoesNotContain("fhirtyped:", run.Errors, StringComparison.Ordinal);
        Assert.Equal(expected.Count, run.Json.GetProperty("resources").GetInt32());
        Assert.Equal(expected.Counts.Select(static item => (item.Key, item.Value)), run.Json.GetProperty("types").EnumerateArray().Select(static item => (item.GetProperty("type").GetString()!, item.GetProperty("count").GetInt32())));
        Assert.Equal(
            expected.Of<Patient>().Select(static patient => FhirJson.ToJson(patient)),
            await File.ReadAllLinesAsync(Path.Combine(target, "Patient.ndjson"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AFile_IsNdjsonOrATransaction()
    {
        var (lines, bundle) = (Path.Combine(_folder.Path, "data.ndjson"), Path.Combine(_folder.Path, "data.json"));
        var some = await Tool.RunAsync("generate", "--patients", "1", "--types", "Patient,Encounter", "--types", "Observation", "--to", lines);
        var all = await Tool.RunAsync("generate", "--patients", "1", "--to", bundle);

        Assert.True((some.ExitCode, all.ExitCode) == (0, 0), some.Errors + all.Errors);
        Assert.Equal(["Encounter", "Observation", "Patient"], File.ReadLines(lines).Select(static line => FhirJson.Read<Resource>(line, FhirJsonOptions.Strict).TypeName).Distinct().Order(StringComparer.Ordinal));
        var transaction = FhirJson.Read<Bundle>(await File.ReadAllBytesAsync(bundle, TestContext.Current.CancellationToken), FhirJsonOptions.Strict);
        Assert.Equal(BundleType.Transaction, transaction.Type);
        Assert.All(transaction.Entry, static entry => Assert.Equal(HttpVerb.POST, entry.Request!.Method));
    }

    [Fact]
    public async Task WhatIsThere_IsReplacedOnlyWhereThatIsSaid()
    {
        var file = _folder.File("data.ndjson", "mine");
        var refused = await Tool.RunAsync("generate", "--patients", "1", "--to", file);
        Assert.Equal((1, "mine"), (refused.ExitCode, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));
        Assert.Contains("is there already", refused.Errors);

        Assert.Equal(0, (await Tool.RunAsync("generate", "--patients", "1", "--to", file, "--replace")).ExitCode);
        Assert.StartsWith("{", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("'Claim' is not among the types", "--types", "Claim")]
    [InlineData("Types is empty", "--types", ",")]
    [InlineData("Patients is negative", "--patients", "-1")]
    [InlineData("--reference-date is no day", "--reference-date", "2026-02-30")]
    [InlineData("ReferenceDate is before", "--reference-date", "0001-01-01")]
    [InlineData("seed", "--seed", "-1")]
    public async Task WhatCannotBe_IsOneLine_AndNothingIsWritten(string message, string option, string value)
    {
        var run = await Tool.RunAsync("generate", option, value, "--to", Path.Combine(_folder.Path, "data"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
