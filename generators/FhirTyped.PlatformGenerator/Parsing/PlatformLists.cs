using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>Classes with <c>[FhirPlatformList]</c>. What is wrong with them is for the compiler to say.</summary>
internal static class PlatformLists
{
    /// <summary>The attribute.</summary>
    public const string Attribute = "FhirTyped.FhirPlatformListAttribute";

    /// <summary>The class; null where nothing can be made of it.</summary>
    public static PlatformListDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol { ContainingType: null, Arity: 0 } type
            && context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(cancellation) is { } attribute
            && context.TargetNode.Span.Contains(attribute.Span)
            ? new(PlatformGroupParser.NamespaceOf(type), type.Name)
            : null;

    /// <summary>The list of a class.</summary>
    public static PlatformListModel Of(PlatformListDeclaration declaration, ImmutableArray<BuiltPlatform> platforms, string targetNamespace)
    {
        var byId = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var platform in platforms)
        {
            if (platform.Manifest is { } manifest)
            {
                byId[manifest.Id] = GeneratedFile.Qualify(targetNamespace, PlatformEmitter.DescriptorClass(manifest.ClassName));
            }
        }

        return new(declaration, new(byId.Values));
    }
}
