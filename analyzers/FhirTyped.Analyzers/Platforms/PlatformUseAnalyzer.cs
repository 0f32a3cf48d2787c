using System;
using System.Collections.Immutable;
using System.Globalization;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Platforms that are only assumed (FHT1013) or due for review (FHT1701). It looks at the places where a program takes up a platform,
/// <c>AddFhirPlatform&lt;T&gt;()</c> and <c>FhirPlatform.Create&lt;T&gt;()</c>, since each program has few of them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlatformUseAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(JudgedRules.Assumed, JudgedRules.ReviewDue);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols) =>
        start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "AddFhirPlatform" or "Create", TypeArguments.Length: 1 } method
            && symbols.Platforms.Find(method.TypeArguments[0]) is { } platform)
        {
            Report(context, JudgedRules.Assumed, platform.Judge.JudgeOrigin(), call);
            Report(context, JudgedRules.ReviewDue, platform.Judge.JudgeReview(Today(context.Options)), call);
        }
    }

    private static void Report(OperationAnalysisContext context, DiagnosticDescriptor rule, CapabilityVerdict verdict, IInvocationOperation call)
    {
        if (!verdict.IsSupported)
        {
            context.ReportDiagnostic(JudgedRules.Of(rule, verdict, TypeArgument(call.Syntax)));
        }
    }

    /// <summary>The day that the project is built for: a build that must always give the same says it by itself.</summary>
#pragma warning disable RS0030 // A compiler has no clock that a test could set; the build can say the day.
    private static string Today(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.FhirTypedToday", out var today) && today.Length > 0
            ? today
            : DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
#pragma warning restore RS0030

    private static Location TypeArgument(SyntaxNode syntax)
    {
        foreach (var node in syntax.DescendantNodes(static node => node is not ArgumentListSyntax))
        {
            if (node is TypeArgumentListSyntax { Arguments: { Count: 1 } arguments })
            {
                return arguments[0].GetLocation();
            }
        }

        return syntax.GetLocation();
    }
}
