using System.Collections.Generic;
using System.Threading;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>Reads classes with <c>[FhirPlatformGroup]</c>. What is wrong with them is for the compiler and the analyzers to say.</summary>
internal static class PlatformGroupParser
{
    /// <summary>The attribute.</summary>
    public const string Attribute = "FhirTyped.FhirPlatformGroupAttribute";

    private static readonly SymbolDisplayFormat NamespaceFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>The class; null where nothing can be made of it.</summary>
    public static PlatformGroupDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { ContainingType: null, Arity: 0 } type
            || context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax attribute

            // Where several parts of a class carry the attribute, which is an error, each of them comes by here.
            || !context.TargetNode.Span.Contains(attribute.Span)
            || !IsFirst(attribute, type, context.Attributes[0].AttributeClass, cancellation))
        {
            return null;
        }

        var platforms = new List<DeclaredPlatform>();
        var seen = new HashSet<string>();
        foreach (var node in attribute.DescendantNodes())
        {
            if (node is TypeOfExpressionSyntax named && Read(named.Type, context.SemanticModel) is { } platform && seen.Add(platform.TypeName))
            {
                platforms.Add(platform);
            }
        }

        return platforms.Count == 0 ? null : new(NamespaceOf(type), type.Name, type.DeclaredAccessibility == Accessibility.Public, new(platforms));
    }

    /// <summary>The namespace of a class, ready to be written; empty is the global one.</summary>
    public static string NamespaceOf(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(NamespaceFormat);

    private static bool IsFirst(AttributeSyntax attribute, INamedTypeSymbol type, INamedTypeSymbol? attributeClass, CancellationToken cancellation)
    {
        foreach (var other in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(other.AttributeClass, attributeClass))
            {
                return other.ApplicationSyntaxReference?.GetSyntax(cancellation) == attribute;
            }
        }

        return false;
    }

    /// <summary>
    /// A class that this project's own platform files make does not exist yet while the generator runs: then only its name is known.
    /// </summary>
    public static DeclaredPlatform? Read(TypeSyntax syntax, SemanticModel model)
    {
        if (model.GetTypeInfo(syntax).Type is INamedTypeSymbol { TypeKind: not TypeKind.Error } type
            && ReferencedPlatforms.ManifestOf(type) is { } manifest)
        {
            return new(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), manifest);
        }

        return NameOf(syntax) is { } name ? new(name, null) : null;
    }

    private static string? NameOf(TypeSyntax syntax) => syntax switch
    {
        IdentifierNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax { Right: IdentifierNameSyntax right } => right.Identifier.ValueText,
        AliasQualifiedNameSyntax { Name: IdentifierNameSyntax name } => name.Identifier.ValueText,
        _ => null,
    };
}
