using FirelyResource = Hl7.Fhir.Model.Resource;
using Resource = FhirTyped.R4.Resource;

namespace FhirTyped.Firely;

/// <summary>
/// Holds resources against the definitions of R4, the profiles that they claim in <c>meta.profile</c>, and those that are asked for
/// (https://hl7.org/fhir/R4/profiling.html).
/// </summary>
/// <remarks>
/// Thread-safe. The first result costs some seconds of processor time, since definitions are read and prepared; see <see cref="WarmUpAsync"/>. Then it is some
/// milliseconds for a resource: nothing for every request of a busy server.
/// </remarks>
public interface IFhirProfileValidator
{
    /// <summary>Reads the packages and prepares what is needed for the first results, for all validators that may work at once.</summary>
    /// <param name="examples">Resources like those to come: what they need is prepared. Without them a patient is.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FhirProfileException">A package is none or has no profiles, or a profile of the options is not known.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task WarmUpAsync(IEnumerable<Resource>? examples = null, CancellationToken cancellationToken = default);

    /// <summary>Validates a resource.</summary>
    /// <param name="resource">The resource. It must not be changed meanwhile.</param>
    /// <param name="profile">A profile beside those that the resource claims and those of the options: its canonical address, with or without version; or null.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="FhirProfileException">A package is none or has no profiles, or the profile that was asked for is not known.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<FhirProfileValidationResult> ValidateAsync(Resource resource, string? profile = null, CancellationToken cancellationToken = default);

    /// <summary>Validates a resource of the Firely SDK.</summary>
    /// <param name="resource">The resource. It must not be changed meanwhile.</param>
    /// <param name="profile">A profile beside those that the resource claims and those of the options: its canonical address, with or without version; or null.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="FhirProfileException">A package is none or has no profiles, or the profile that was asked for is not known.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<FhirProfileValidationResult> ValidateAsync(FirelyResource resource, string? profile = null, CancellationToken cancellationToken = default);

    /// <summary>Validates FHIR JSON as it stands. What is no FHIR JSON is a result that is not valid, and no exception.</summary>
    /// <param name="json">The JSON in UTF-8. It must not be changed meanwhile.</param>
    /// <param name="profile">A profile beside those that the resource claims and those of the options: its canonical address, with or without version; or null.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="FhirProfileException">A package is none or has no profiles, or the profile that was asked for is not known.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<FhirProfileValidationResult> ValidateJsonAsync(ReadOnlyMemory<byte> json, string? profile = null, CancellationToken cancellationToken = default);
}
