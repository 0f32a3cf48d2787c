using FhirTyped.R4;

namespace FhirTyped.Firely;

/// <summary>What became of the validation of a resource.</summary>
public sealed class FhirProfileValidationResult
{
    private const int MostDescribed = 10;

    private readonly Lazy<OperationOutcome> _outcome;

    internal FhirProfileValidationResult(string resourceType, Hl7.Fhir.Model.OperationOutcome outcome)
    {
        ResourceType = resourceType;
        FirelyOutcome = outcome;
        _outcome = new(() => ValidationOutcomes.ToFhirTyped(outcome));
    }

    /// <summary>The resource type; empty where nothing says which. R4 may not know it.</summary>
    public string ResourceType { get; }

    /// <summary>Whether nothing is an error. Warnings may be there.</summary>
    public bool IsValid => FirelyOutcome.Success;

    /// <summary>
    /// All that was found, as an OperationOutcome of FhirTyped (https://hl7.org/fhir/R4/operationoutcome.html). Its texts hold values of the resource: they are patient data.
    /// </summary>
    public OperationOutcome Outcome => _outcome.Value;

    /// <summary>The same, as the Firely SDK's own OperationOutcome.</summary>
    public Hl7.Fhir.Model.OperationOutcome FirelyOutcome { get; }

    /// <summary>Where the resource stands in what was sent or read, for example <c>Bundle.entry[2].resource</c>; empty where it is the whole.</summary>
    public string Place { get; private init; } = "";

    /// <summary>
    /// The errors without any value of the resource, fit for logs: where each is, its kind, and the constraint's key or the SDK's number. At most ten; the rest is counted.
    /// </summary>
    public string Describe()
    {
        var errors = FirelyOutcome.Issue.Where(static issue => issue.Severity is Hl7.Fhir.Model.OperationOutcome.IssueSeverity.Error or Hl7.Fhir.Model.OperationOutcome.IssueSeverity.Fatal)
            .Select(issue => IssueDescription.Of(issue, Place)).Distinct(StringComparer.Ordinal).ToList();
        return string.Join("; ", errors.Take(MostDescribed)) + (errors.Count > MostDescribed ? $"; and {errors.Count - MostDescribed} more." : ".");
    }

    /// <summary>Each issue: how bad it is, its description without values, and its text, which may repeat them.</summary>
    internal IEnumerable<(string Severity, string Description, string Text)> DescribeEach() =>
        FirelyOutcome.Issue.Select(issue => (issue.Severity?.ToString() ?? "", IssueDescription.Of(issue, Place), issue.Details?.Text ?? ""));

    /// <summary>The same result of a resource that stands somewhere in a whole.</summary>
    internal FhirProfileValidationResult At(string place) => new(ResourceType, FirelyOutcome) { Place = place };

    /// <summary>The number of errors: the rest may be about a patient.</summary>
    public override string ToString() => $"{FirelyOutcome.Errors + FirelyOutcome.Fatals} errors";
}
