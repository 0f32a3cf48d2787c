using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The rules about the platforms that a class names; the generator reports the same of platform files.</summary>
internal static class PlatformRules
{
    public static readonly DiagnosticDescriptor Unknown =
        Rule.Error(PlatformIssueIds.UnknownParent, Categories.Platforms, "Unknown platform, or circular parents");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(PlatformIssueIds.DuplicatePlatform, Categories.Platforms, "Duplicate platform");

    public static readonly DiagnosticDescriptor InheritedRefitInterface = Rule.Error(
        "FHT0011", Categories.Platforms, "Refit interface inherited in the project that emits it",
        "'{0}' inherits '{1}', which is emitted in this same project: Refit's generator does not see it and would implement only a part of '{0}'. "
            + "Put '{0}' into another project, or have the interface as source: fhirtyped refit {2} -o Apis/.");

    /// <summary>Those about platforms that a class names.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(Unknown, Duplicate);
}
