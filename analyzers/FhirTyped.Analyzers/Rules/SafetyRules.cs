using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The rules about configuration and privacy.</summary>
internal static class SafetyRules
{
    public static readonly DiagnosticDescriptor SecretInSource = Rule.Error(
        "FHT1306", Categories.Configuration, "Secret in source or configuration",
        "{0} that stands here is known to everybody who can read the repository, now and later. Load it from user secrets, the environment or a key store, and replace this one.");

    public static readonly DiagnosticDescriptor SandboxAddress = Rule.Warning(
        "FHT1305", Categories.Configuration, "Sandbox address outside development",
        "This is the public sandbox of {0}, which has test patients only, and everybody sees what is written there. Set it for development alone.");

    public static readonly DiagnosticDescriptor InsecureAddress = Rule.Error(
        "FHT1307", Categories.Configuration, "Address without encryption",
        "Patient data and access tokens would travel unencrypted: use https. Only a loopback address may be http.");

    public static readonly DiagnosticDescriptor Logged = Rule.Warning(
        "FHT1601", Categories.Privacy, "Patient data in a log",
        "This puts {0} of a resource into a log. Log the resource type and what was done; who it was about belongs into the audit trail.");

    public static readonly DiagnosticDescriptor IdentifierByGet = Rule.Warning(
        "FHT1602", Categories.Privacy, "Identifier in an address",
        "An identifier in an address ends up in the logs of every proxy on the way. {0} takes searches by POST: call ViaPost().");

    public static readonly DiagnosticDescriptor Leaked = Rule.Warning(
        "FHT1603", Categories.Privacy, "Patient data in a message, key or tag",
        "This puts {0} of a resource into {1}, which is kept and shown where patient data must not be. Name the resource type and what failed instead.");

    public static readonly DiagnosticDescriptor WholeResourceForAgent = Rule.Warning(
        "FHT1604", Categories.Privacy, "Tool for agents returns whole resources",
        "This tool gives a model whole resources of type {0}, with all that they hold about a patient. Return a record of what the tool is for, or ask the server for those elements alone: Elements(…).");

    /// <summary>The rules about configuration.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfConfiguration { get; } = ImmutableArray.Create(SecretInSource, InsecureAddress, SandboxAddress);

    /// <summary>The rules about privacy.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfPrivacy { get; } = ImmutableArray.Create(Logged, Leaked);
}
