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
        if (symbols.RefitApiAttribute is { } mark)
        {
            start.RegisterSymbolAction(symbol => Analyze(symbol, mark), SymbolKind.NamedType);
        }
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol mark)
    {
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Interface } type || FindEmitted(type, mark, context.Compilation) is not { } emitted)
        {
            return;
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(context.CancellationToken) is InterfaceDeclarationSyntax declaration)
            {
                var platform = emitted.Mark.ConstructorArguments is { Length: 2 } arguments && arguments[0].Value is ITypeSymbol named ? named.Name : "";
                context.ReportDiagnostic(Diagnostic.Create(PlatformRules.InheritedRefitInterface, declaration.Identifier.GetLocation(), type.Name, emitted.Type.Name, platform.ToLowerInvariant()));
                return;
            }
        }
    }

    private static (INamedTypeSymbol Type, AttributeData Mark)? FindEmitted(INamedTypeSymbol type, INamedTypeSymbol mark, Compilation compilation)
    {
        foreach (var inherited in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(inherited.ContainingAssembly, compilation.Assembly))
            {
                continue;
            }

            foreach (var attribute in inherited.GetAttributes())
            {
                // One that stands in the project as source is seen by Refit.
                if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, mark) && inherited.DeclaringSyntaxReferences is { Length: > 0 } places
                    && places[0].SyntaxTree.FilePath.EndsWith(".g.cs", System.StringComparison.Ordinal))
                {
                    return (inherited, attribute);
                }
            }
        }

        return null;
    }
}
