using System.Text;
using FhirTyped.Capabilities;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>What is possible here: the platform's statement, cut by policy and by the scopes of who asks, as a CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html).</summary>
internal sealed class MetadataWriter(GatewayAddress address, IOptions<FhirGatewayOptions> options)
{
    private readonly GatewayPolicyOptions _policy = options.Value.Policy;

    /// <summary>The statement.</summary>
    public byte[] Write(GatewayPlatform platform, GatewayCaller caller)
    {
        var manifest = platform.Descriptor.Manifest;
        var isReadOnly = _policy.ReadOnly || platform.Options.ReadOnly;
        var facts = new CapabilityStatementFacts
        {
            Date = manifest.Origin.Date,
            Software = manifest.Origin.Software,
            ImplementationUrl = address.At(AnswerWriter.PathOf(platform)).AbsoluteUri.TrimEnd('/'),
            Resources = new([.. manifest.Resources.Select(resource => Cut(resource, caller, isReadOnly)).Where(static resource => resource.Interactions != FhirInteraction.None || resource.Operations.Count > 0)]),
            PatchFormats = isReadOnly ? default : manifest.PatchFormats,
            SystemInteractions = manifest.SystemInteractions,
            SystemSearchParameters = manifest.SystemSearchParameters,
            SystemOperations = new([.. manifest.SystemOperations.Where(operation => !isReadOnly || AccessPolicy.OnlyReads(operation.Name))]),
            Rules = manifest.Rules,
        };
        return Encoding.UTF8.GetBytes(CapabilityStatementWriter.Write(facts, platform.DisplayName));
    }

    private static ResourceCapability Cut(ResourceCapability resource, GatewayCaller caller, bool isReadOnly) => resource with
    {
        Interactions = Enum.GetValues<FhirInteraction>()
            .Where(interaction => resource.Interactions.HasFlag(interaction) && IsPermitted(resource.Type, interaction, caller, isReadOnly))
            .Aggregate(FhirInteraction.None, static (all, one) => all | one),
        Conditional = isReadOnly ? resource.Conditional & (ConditionalSupport.ReadModifiedSince | ConditionalSupport.ReadNotMatch | ConditionalSupport.ReadHistory) : resource.Conditional,
        Operations = new([.. resource.Operations.Where(operation => !isReadOnly || AccessPolicy.OnlyReads(operation.Name))]),
    };

    private static bool IsPermitted(string type, FhirInteraction interaction, GatewayCaller caller, bool isReadOnly)
    {
        var permission = SmartScope.PermissionOf(interaction);
        return !(isReadOnly && (permission & (SmartScopePermissions.Create | SmartScopePermissions.Update | SmartScopePermissions.Delete)) != 0)
            && (caller.Scopes is not { Count: > 0 } scopes || permission == SmartScopePermissions.None || scopes.Any(scope => scope.Covers(type, permission)));
    }
}
