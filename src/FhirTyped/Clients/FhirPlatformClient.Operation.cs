using FhirTyped.R4;

namespace FhirTyped;

// Operations by name: https://hl7.org/fhir/R4/operations.html.
public abstract partial class FhirPlatformClient
{
    /// <summary>Calls an operation of the whole system: POST [base]/$[name].</summary>
    /// <param name="name">The operation's name, for example <c>reindex</c>; a leading <c>$</c> is taken too.</param>
    /// <param name="parameters">The parameters, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer: Parameters, or the one resource that the operation gives; null where there is none.</returns>
    /// <exception cref="ArgumentException">The name is not that of an operation.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not declare the operation; nothing was sent.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    public Task<Resource?> OperationAsync(string name, Parameters? parameters = null, CancellationToken cancellationToken = default) =>
        CallAsync(null, null, name, parameters, cancellationToken);

    /// <summary>Calls an operation of a resource type: POST [type]/$[name].</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="name">The operation's name, for example <c>meta</c>; a leading <c>$</c> is taken too.</param>
    /// <param name="parameters">The parameters, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer: Parameters, or the one resource that the operation gives; null where there is none.</returns>
    /// <exception cref="ArgumentException">The name is not that of an operation.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not declare the operation on this type; nothing was sent.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    public Task<Resource?> OperationAsync<T>(string name, Parameters? parameters = null, CancellationToken cancellationToken = default)
        where T : Resource, IFhirResource<T> => CallAsync(T.ResourceType, null, name, parameters, cancellationToken);

    /// <summary>Calls an operation of one resource: POST [type]/[id]/$[name].</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="id">The id of the resource.</param>
    /// <param name="name">The operation's name, for example <c>meta-add</c>; a leading <c>$</c> is taken too.</param>
    /// <param name="parameters">The parameters, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer: Parameters, or the one resource that the operation gives; null where there is none.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id, or the name is not that of an operation.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not declare the operation on this type; nothing was sent.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    public Task<Resource?> InstanceOperationAsync<T>(string id, string name, Parameters? parameters = null, CancellationToken cancellationToken = default)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        return CallAsync(T.ResourceType, id, name, parameters, cancellationToken);
    }

    private async Task<Resource?> CallAsync(string? resourceType, string? id, string name, Parameters? parameters, CancellationToken cancellationToken) =>
        (await _operations.SendAsync(resourceType, id, name, parameters, cancellationToken).ConfigureAwait(false)).Resource;
}
