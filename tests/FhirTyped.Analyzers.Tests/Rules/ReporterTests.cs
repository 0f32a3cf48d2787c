extern alias Analyzers;
extern alias Generator;

using System.Reflection;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers.Tests.Rules;

/// <summary>Whatever the judge can say, somebody can report before the program runs.</summary>
public sealed class ReporterTests
{
    // What is wrong in a platform file itself is for the generator that reads it.
    private static readonly string[] OfPlatformFiles = [CapabilityIds.ScopeSyntax, CapabilityIds.ClientAuthentication];

    [Fact]
    public void EveryIdOfTheJudge_HasAReporter()
    {
        var analyzers = typeof(Analyzers::FhirTyped.Analyzers.FhirAnalyzer).Assembly.GetTypes()
            .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .ToArray();
        var reported = analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(analyzers);
        Assert.Empty(IdsOfTheJudge().Except(reported).Except(OfPlatformFiles));
        Assert.Empty(OfPlatformFiles.Intersect(reported));
        Assert.All(OfPlatformFiles, static id => Assert.Contains(id, IdsOf(typeof(PlatformIssueIds))));
    }

    private static IEnumerable<string> IdsOfTheJudge() => IdsOf(typeof(CapabilityIds));

    private static IEnumerable<string> IdsOf(Type ids) =>
        ids.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Where(static field => field.IsLiteral).Select(static field => (string)field.GetRawConstantValue()!);
}
