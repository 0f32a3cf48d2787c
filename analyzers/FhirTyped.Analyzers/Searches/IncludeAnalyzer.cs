using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers;

/// <summary>
/// Says why <c>Include</c> or <c>RevInclude</c> does not take a parameter, beside the compiler's CS0315: the platform does not support it
/// (FHT1007). An include that compiles is for <see cref="SearchAnalyzer"/> to judge.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IncludeAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(JudgedRules.Include);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols) =>
        // Only code that does not compile has such operations, so this costs nothing where all is well.
        start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invalid);

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols)
    {
        if (context.Operation.Syntax is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Include" or "RevInclude" } method,
                ArgumentList.Arguments: { Count: > 0 } arguments,
            }
            || arguments[0].Expression is not LambdaExpressionSyntax { ExpressionBody: MemberAccessExpressionSyntax selected })
        {
            return;
        }

        var model = context.Operation.SemanticModel!;
        if (symbols.Platforms.FindNested(model.GetTypeInfo(method.Expression, context.CancellationToken).Type, "Query") is not var (platform, searched)
            || symbols.Platforms.FindNested(model.GetTypeInfo(selected.Expression, context.CancellationToken).Type, "Query") is not var (owner, type)
            || owner.ParameterOf(type, selected.Name.Identifier.ValueText) is not { } parameter)
        {
            return;
        }

        var verdict = platform.Ask(judge => judge.JudgeInclude(searched, type + ":" + parameter.Name, method.Name.Identifier.ValueText == "RevInclude"));
        if (verdict.Support == CapabilitySupport.Unsupported)
        {
            context.ReportDiagnostic(JudgedRules.Of(JudgedRules.Include, verdict, selected.Name.GetLocation()));
        }
    }
}
