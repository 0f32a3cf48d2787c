using System.Collections.Concurrent;
using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Receipts;

/// <summary>A reference parameter as matches are held against it: where its references are, and what they lead to.</summary>
internal sealed class ReferenceParameter
{
    // There is no more in it than R4 has parameters.
    private static readonly ConcurrentDictionary<(string ResourceType, string Name), ReferenceParameter?> OfR4 = new();

    private ReferenceParameter(SearchParameterDefinition definition, string? targetType)
    {
        Definition = definition;
        TargetType = targetType;
        Path = ElementPath.TryParse(definition.ExpressionText ?? "");
    }

    /// <summary>Where the references are.</summary>
    public SearchParameterDefinition Definition { get; }

    /// <summary>The elements that its expression names, where it does nothing else; or null.</summary>
    public ElementPath? Path { get; }

    /// <summary>The one type to which they lead; null where there are several.</summary>
    public string? TargetType { get; }

    /// <summary>That of a criterion without a chain; null where it is none, or asks for something else than a reference.</summary>
    public static ReferenceParameter? Find(string resourceType, SearchCriterion criterion, CapabilityJudge? judge) =>
        criterion.Modifier.Length == 0 && R4Definitions.FindSearchParameter(resourceType, criterion.Name) is not null
            ? OfR4.GetOrAdd((resourceType, criterion.Name), static key => Read(key.ResourceType, key.Name, null))
            : Read(resourceType, criterion.FullName, judge);

    private static ReferenceParameter? Read(string resourceType, string fullName, CapabilityJudge? judge)
    {
        var path = ParameterPath.Read(resourceType, fullName, judge);
        if (path is not { Type: SearchParameterType.Reference, Modifier: "", Definition: { Expression: not null } definition })
        {
            return null;
        }

        // What the reference leads to is compared by the check: the expression's own condition would only hide a group.
        return new(
            path.Key == definition.ExpressionText || path.Key == path.Name ? definition : new SearchParameterDefinition(definition.Name, definition.Type, [], path.Key),
            path.TargetType);
    }
}
