using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Asks the judge about every search that is written as <c>platform.Resource.Search(q => …)</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SearchAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => JudgedRules.OfSearches;

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
        if (SearchReader.Read((IInvocationOperation)context.Operation, symbols) is not { } search)
        {
            return;
        }

        foreach (var verdict in search.Judge())
        {
            if (JudgedRules.Find(JudgedRules.OfSearches, verdict.Id) is { } rule)
            {
                context.ReportDiagnostic(JudgedRules.Of(rule, verdict, search.LocationOf(verdict), Remedies.Of(search, verdict)));
            }
        }
    }
}
