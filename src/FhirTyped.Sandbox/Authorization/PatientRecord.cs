using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// What <c>patient/</c> scopes reach: the compartment of one patient (https://hl7.org/fhir/R4/compartmentdefinition-patient.html), and of the
/// types that are in no compartment what is nobody's, as practitioners and medications are.
/// </summary>
/// <param name="patientId">The patient.</param>
/// <param name="matcher">Reads references.</param>
/// <param name="baseUrl">The base address; it ends with a slash.</param>
internal sealed class PatientRecord(string patientId, SearchMatcher matcher, string baseUrl)
{
    /// <summary>Whether a resource is the patient's own, or in the compartment. What is written has to be.</summary>
    public bool Holds(Resource resource)
    {
        if (resource is Patient)
        {
            return resource.Id == patientId;
        }

        foreach (var parameter in PatientCompartment.ParametersOf(resource.TypeName))
        {
            foreach (var target in matcher.Targets(resource, parameter))
            {
                if (IsPatient(target))
                {
                    return true;
                }
            }
        }

        return resource is Binary { SecurityContext.Reference: { } context } && IsPatient(ReferenceTarget.Parse(context, baseUrl));
    }

    /// <summary>Which resources of a type can be read.</summary>
    /// <param name="resourceType">The type.</param>
    /// <param name="state">The whole store: what a resource outside of the compartment is about, its references say.</param>
    public Predicate<Resource> FilterOf(string resourceType, StoreState state)
    {
        if (resourceType == "Patient" || PatientCompartment.ParametersOf(resourceType).Count > 0)
        {
            return Holds;
        }

        if (resourceType == "Binary")
        {
            var ids = BinariesOf(state);
            return resource => ((Binary)resource).SecurityContext is { } context
                ? context.Reference is { } reference && Leads(ReferenceTarget.Parse(reference, baseUrl), state)
                : ids.Contains(resource.Id!);
        }

        // These hold resources, and whose they are nothing says.
        return resourceType is "Bundle" or "Parameters" ? static _ => false : resource => IsNobodysElse(resource, state);
    }

    /// <summary>Whether nothing in a resource leads to another patient, or to what is in another patient's record.</summary>
    private bool IsNobodysElse(Resource resource, StoreState state) =>
        matcher.AllTargets(resource).All(target => !IsPersonal(target.ResourceType) || Leads(target, state))
        && ResourceReferences.In(resource).All(static reference => reference.Reference is not null || !IsPersonal(reference.Type));

    private bool Leads(ReferenceTarget target, StoreState state) => IsPatient(target) || (state.Resolve(target) is { } found && Holds(found.Resource!));

    private bool IsPatient(ReferenceTarget target) => target is { IsLocal: true, ResourceType: "Patient" } && target.Id == patientId;

    private static bool IsPersonal(string? resourceType) => resourceType is "Patient" || (resourceType is not null && PatientCompartment.ParametersOf(resourceType).Count > 0);

    /// <summary>
    /// The binaries to which the record refers and no other record does: who may write could else refer to another patient's from his own.
    /// </summary>
    private HashSet<string> BinariesOf(StoreState state)
    {
        var (own, others) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (type, shelf) in state.Shelves)
        {
            if (!IsPersonal(type))
            {
                continue;
            }

            foreach (var version in shelf.Unordered)
            {
                (Holds(version.Resource!) ? own : others).UnionWith(BinariesIn(version.Resource!));
            }
        }

        own.ExceptWith(others);
        return own;
    }

    private IEnumerable<string> BinariesIn(Base element)
    {
        var text = element switch
        {
            Attachment attachment => attachment.Url,
            ResourceReference reference => reference.Reference,
            _ => null,
        };
        if (text is not null && ReferenceTarget.Parse(text, baseUrl) is { IsLocal: true, ResourceType: "Binary", Id: { } id })
        {
            yield return id;
        }

        foreach (var child in element.GetElements())
        {
            if (child.Value is not PrimitiveElement)
            {
                foreach (var inner in BinariesIn(child.Value))
                {
                    yield return inner;
                }
            }
        }
    }
}
