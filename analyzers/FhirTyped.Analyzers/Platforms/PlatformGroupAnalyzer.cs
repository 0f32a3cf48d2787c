using System.Collections.Generic;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT0004, FHT0005: looks at the classes with <c>[FhirPlatformGroup]</c> of which the generator can make no client, or not the one that
/// is meant.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlatformGroupAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => PlatformRules.All;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        if (symbols.PlatformsAttribute is not null)
        {
            start.RegisterSymbolAction(symbol => Analyze(symbol, symbols), SymbolKind.NamedType);
        }
    }

    private static void Analyze(SymbolAnalysisContext context, FhirSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var attribute in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, symbols.PlatformsAttribute)
                && attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is AttributeSyntax syntax)
            {
                Analyze(context, symbols, type, attribute, syntax);
            }
        }
    }

    private static void Analyze(SymbolAnalysisContext context, FhirSymbols symbols, INamedTypeSymbol type, AttributeData attribute, AttributeSyntax syntax)
    {
        if (type.ContainingType is not null || type.Arity > 0)
        {
            Report(context, PlatformRules.Unknown, syntax.Name, "'" + type.Name + "' is " + (type.Arity > 0 ? "generic" : "nested")
                + ": a client of several platforms is a class by itself, without type parameters, that is not inside another one.");
            return;
        }

        var places = PlacesOf(syntax);
        if (places.Count == 0)
        {
            Report(context, PlatformRules.Unknown, syntax.Name, "'" + type.Name + "' names no platform: [FhirPlatformGroup(typeof(Epic), typeof(OracleHealth))].");
            return;
        }

        var earlier = new Dictionary<string, ITypeSymbol>();
        var index = 0;
        foreach (var named in FhirSymbols.PlatformsOf(attribute))
        {
            var place = index < places.Count ? places[index] : (SyntaxNode)syntax.Name;
            index++;
            if (named.TypeKind == TypeKind.Error)
            {
                // The compiler says so.
                continue;
            }

            if (IsClientOfSeveral(named, symbols) || symbols.Platforms.Find(named) is not { } platform)
            {
                Report(context, PlatformRules.Unknown, place, "'" + named.Name
                    + "' is not the class of a platform, or was compiled by another version of FhirTyped: name classes that a platform file has made.");
            }
            else if (earlier.TryGetValue(platform.Judge.Manifest.Id, out var first))
            {
                Report(context, PlatformRules.Duplicate, place, SymbolEqualityComparer.Default.Equals(first, named)
                    ? "'" + named.Name + "' is named twice: name each platform once."
                    : "'" + named.Name + "' has the id '" + platform.Judge.Manifest.Id + "', as has '" + first.Name + "': at run time one could not be told from the other.");
            }
            else
            {
                earlier.Add(platform.Judge.Manifest.Id, named);
            }
        }
    }

    private static bool IsClientOfSeveral(ITypeSymbol type, FhirSymbols symbols)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, symbols.PlatformsAttribute))
            {
                return true;
            }
        }

        return false;
    }

    private static List<TypeSyntax> PlacesOf(AttributeSyntax attribute)
    {
        var places = new List<TypeSyntax>();
        foreach (var node in attribute.DescendantNodes())
        {
            if (node is TypeOfExpressionSyntax named)
            {
                places.Add(named.Type);
            }
        }

        return places;
    }

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor rule, SyntaxNode place, string message) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, place.GetLocation(), message));
}
