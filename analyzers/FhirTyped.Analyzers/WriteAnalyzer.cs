using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>FHT1401: updates with a resource that was made here, and so has no version, where the platform requires one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WriteAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(SafetyRules.UpdateWithoutVersion);

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
        if (call.TargetMethod.Name == "UpdateAsync" && call.Arguments.Length > 0
            && symbols.Platforms.FindNested(call.TargetMethod.ContainingType, "Endpoint") is var (platform, type)
            && platform.Judge.JudgeUpdate(type, hasVersion: false) is { Id: CapabilityIds.IfMatchRequired } verdict
            && ValueReader.Unwrap(ValueReader.Argument(call, 0)) is IObjectCreationOperation { Syntax: BaseObjectCreationExpressionSyntax creation }
            && !SetsMeta(creation))
        {
            context.ReportDiagnostic(JudgedRules.Of(SafetyRules.UpdateWithoutVersion, verdict, NameLocation.Of(call)));
        }
    }

    private static bool SetsMeta(BaseObjectCreationExpressionSyntax creation)
    {
        if (creation.Initializer is { } initializer)
        {
            foreach (var expression in initializer.Expressions)
            {
                if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Meta" } })
                {
                    return true;
                }
            }
        }

        return false;
    }
}
