using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The rules about writes.</summary>
internal static class WriteRules
{
    public static readonly DiagnosticDescriptor UpdateWithoutVersion =
        Rule.Error(CapabilityIds.IfMatchRequired, Categories.Writes, "Update without the version that the platform requires");

    public static readonly DiagnosticDescriptor RetriedCreate = Rule.Warning(
        "FHT1402", Categories.Writes, "Create repeated without If-None-Exist",
        "Where an attempt fails, nobody knows whether the server has carried it out: to repeat the create may make a second {0}. {1}.");

    public static readonly DiagnosticDescriptor PatchKind =
        Rule.Error(CapabilityIds.PatchKind, Categories.Writes, "Kind of patch not supported");

    public static readonly DiagnosticDescriptor Transaction =
        Rule.Error(CapabilityIds.Transaction, Categories.Writes, "Transaction or batch not supported");

    public static readonly DiagnosticDescriptor UnresolvedReference = Rule.Error(
        "FHT1405", Categories.Writes, "Reference by urn:uuid that no entry resolves",
        "{0}: the server would refuse it, or keep a reference that nobody can follow. {1}.");

    /// <summary>The rules about versions and kinds of patch.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfVersions { get; } = ImmutableArray.Create(UpdateWithoutVersion, PatchKind);
}
