using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Receipts;

/// <summary>Makes of criteria what can be held against matches.</summary>
internal sealed class MatchCheckReader(string resourceType, string baseUrl, CapabilityJudge? judge = null)
{
    private SearchMatcher? _matcher;

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

        return criterion.Name is "patient" or "subject" || PatientCompartment.ParametersOf(resourceType).Contains(criterion.Name)
            ? ReferencesOf(criterion, isOfPatient: true)
            : null;
    }

    /// <summary>The check of any other criterion; null where it needs more than the resource.</summary>
    public MatchCheck? FindOther(SearchCriterion criterion)
    {
        _matcher ??= new(baseUrl, keepsValues: false);
        if (criterion.Chain.Length > 0 || SearchParameterDefinitions.Find(resourceType, criterion.Name) is not { } definition
            || _matcher.FindProblem(resourceType, criterion) is not null)
        {
            return null;
        }

        if (definition.Type == SearchParameterType.Reference && (criterion.Modifier.Length == 0 || R4Definitions.IsResourceType(criterion.Modifier)))
        {
            return ReferencesOf(criterion, isOfPatient: false);
        }

        return new ContentCheck(_matcher.CompileTest(resourceType, criterion)) { Name = criterion.FullName };
    }

    private ReferenceCheck? ReferencesOf(SearchCriterion criterion, bool isOfPatient)
    {
        if (ReferenceParameter.Find(resourceType, criterion, judge) is not { } parameter)
        {
            return null;
        }

        var asked = new ReferenceParts[criterion.Values.Count];
        for (var i = 0; i < asked.Length; i++)
        {
            var reference = ReferenceParts.Parse(SearchEscaping.Unescape(criterion.Values[i].Escaped ?? ""));
            if (reference is null || (reference.BaseUrl.Length > 0 && reference.BaseUrl != baseUrl))
            {
                return null;
            }

            asked[i] = reference.ResourceType is null ? reference with { ResourceType = parameter.TargetType } : reference;
            if (isOfPatient && asked[i].ResourceType != "Patient")
            {
                return null;
            }
        }

        return new ReferenceCheck(asked, parameter, baseUrl) { Name = criterion.FullName, IsOfPatient = isOfPatient };
    }
}
