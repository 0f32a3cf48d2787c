using System;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT0004 of the <c>.editorconfig</c> key <c>fhirtyped_platform</c>: an id that no platform has would leave the requests of the Firely SDK's
/// clients unchecked without a word.
/// </summary>
/// <remarks>An analyzer has no place in an <c>.editorconfig</c>. It is told once in each file, at the first request that the key is about.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NamedPlatformAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PlatformRules.Unknown);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        if (FirelyTypes.AreKnown(start.Compilation))
        {
            var platforms = new Lazy<PlatformAddresses>(() => new(start.Compilation, symbols.Platforms));
            start.RegisterSemanticModelAction(file => Analyze(file, platforms));
        }
    }

    private static void Analyze(SemanticModelAnalysisContext context, Lazy<PlatformAddresses> platforms)
    {
        var tree = context.SemanticModel.SyntaxTree;
        if (NamedPlatform.IdOf(context.Options, tree) is not { Length: > 0 } id || platforms.Value.FindId(id) is not null
            || FirstRequest(context) is not { } place)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            PlatformRules.Unknown,
            place,
            NamedPlatform.Key + " of the .editorconfig names '" + id + "', which is the id of no platform of this project or of a referenced assembly,"
                + " so requests of a FhirClient whose address is not known go unchecked"
                + CapabilityVerdict.EndOfMessage(NearestName.Find(id, platforms.Value.Ids))));
    }

    private static Location? FirstRequest(SemanticModelAnalysisContext context)
    {
        foreach (var node in context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax or MemberBindingExpressionSyntax } call
                && context.SemanticModel.GetOperation(call, context.CancellationToken) is IInvocationOperation request
                && FirelyTypes.ClientOf(request) is not null)
            {
                return NameLocation.Of(request);
            }
        }

        return null;
    }
}
