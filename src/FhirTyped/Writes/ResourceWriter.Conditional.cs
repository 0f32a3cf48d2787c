using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <content>Writes by criteria (https://hl7.org/fhir/R4/http.html#cond-update). The criteria are a query, percent-encoded as it is sent.</content>
internal sealed partial class ResourceWriter
{
    /// <summary>See <see cref="IConditionalCreateEndpoint{T, TQuery}.CreateIfNoneExistAsync"/>.</summary>
    public async Task<FhirWriteResult<T>> CreateIfNoneExistAsync<T>(string resourceType, T resource, string query, CancellationToken cancellationToken)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(resource);
        var request = "POST " + resourceType + " if none exist";
        exchange.GuardConditional(resourceType, ConditionalSupport.Create, query, request);
        var answer = await exchange.SendAsync(
            WriteRequest.WithBody(resource, new(HttpMethod.Post, exchange.AddressOf(resourceType), request)
            {
                IfNoneExist = query,
                Kind = FhirRequestKind.Conditional,
                ResourceType = resourceType,
                Interaction = FhirInteraction.Create,
            }),
            cancellationToken).ConfigureAwait(false);

        // What was sent is not what is there where the server found another one.
        return WriteAnswer.Read(request, answer, resourceType, id: null, answer.StatusCode == HttpStatusCode.Created ? resource : null);
    }

    /// <summary>See <see cref="IConditionalUpdateEndpoint{T, TQuery}.ConditionalUpdateAsync"/>.</summary>
    public async Task<FhirWriteResult<T>> ConditionalUpdateAsync<T>(string resourceType, T resource, string query, CancellationToken cancellationToken)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(resource);
        var request = "PUT " + resourceType + " by criteria";
        exchange.GuardConditional(resourceType, ConditionalSupport.Update, query, request);
        exchange.GuardContent(resource, request);
        var answer = await exchange.SendAsync(
            WriteRequest.WithBody(resource, new(HttpMethod.Put, exchange.AddressOf(resourceType + "?" + query), request)
            {
                Kind = FhirRequestKind.Conditional,
                ResourceType = resourceType,
                Interaction = FhirInteraction.Update,
            }),
            cancellationToken).ConfigureAwait(false);
        return WriteAnswer.Read(request, answer, resourceType, resource.Id, resource);
    }

    /// <summary>See <see cref="IConditionalDeleteEndpoint{T, TQuery}.ConditionalDeleteAsync"/>; which of the two it is, <paramref name="support"/> says.</summary>
    public async Task DeleteByCriteriaAsync(string resourceType, string query, ConditionalSupport support, CancellationToken cancellationToken)
    {
        var request = "DELETE " + resourceType + " by criteria";
        exchange.GuardConditional(resourceType, support, query, request);
        var address = exchange.AddressOf(resourceType + "?" + query);
        try
        {
            await SendDeleteAsync(new(HttpMethod.Delete, address, request) { Kind = FhirRequestKind.Conditional, ResourceType = resourceType }, cancellationToken).ConfigureAwait(false);
        }
        catch (FhirNotFoundException error) when (error.IsAboutResource)
        {
            // FHIR lets servers answer 404 where nothing matched: what was to be deleted is not there.
        }
    }
}
