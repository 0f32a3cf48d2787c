using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>What the members that a platform's classes do not have would have been.</summary>
internal static class MissingMembers
{
    /// <summary>What the judge says of a method that an endpoint does not have; supported where the name means nothing.</summary>
    public static CapabilityVerdict JudgeMethod(CapabilityJudge judge, string resourceType, string name, int arguments) =>
        EndpointMembers.Find(name, arguments) is { } member ? judge.JudgeMember(resourceType, member)
        : OperationOf(name) is { } operation ? judge.JudgeOperation(resourceType, operation)
        : CapabilityVerdict.Supported;

    /// <summary>The operation that a method of a name such as <c>SubsumesAsync</c> would call, or null.</summary>
    private static string? OperationOf(string method)
    {
        foreach (var operation in KnownOperations.Names)
        {
            if (CSharpNames.Pascal(operation) is var name && (method == name || method == name + "Async"))
            {
                return operation;
            }
        }

        return null;
    }

    /// <summary>What the judge says of a member that a platform does not have; supported where the name is near no resource type.</summary>
    public static CapabilityVerdict JudgeResource(CapabilityJudge judge, string name)
    {
        if (name is "Batch" or "Transaction")
        {
            return judge.JudgeSystemInteraction(name == "Batch" ? FhirInteraction.Batch : FhirInteraction.Transaction);
        }

        var type = ResourceTypeOf(name);
        var verdict = judge.JudgeResource(type);
        return R4Definitions.IsResourceType(type) || verdict.Suggestion is not null || NearestName.FindResourceType(type, R4Definitions.ResourceTypes) is not null
            ? verdict
            : CapabilityVerdict.Supported;
    }

    /// <summary>The resource type of a class of the model, or of the property that is named like it.</summary>
    public static string ResourceTypeOf(string className) => className == "FhirTask" ? "Task" : className;

    /// <summary>What the judge says of a property that a query does not have.</summary>
    public static CapabilityVerdict JudgeParameter(CapabilityJudge judge, string resourceType, string name)
    {
        foreach (var parameter in R4Definitions.SearchParametersOf(resourceType))
        {
            if (CSharpNames.Pascal(parameter.Name) == name)
            {
                return judge.JudgeSearchParameter(resourceType, parameter.Name);
            }
        }

        return judge.JudgeSearchParameter(resourceType, char.ToLowerInvariant(name[0]) + name.Substring(1));
    }
}
