using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The types of FhirTyped, looked up once for a compilation.</summary>
internal sealed class FhirSymbols
{
    private readonly Dictionary<INamedTypeSymbol, SearchParameterType> _parameters = new(SymbolEqualityComparer.Default);

    private readonly INamedTypeSymbol? _addsCriteria;

    private FhirSymbols(Compilation compilation, INamedTypeSymbol manifestAttribute)
    {
        ManifestAttribute = manifestAttribute;
        PlatformsAttribute = compilation.GetTypeByMetadataName("FhirTyped.FhirPlatformGroupAttribute");
        Query = compilation.GetTypeByMetadataName("FhirTyped.FhirQuery");
        TypedQuery = compilation.GetTypeByMetadataName("FhirTyped.FhirQuery`1");
        RefitApiAttribute = compilation.GetTypeByMetadataName("FhirTyped.FhirRefitApiAttribute");
        _addsCriteria = compilation.GetTypeByMetadataName("FhirTyped.AddsCriteriaAttribute");
        Add(compilation, SearchParameterType.String);
        Add(compilation, SearchParameterType.Token);
        Add(compilation, SearchParameterType.Date);
        Add(compilation, SearchParameterType.Reference);
        Add(compilation, SearchParameterType.Number);
        Add(compilation, SearchParameterType.Quantity);
        Add(compilation, SearchParameterType.Uri);
        Add(compilation, SearchParameterType.Composite);
        Add(compilation, SearchParameterType.Special);
        Platforms = new PlatformCatalog(this);
    }

    /// <summary>The attribute by which a platform's class carries its manifest.</summary>
    public INamedTypeSymbol ManifestAttribute { get; }

    /// <summary>The attribute of clients of several platforms.</summary>
    public INamedTypeSymbol? PlatformsAttribute { get; }

    /// <summary>The attribute of emitted Refit interfaces and of the extensions of their methods; null where the compilation does not know them.</summary>
    public INamedTypeSymbol? RefitApiAttribute { get; }

    /// <summary>The base of every query class.</summary>
    public INamedTypeSymbol? Query { get; }

    /// <summary>The generic base of every query class, unbound.</summary>
    public INamedTypeSymbol? TypedQuery { get; }

    /// <summary>The platforms of the compilation.</summary>
    public PlatformCatalog Platforms { get; }

    /// <summary>The symbols, or null where the compilation does not know FhirTyped.</summary>
    public static FhirSymbols? TryCreate(Compilation compilation) =>
        compilation.GetTypeByMetadataName("FhirTyped.FhirPlatformManifestAttribute") is { } attribute ? new(compilation, attribute) : null;

    /// <summary>The types that the attribute of a client of several platforms names.</summary>
    public static IEnumerable<ITypeSymbol> PlatformsOf(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Array, IsNull: false } named)
        {
            foreach (var value in named.Values)
            {
                if (value.Value is ITypeSymbol type)
                {
                    yield return type;
                }
            }
        }
    }

    /// <summary>The type of search parameter that one of the parameter structs stands for; null for any other type.</summary>
    public SearchParameterType? ParameterTypeOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsGenericType: true } named && _parameters.TryGetValue(named.OriginalDefinition, out var parameter) ? parameter : null;

    /// <summary>The search parameters that a method says it adds to the query that it is given; null where it says nothing.</summary>
    public IReadOnlyList<string>? CriteriaOf(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (_addsCriteria is null || !SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _addsCriteria)
                || attribute.ConstructorArguments is not { Length: 1 } arguments || arguments[0].IsNull)
            {
                continue;
            }

            var names = new List<string>();
            foreach (var name in arguments[0].Values)
            {
                if (name.Value is string { Length: > 0 } text)
                {
                    names.Add(text);
                }
            }

            return names;
        }

        return null;
    }

    /// <summary>Whether a type is the class of a platform's queries, or the query that such a class derives from.</summary>
    public bool IsQuery(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, Query))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(Compilation compilation, SearchParameterType type)
    {
        // A reference parameter that knows where it leads is a second struct, with its targets as a second type argument.
        foreach (var arity in new[] { "`1", "`2" })
        {
            if (compilation.GetTypeByMetadataName("FhirTyped." + type + "Parameter" + arity) is { } parameter)
            {
                _parameters.Add(parameter, type);
            }
        }
    }
}
