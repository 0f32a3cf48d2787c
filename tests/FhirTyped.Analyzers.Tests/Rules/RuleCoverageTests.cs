using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Rules;

/// <summary>Every rule is shown to speak, to be silent about its neighbours, and to obey the user, and to be worded as a test says.</summary>
public sealed class RuleCoverageTests
{
    private const int FewestFiring = 3;
    private const int FewestSilent = 3;

    private static readonly IReadOnlyList<string> Ids =
        [.. AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void EveryRule_HasCasesOfEachKind()
    {
        var lacking = Ids.Select(static id => (Id: id, Cases: RuleCases.Of(id)))
            .Where(static rule => rule.Cases.Fires < FewestFiring || rule.Cases.Silent < FewestSilent || rule.Cases.Configured == 0 || rule.Cases.Messages == 0)
            .Select(static rule => rule.Id + ": " + rule.Cases)
            .ToList();

        Assert.True(lacking.Count == 0, string.Join('\n', lacking));
    }

    [Fact]
    public void SixHundredCases_AreTheLeast() => Assert.InRange(RuleCases.Count, 600, int.MaxValue);
}
