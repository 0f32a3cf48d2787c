using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Receipts;

/// <summary>Makes of criteria what can be held against matches.</summary>
internal sealed class MatchCheckReader(string resourceType, string baseUrl, CapabilityJudge? judge = null)
{
    private readonly SearchMatcher _matcher = new(baseUrl, keepsValues: false);
    private readonly SearchValueExtractor _extractor = new(baseUrl);

    /// <summary>The check of a criterion that says whose data it is; null where it is none.</summary>
    public MatchCheck? FindPatient(SearchCriterion criterion)
    {
        if (criterion.Chain.Length > 0 || criterion.Values.Count == 0)
        {
            return null;
        }

        if (criterion.Name == "_id")
        {
            var ids = criterion.Values.Select(static value => value.TokenCode).Select(static code => code[(code.LastIndexOf('/') + 1)..]).ToArray();
            return criterion.Modifier.Length == 0 && !ids.Contains("") ? new IdCheck(ids) { Name = criterion.FullName, IsOfPatient = true } : null;
        }

        return (criterion.Name is "patient" or "subject" || PatientCompartment.ParametersOf(resourceType).Contains(criterion.Name))
            && ReferencesOf(criterion) is { } check && check.Asked.All(static one => one.ResourceType == "Patient")
                ? new ReferenceCheck(check.Asked, check.Definition, _extractor) { Name = criterion.FullName, IsOfPatient = true }
                : null;
    }

    /// <summary>The check of any other criterion; null where it needs more than the resource.</summary>
    public MatchCheck? FindOther(SearchCriterion criterion)
    {
        if (criterion.Chain.Length > 0 || SearchParameterDefinitions.Find(resourceType, criterion.Name) is not { } definition
            || _matcher.FindProblem(resourceType, criterion) is not null)
        {
            return null;
        }

        if (definition.Type == SearchParameterType.Reference && (criterion.Modifier.Length == 0 || R4Definitions.IsResourceType(criterion.Modifier)))
        {
            return ReferencesOf(criterion) is { } check ? new ReferenceCheck(check.Asked, check.Definition, _extractor) { Name = criterion.FullName } : null;
        }

        return new ContentCheck(_matcher.CompileTest(resourceType, criterion)) { Name = criterion.FullName };
    }

    private (List<ReferenceParts> Asked, SearchParameterDefinition Definition)? ReferencesOf(SearchCriterion criterion)
    {
        var path = ParameterPath.Read(resourceType, criterion.FullName, judge);
        if (path is not { Type: SearchParameterType.Reference, Modifier: "", Definition: { Expression: not null } definition })
        {
            return null;
        }

        var asked = new List<ReferenceParts>();
        foreach (var value in criterion.Values)
        {
            var reference = ReferenceParts.Parse(SearchEscaping.Unescape(value.Escaped ?? ""));
            if (reference is null || (reference.BaseUrl.Length > 0 && reference.BaseUrl != baseUrl))
            {
                return null;
            }

            asked.Add(reference with { ResourceType = reference.ResourceType ?? path.TargetType });
        }

        // What the reference leads to is compared here: the expression's own condition would only hide a group.
        return (asked, path.Key == definition.ExpressionText || path.Key == path.Name ? definition : new SearchParameterDefinition(definition.Name, definition.Type, [], path.Key));
    }
}
