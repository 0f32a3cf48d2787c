using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT0011: an interface that inherits a Refit interface which is emitted in the same project. Generators do not see what others emit, so Refit's implements
/// only what the interface has itself, beside the compiler's CS0535 in a file that nobody wrote.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefitInterfaceAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PlatformRules.InheritedRefitInterface);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        if (symbols.RefitApiAttribute is not null)
        {
            start.RegisterSymbolAction(symbol => Analyze(symbol, symbols), SymbolKind.NamedType);
        }
    }

    private static void Analyze(SymbolAnalysisContext context, FhirSymbols symbols)
    {
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Interface } type || FindEmitted(type, symbols, context.Compilation) is not var (emitted, platform))
        {
            return;
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(context.CancellationToken) is InterfaceDeclarationSyntax declaration)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    PlatformRules.InheritedRefitInterface, declaration.Identifier.GetLocation(), type.Name, emitted.Name, platform.Judge.Manifest.Id));
                return;
            }
        }
    }

    private static (INamedTypeSymbol Type, PlatformFacts Platform)? FindEmitted(INamedTypeSymbol type, FhirSymbols symbols, Compilation compilation)
    {
        foreach (var inherited in type.AllInterfaces)
        {
            // One that stands in the project as source is seen by Refit.
            if (SymbolEqualityComparer.Default.Equals(inherited.ContainingAssembly, compilation.Assembly) && symbols.Platforms.FindNested(inherited, "Endpoint") is var (platform, _)
                && inherited.DeclaringSyntaxReferences is { Length: > 0 } places && places[0].SyntaxTree.FilePath.EndsWith(".g.cs", System.StringComparison.Ordinal))
            {
                return (inherited, platform);
            }
        }

        return null;
    }
}
