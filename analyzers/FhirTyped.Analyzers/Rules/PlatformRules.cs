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

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(Unknown, Duplicate);
}
