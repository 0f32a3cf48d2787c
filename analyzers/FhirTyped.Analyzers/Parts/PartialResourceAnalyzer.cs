using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Follows resources from a search that fetches only a part of them: elements that it did not fetch are read (FHT1209), or the part is
/// sent as the new whole (FHT1210).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PartialResourceAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ValueRules.OfParts;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        start.RegisterOperationAction(operation => AnalyzeRead(operation, symbols), OperationKind.PropertyReference);
        start.RegisterOperationAction(operation => AnalyzeUpdate(operation, symbols), OperationKind.Invocation);
    }

    private static void AnalyzeRead(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var read = (IPropertyReferenceOperation)context.Operation;
        if (read.Instance is not { } resource || !IsResource(read.Property.ContainingType) || IsWritten(read)
            || ResourceOrigin.SearchOf(resource, symbols) is not { } call || FetchedPart.Of(call, symbols) is not { } part
            || part.Search.ResourceType != read.Property.ContainingType.Name || part.FindMissing(read.Property.Name) is not { } element)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(ValueRules.NotFetched, NameLocation.Of(read), part.Search.Platform.Judge.Manifest.Name, part.ToString(), element, part.Search.ResourceType));
    }

    private static void AnalyzeUpdate(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "UpdateAsync" or "ConditionalUpdateAsync", Parameters.Length: > 0 }
            || symbols.Platforms.FindNested(call.TargetMethod.ContainingType, "Endpoint") is not var (platform, type)
            || ResourceOrigin.SearchOf(ValueReader.Argument(call, 0), symbols) is not { } search || FetchedPart.Of(search, symbols) is null)
        {
            return;
        }

        var verdict = platform.Ask(judge => judge.JudgeContent(type, isSubsetted: true));
        context.ReportDiagnostic(JudgedRules.Of(ValueRules.Subsetted, verdict, ValueReader.Argument(call, 0).Syntax.GetLocation()));
    }

    private static bool IsResource(INamedTypeSymbol type) =>
        type is { BaseType.Name: "DomainResource" or "Resource", ContainingNamespace: { Name: "R4", ContainingNamespace: { Name: "FhirTyped", ContainingNamespace.IsGlobalNamespace: true } } };

    private static bool IsWritten(IPropertyReferenceOperation property) => property.Parent is ISimpleAssignmentOperation assignment && assignment.Target == property;
}
