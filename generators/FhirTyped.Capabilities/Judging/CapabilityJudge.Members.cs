namespace FhirTyped.Capabilities;

// What an endpoint has.
public sealed partial class CapabilityJudge
{
    /// <summary>Whether the platform supports what a member of a resource type's endpoint does: its interactions, condition, kind of patch and operation.</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="member">The row of the table of members.</param>
    internal CapabilityVerdict JudgeMember(string resourceType, EndpointMember member)
    {
        foreach (var interaction in member.Interactions.Each())
        {
            if (JudgeInteraction(resourceType, interaction) is { IsSupported: false } verdict)
            {
                return verdict;
            }
        }

        var special = member.Patch is { } kind ? JudgePatchKind(resourceType, kind)
            : member.Condition != ConditionalSupport.None ? JudgeConditional(resourceType, member.Condition)
            : member.Operation.Length > 0 ? JudgeOperation(resourceType, member.Operation)
            : CapabilityVerdict.Supported;

        // Criteria are a query, which only a type that can be searched has.
        return special.IsSupported && member.TakesQuery ? JudgeInteraction(resourceType, FhirInteraction.SearchType) : special;
    }
}
