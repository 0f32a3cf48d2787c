using FhirTyped.Firely;
using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

/// <summary>
/// A second opinion: the Firely SDK's validator, by HL7's definitions of R4 with their invariants and required bindings; and by the profiles that the resources claim, where the environment variable
/// <c>FHIRTYPED_US_CORE</c> names a folder with US Core's definitions (without SDC, from which its questionnaire responses derive, those are held against R4 alone).
/// </summary>
public sealed class ValidationTests
{
    private const int OfEachType = 12;

    [Fact]
    public async Task Every_type_conforms()
    {
        var options = new FhirProfileValidatorOptions { UnknownProfiles = UnknownProfileHandling.Warning };
        if (Environment.GetEnvironmentVariable("FHIRTYPED_US_CORE") is { Length: > 0 } folder)
        {
            options.AddFolder(folder, "9.0.0");
        }

        var validator = new FhirProfileValidator(options);
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var resource in new UsCoreGenerator(new() { Patients = 60, Seed = 11 }).Stream())
        {
            var kind = resource.TypeName + string.Join(' ', resource.Meta?.Profile ?? []);
            seen[kind] = seen.GetValueOrDefault(kind) + 1;
            if (seen[kind] > OfEachType)
            {
                continue;
            }

            var result = await validator.ValidateAsync(resource);
            if (!result.IsValid)
            {
                problems.Add(resource.TypeName + ": " + string.Join("; ", result.Outcome.Issue.Where(static issue => issue.Severity?.Value is IssueSeverity.Error or IssueSeverity.Fatal).Select(static issue => issue.Details?.Text ?? issue.Diagnostics)));
            }
        }

        Assert.Empty(problems);
    }
}
