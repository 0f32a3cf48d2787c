using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>What is counted, and how.</summary>
public sealed class FhirServerSummaryOptions
{
    /// <summary>
    /// The id of the one patient whose resources are counted: of each type those to which a search parameter of the patient's compartment leads
    /// (https://hl7.org/fhir/R4/compartmentdefinition-patient.html). Platforms that take no search without a patient need it.
    /// </summary>
    /// <value>By default null: everybody's.</value>
    public string? PatientId { get; set; }

    /// <summary>The resource types that are counted. A type that the platform does not declare searchable is listed with the judge's reason.</summary>
    /// <value>By default null: those that the platform declares searchable.</value>
    public IReadOnlyCollection<string>? ResourceTypes { get; set; }

    /// <summary>How many requests are under way at one time; 1 or more. The client's own limits hold beside it.</summary>
    /// <value>By default 4.</value>
    public int MaximumParallelism { get; set; } = 4;

    /// <summary>Is told how many types are done, of how many; it may be called from several threads, one after the other.</summary>
    /// <value>By default null.</value>
    public IProgress<FhirProgress>? Progress { get; set; }

    internal void ThrowIfWrong(string parameterName)
    {
        if (MaximumParallelism < 1)
        {
            throw new ArgumentException($"{nameof(MaximumParallelism)} must be 1 or more.", parameterName);
        }

        // An id that came out empty is not everybody.
        if (PatientId is not null && !FhirId.IsValid(PatientId))
        {
            throw new ArgumentException($"{nameof(PatientId)} has not the form of an id.", parameterName);
        }

        if (ResourceTypes is { Count: 0 })
        {
            throw new ArgumentException($"{nameof(ResourceTypes)} is empty: null means all that are searchable.", parameterName);
        }

        foreach (var type in ResourceTypes ?? [])
        {
            if (type is null || !R4Definitions.IsResourceType(type))
            {
                throw new ArgumentException($"{nameof(ResourceTypes)} names what is not a resource type of FHIR R4.", parameterName);
            }
        }
    }
}
