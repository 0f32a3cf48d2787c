using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped.Gateway;

/// <summary>
/// What a caller may see who is bound to one patient: what is in that patient's compartment (https://hl7.org/fhir/R4/compartmentdefinition-patient.html), and what is nobody's,
/// as practitioners and medications are.
/// </summary>
/// <param name="patientId">The patient.</param>
/// <param name="baseUrl">The server's base address; it ends with a slash.</param>
internal sealed class PatientBinding(string patientId, string baseUrl)
{
    // Made for who has resources to look at: most requests are decided by what they ask. What is read of a resource is not kept: each is seen once.
    private SearchMatcher? _matcher;

    private SearchMatcher Matcher => _matcher ??= new(baseUrl, keepsValues: false);

    /// <summary>Whether resources of a type are somebody's.</summary>
    public static bool IsPersonal(string resourceType) => resourceType is "Patient" || PatientCompartment.ParametersOf(resourceType).Count > 0;

    /// <summary>Whether a search asks for the patient's own alone, so that whatever it finds is in the compartment.</summary>
    public bool Confines(SearchQuery query)
    {
        var parameters = PatientCompartment.ParametersOf(query.ResourceType);
        foreach (var criterion in query.Criteria)
        {
            if (criterion.Chain.Length > 0 || criterion.Values.Count == 0)
            {
                continue;
            }

            if (query.ResourceType == "Patient")
            {
                if (criterion is { Name: "_id", Modifier: "" } && criterion.Values.All(value => value.Escaped == patientId))
                {
                    return true;
                }
            }
            else if ((parameters.Contains(criterion.Name) || criterion.Name == "patient") && criterion.Values.All(value => IsPatient(criterion, value.Escaped)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a resource is the patient's own, or in the compartment. What is written has to be.</summary>
    public bool Holds(Resource resource)
    {
        if (resource is Patient)
        {
            return resource.Id == patientId;
        }

        return PatientCompartment.ParametersOf(resource.TypeName).Any(parameter => Matcher.Targets(resource, parameter).Any(IsPatient))
            || (resource is Binary { SecurityContext.Reference: { } context } && IsPatient(ReferenceTarget.Parse(context, baseUrl)));
    }

    /// <summary>Whether a resource of an answer may be seen. Those that hold others are looked into.</summary>
    public bool MaySee(Resource resource) => resource switch
    {
        Bundle bundle => bundle.Entry.All(entry => entry.Resource is null || MaySee(entry.Resource)),
        Parameters parameters => parameters.Parameter.All(MaySee),
        OperationOutcome => true,
        Binary => Holds(resource),
        _ when IsPersonal(resource.TypeName) => Holds(resource),

        // A list or a schedule of nobody's that points at another patient says something of that one.
        _ => Matcher.AllTargets(resource).All(target => target.ResourceType is null || !IsPersonal(target.ResourceType) || IsPatient(target)),
    };

    private bool MaySee(ParametersParameter parameter) =>
        (parameter.Resource is null || MaySee(parameter.Resource)) && parameter.Part.All(MaySee);

    // 'patient=1' is Patient/1; 'subject=1' may be anything's.
    private bool IsPatient(SearchCriterion criterion, string? value) => value is not null && criterion.Modifier switch
    {
        "" => (criterion.Name == "patient" && value == patientId) || value == "Patient/" + patientId || value == baseUrl + "Patient/" + patientId,
        "Patient" => value == patientId,
        _ => false,
    };

    private bool IsPatient(ReferenceTarget target) => target is { IsLocal: true, ResourceType: "Patient" } && target.Id == patientId;
}
