using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using FhirTyped.PlatformGenerator.Model;
using FhirTyped.PlatformGenerator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.PlatformGenerator.Refit;

/// <summary>Finds the platforms whose Refit clients a project asks for, and what each of them needs to be emitted.</summary>
internal static class RefitClients
{
    /// <summary>The attribute: <c>[assembly: FhirRefitClients&lt;Epic&gt;]</c>.</summary>
    public const string Attribute = "FhirTyped.FhirRefitClientsAttribute`1";

    /// <summary>The platforms that the attributes of one file name.</summary>
    public static EquatableArray<DeclaredRefitClients> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var platforms = new List<DeclaredRefitClients>();
        foreach (var attribute in context.Attributes)
        {
            if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax
                && context.TargetNode.Span.Contains(syntax.Span) && syntax.SyntaxTree == context.TargetNode.SyntaxTree
                && TypeOf(syntax.Name) is { } named && PlatformGroupParser.Read(named, context.SemanticModel) is { } platform)
            {
                var isFirely = IsFirely(attribute);
                platforms.Add(new(platform, isFirely, isFirely && context.SemanticModel.Compilation.GetTypeByMetadataName("FhirTyped.FirelyRefit") is null));
            }
        }

        return new(platforms);
    }

    /// <summary>The clients of all platforms that were named, each platform once.</summary>
    public static IEnumerable<RefitApi> Of(
        ImmutableArray<EquatableArray<DeclaredRefitClients>> declared, ImmutableArray<BuiltPlatform> project, string projectNamespace, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in declared)
        {
            foreach (var asked in file)
            {
                var platform = asked.Platform;
                if (PlatformGroupBuilder.ManifestOf(platform, project) is not { } manifest)
                {
                    continue;
                }

                var type = platform.ManifestText is null
                    ? GeneratedFile.Qualify(projectNamespace, CSharpText.Identifier(manifest.ClassName))
                    : platform.TypeName;
                if (seen.Add(type + asked.IsFirely))
                {
                    foreach (var api in Of(manifest, type, projectNamespace, asked))
                    {
                        cancellation.ThrowIfCancellationRequested();
                        yield return api;
                    }
                }
            }
        }
    }

    private static IEnumerable<RefitApi> Of(PlatformManifest manifest, string platformType, string projectNamespace, DeclaredRefitClients asked)
    {
        var judge = new CapabilityJudge(manifest);
        foreach (var resource in manifest.Resources)
        {
            yield return new(
                projectNamespace, platformType, manifest.ClassName, manifest.Name, resource.Type, EndpointMembers.Of(judge, resource.Type),
                judge.TakesSearchByPost(resource.Type) != false, SearchCaveats.OfSearch(manifest, resource.Type))
            {
                IsFirely = asked.IsFirely,
                LacksFirely = asked.LacksFirely,
            };
        }
    }

    private static bool IsFirely(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Model", Value.Value: 1 })
            {
                return true;
            }
        }

        return false;
    }

    private static TypeSyntax? TypeOf(NameSyntax name) => name switch
    {
        GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } => arguments[0],
        QualifiedNameSyntax { Right: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } } => arguments[0],
        AliasQualifiedNameSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } } => arguments[0],
        _ => null,
    };
}
