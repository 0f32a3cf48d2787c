using System;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// The types of the Firely SDK (https://docs.fire.ly/projects/Firely-NET-SDK) by their names: they come from several assemblies, and
/// the analyzers reference none of them.
/// </summary>
internal static class FirelyTypes
{
    private static readonly string[] OtherVersions = { "DSTU2", "STU3", "R4B", "R5", "R6" };

    /// <summary>Whether a compilation knows the Firely SDK's client.</summary>
    public static bool AreKnown(Compilation compilation) =>
        !compilation.GetTypesByMetadataName("Hl7.Fhir.Rest.BaseFhirClient").IsEmpty || !compilation.GetTypesByMetadataName("Hl7.Fhir.Rest.FhirClient").IsEmpty;

    /// <summary>Whether a type is a client for FHIR R4, or derives from one.</summary>
    public static bool IsClient(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "FhirClient" or "BaseFhirClient" && IsOfRest(current))
            {
                return !IsOfOtherVersion(current.ContainingAssembly?.Name ?? "");
            }
        }

        return false;
    }

    /// <summary>Whether a type is <c>SearchParams</c>.</summary>
    public static bool IsSearchParams(ITypeSymbol? type) => type is { Name: "SearchParams" } && IsOfRest(type);

    /// <summary>Whether a type is one of <c>Hl7.Fhir.Rest</c>.</summary>
    public static bool IsOfRest(ITypeSymbol type) =>
        type.ContainingNamespace is { Name: "Rest", ContainingNamespace: { Name: "Fhir", ContainingNamespace: { Name: "Hl7", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>The resource type that a class of <c>Hl7.Fhir.Model</c> stands for; null for any other, and for <c>Resource</c> itself.</summary>
    public static string? ResourceTypeOf(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.ContainingNamespace is { Name: "Model", ContainingNamespace: { Name: "Fhir", ContainingNamespace.Name: "Hl7" } })
            {
                return R4Definitions.IsResourceType(current.Name) ? current.Name : null;
            }
        }

        return null;
    }

    /// <summary>The resource type that a member of the SDK's enum <c>ResourceType</c> stands for; null for any other symbol.</summary>
    public static string? ResourceTypeOfMember(ISymbol? symbol) =>
        symbol is IFieldSymbol { ContainingType: { Name: "ResourceType", TypeKind: TypeKind.Enum, ContainingNamespace: { Name: "Model", ContainingNamespace: { Name: "Fhir", ContainingNamespace.Name: "Hl7" } } } }
            && R4Definitions.IsResourceType(symbol.Name) ? symbol.Name : null;

    /// <summary>The client that a call is made on, also where its method is an extension of the SDK's own; null for any other call.</summary>
    public static IOperation? ClientOf(IInvocationOperation call)
    {
        var client = call.Instance is { } instance ? IsClient(call.TargetMethod.ContainingType) ? instance : null
            : call.TargetMethod.IsExtensionMethod && IsOfRest(call.TargetMethod.ContainingType) && call.Arguments.Length > 0 ? ValueReader.Argument(call, 0)
            : null;
        return client is not null && IsClient(ValueReader.Unwrap(client).Type) ? client : null;
    }

    private static bool IsOfOtherVersion(string assembly)
    {
        foreach (var version in OtherVersions)
        {
            if (assembly.StartsWith("Hl7.Fhir." + version, StringComparison.Ordinal) && (assembly.Length == 9 + version.Length || assembly[9 + version.Length] == '.'))
            {
                return true;
            }
        }

        return false;
    }
}
