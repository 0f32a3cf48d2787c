using FhirTyped.Capabilities;
using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

// Operations by name: https://hl7.org/fhir/R4/operations.html.
public abstract partial class FhirPlatformClient
{
    // The one operation whose answer is an OperationOutcome: errors in it are its result (https://hl7.org/fhir/R4/resource-operation-validate.html).
    private const string Validate = "validate";

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

    private async Task<Resource?> CallAsync(string? resourceType, string? id, string name, Parameters? parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var operation = name.StartsWith('$') ? name[1..] : name;
        FhirId.ThrowIfInvalid(operation, nameof(name));
        var path = (resourceType is null ? "" : resourceType + "/") + (id is null ? "" : id + "/") + "$" + operation;
        var request = DescribeOperation("POST", resourceType, operation);
        Guard(Platform.Judge.JudgeOperation(resourceType, operation), request);

        // Always by POST: whether an operation may go by GET is for its definition to say, which is not here.
        var answer = await Connection.SendAsync(
            new(HttpMethod.Post, Connection.AddressOf(path), request)
            {
                Body = FhirJson.ToUtf8Bytes(parameters ?? new Parameters()),
                AsksForOutcome = operation == Validate,
            },
            cancellationToken).ConfigureAwait(false);
        return answer.Resource;
    }

    private async Task<TResult> CallAsync<TResult>(string resourceType, string operation, Parameters parameters, CancellationToken cancellationToken)
        where TResult : Resource =>
        await CallAsync(resourceType, null, operation, parameters, cancellationToken).ConfigureAwait(false) switch
        {
            TResult result => result,
            var other => throw new FhirProtocolException(
                DescribeOperation("POST", resourceType, operation),
                other is null ? "the server answered without a resource." : "the server answered with another resource type than the operation gives.",
                HttpStatusCode.OK, other as OperationOutcome),
        };

    private void GuardOperation(string resourceType, string operation) =>
        Guard(Platform.Judge.JudgeOperation(resourceType, operation), DescribeOperation("GET", resourceType, operation));

    private static string DescribeOperation(string method, string? resourceType, string operation) =>
        method + " " + (resourceType is null ? "" : resourceType + " ") + "$" + operation;
}
