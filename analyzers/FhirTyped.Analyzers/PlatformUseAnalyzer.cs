using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT1013: looks at the places where a program takes up a platform, <c>AddFhirPlatform&lt;T&gt;()</c> and
/// <c>FhirPlatform.Create&lt;T&gt;()</c>, since each program has few of them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlatformUseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(JudgedRules.Assumed);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (FhirSymbols.TryCreate(start.Compilation) is { } symbols)
            {
                start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "AddFhirPlatform" or "Create", TypeArguments.Length: 1 } method
            && symbols.Platforms.Find(method.TypeArguments[0]) is { } platform && platform.Judge.JudgeOrigin() is { IsSupported: false } verdict)
        {
            context.ReportDiagnostic(JudgedRules.Of(JudgedRules.Assumed, verdict, TypeArgument(call.Syntax)));
        }
    }

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
