using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers;

/// <summary>
/// The platform that a project names for clients whose address is not known: by the <c>.editorconfig</c> key <c>fhirtyped_platform</c>,
/// or by <c>[assembly: FhirPlatformFor&lt;T&gt;]</c>.
/// </summary>
internal sealed class NamedPlatform(Compilation compilation, PlatformCatalog catalog, Lazy<PlatformAddresses> platforms)
{
    /// <summary>The key with a platform's id.</summary>
    public const string Key = "fhirtyped_platform";

    // The specification of EditorConfig has this word for a key without effect.
    private const string Unset = "unset";

    private readonly Lazy<PlatformFacts?> _ofAssembly = new(() => Read(compilation, catalog));

    /// <summary>The platform for a file; null where none is named, or none is known by the id.</summary>
    public PlatformFacts? Find(AnalyzerOptions options, SyntaxTree tree) =>
        IdOf(options, tree) is { } id ? platforms.Value.FindId(id) : _ofAssembly.Value;

    /// <summary>The id that the key has for a file: empty where a folder takes back what the one above it says, null without the key.</summary>
    public static string? IdOf(AnalyzerOptions options, SyntaxTree tree)
    {
        if (!options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(Key, out var id))
        {
            return null;
        }

        id = id.Trim();
        return id == Unset ? "" : id;
    }

    private static PlatformFacts? Read(Compilation compilation, PlatformCatalog catalog)
    {
        foreach (var attribute in compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "FhirPlatformForAttribute", ContainingNamespace.Name: "FhirTyped", TypeArguments: { Length: 1 } types })
            {
                return catalog.Find(types[0]);
            }
        }

        return null;
    }
}
