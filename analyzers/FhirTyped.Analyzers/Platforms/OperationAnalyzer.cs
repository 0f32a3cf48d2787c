using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>FHT1008 for operations by name: <c>epic.OperationAsync&lt;Patient&gt;("everything")</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OperationAnalyzer : FhirAnalyzer
{
    private static readonly ImmutableArray<DiagnosticDescriptor> Rules = ImmutableArray.Create(JudgedRules.Operation, JudgedRules.Resource);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols) =>
        start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is not { TargetMethod: { Name: "OperationAsync" or "InstanceOperationAsync", ContainingType.Name: "FhirPlatformClient" } method, Instance: { } instance }
            || symbols.Platforms.Find(ValueReader.Unwrap(instance).Type) is not { } platform)
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument is { Parameter.Name: "name", Value: { ConstantValue: { HasValue: true, Value: string { Length: > 0 } name } } value })
            {
                var type = method.TypeArguments.IsEmpty ? null : MissingMembers.ResourceTypeOf(method.TypeArguments[0].Name);
                var verdict = platform.Judge.JudgeOperation(type, name[0] == '$' ? name.Substring(1) : name);
                if (!verdict.IsSupported && JudgedRules.Find(Rules, verdict.Id) is { } rule)
                {
                    context.ReportDiagnostic(JudgedRules.Of(rule, verdict, value.Syntax.GetLocation()));
                }
            }
        }
    }
}
