namespace FhirTyped.Firely;

/// <summary>
/// A resource that was to be written does not conform to its profiles. Nothing was sent. The message names elements and what is wrong with them by code,
/// and no values; <see cref="Results"/> has all that the validator said, values included.
/// </summary>
public sealed class FhirProfileValidationException : FhirException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="request">The method and resource type, without anything of a patient.</param>
    /// <param name="results">The results; those that are valid count for nothing.</param>
    public FhirProfileValidationException(string request, IReadOnlyList<FhirProfileValidationResult> results)
        : base(Describe(request, results)) => Results = results;

    /// <summary>What the validator said: one result, or of a batch or transaction one for each resource that it would write. It may hold patient data.</summary>
    public IReadOnlyList<FhirProfileValidationResult> Results { get; }

    private static string Describe(string request, IReadOnlyList<FhirProfileValidationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return $"{request} was not sent, because the resource does not conform: "
            + string.Join(" ", results.Where(static result => !result.IsValid).Select(static result => result.Describe()));
    }
}
