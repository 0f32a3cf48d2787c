using FhirTyped.TestKit;

namespace FhirTyped.Firely.Tests.Validation;

/// <summary>Published examples of US Core, by R4 alone: its profiles are no part of the public data, and that they are not at hand is to be a warning.</summary>
public sealed class UsCoreExampleTests
{
    [Fact]
    public async Task TheyConformToR4_AndTheirProfilesAreToldAsUnknown()
    {
        Assert.SkipUnless(TestFiles.Has("examples", "us-core-examples"), TestFiles.MissingMessage);
        var validator = new FhirProfileValidator(new() { UnknownProfiles = UnknownProfileHandling.Warning, MaximumConcurrency = 2 });
        string[] kinds = ["patient-", "condition-", "encounter-"];
        var files = kinds.SelectMany(static kind => TestFiles.FilesIn(kind + "*.json", "examples", "us-core-examples")).ToList();

        var results = await Task.WhenAll(files.Select(async file => await validator.ValidateJsonAsync(await File.ReadAllBytesAsync(file))));

        Assert.True(files.Count >= 8);
        Assert.All(files.Zip(results), static one => Assert.True(one.Second.IsValid, one.First + ": " + one.Second.Describe()));
        Assert.All(results, static result => Assert.Contains(result.Outcome.Issue, static issue => issue.Details?.Coding[0].Code == "4000"));
    }
}
