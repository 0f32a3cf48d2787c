using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Asks the judge about every search that is written as <c>platform.Resource.Search(q => …)</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SearchAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = JudgedRules.OfSearches.Add(SafetyRules.IdentifierByGet);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols) =>
        start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (SearchReader.Read(call, symbols) is not { } search)
        {
            return;
        }

        ReportIdentifier(context, call, search);

        foreach (var verdict in search.Judge())
        {
            if (JudgedRules.Find(JudgedRules.OfSearches, verdict.Id) is { } rule)
            {
                context.ReportDiagnostic(JudgedRules.Of(rule, verdict, search.LocationOf(verdict), Remedies.Of(search, verdict)));
            }
        }
    }

    private static void ReportIdentifier(OperationAnalysisContext context, IInvocationOperation call, CodeSearch search)
    {
        // A Refit interface has a method of its own for that, which somebody chose or not.
        if (call.TargetMethod.IsExtensionMethod || !TakesPost(search) || MayBePosted(call))
        {
            return;
        }

        foreach (var criterion in search.Criteria)
        {
            if (criterion.Criterion.Name == "identifier")
            {
                context.ReportDiagnostic(Diagnostic.Create(SafetyRules.IdentifierByGet, criterion.Name, search.Platform.Judge.Manifest.Name));
            }
        }
    }

    /// <summary>Every platform that may be asked takes searches by POST.</summary>
    private static bool TakesPost(CodeSearch search)
    {
        foreach (var platform in search.Platform.Platforms)
        {
            if (platform.Judge.TakesSearchByPost(search.ResourceType) != true)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The search goes by POST, or goes somewhere from where it may.</summary>
    private static bool MayBePosted(IInvocationOperation call) => call.Parent switch
    {
        IInvocationOperation next => next.TargetMethod.Name == "ViaPost",
        IConversionOperation { Parent: IForEachLoopOperation } or IForEachLoopOperation => false,
        _ => true,
    };
}
