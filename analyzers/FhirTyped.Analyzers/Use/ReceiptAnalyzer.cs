using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>FHT1507: finds programs that allow dropped filters and never look at what was dropped.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReceiptAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UseRules.ReceiptIgnored);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        var program = new Program();
        start.RegisterOperationAction(program.Look, OperationKind.SimpleAssignment, OperationKind.PropertyReference);
        start.RegisterCompilationEndAction(program.Report);
    }

    /// <summary>What was seen of one compilation; looked at from several threads.</summary>
    private sealed class Program
    {
        private readonly ConcurrentBag<Location> _allowed = new();
        private int _readsReceipt;

        public void Look(OperationAnalysisContext context)
        {
            switch (context.Operation)
            {
                case IPropertyReferenceOperation { Property: { Name: "Receipt", ContainingType: { Name: "FhirSearchPage", ContainingNamespace.Name: "FhirTyped" } } }:
                    Interlocked.Exchange(ref _readsReceipt, 1);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "DroppedFilters", ContainingType.Name: "FhirPlatformOptions" } }, Value: var value }
                    when ValueReader.Unwrap(value) is IFieldReferenceOperation { Field: { Name: "Allow", ContainingType.Name: "DroppedFilterHandling" } } field:
                    _allowed.Add(NameLocation.Of(field));
                    break;
            }
        }

        public void Report(CompilationAnalysisContext context)
        {
            foreach (var location in _readsReceipt == 0 ? _allowed.ToArray() : System.Array.Empty<Location>())
            {
                context.ReportDiagnostic(Diagnostic.Create(UseRules.ReceiptIgnored, location));
            }
        }
    }
}
