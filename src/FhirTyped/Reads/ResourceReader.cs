using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>read, vread and the conditional read (https://hl7.org/fhir/R4/http.html#read), whatever the resource type.</summary>
/// <remarks>Thread-safe. The resource type is one of the program's own, or was looked at with <see cref="FhirId.ThrowIfNoType"/>.</remarks>
internal sealed class ResourceReader(ServerExchange exchange)
{
    /// <summary>See <see cref="IReadEndpoint{T}.ReadAsync"/>.</summary>
    public Task<Resource> ReadAsync(string resourceType, string id, CancellationToken cancellationToken) => ReadAsync<Resource>(resourceType, id, cancellationToken);

    /// <summary>See <see cref="IReadEndpoint{T}.ReadAsync"/>.</summary>
    public async Task<T> ReadAsync<T>(string resourceType, string id, CancellationToken cancellationToken)
        where T : Resource
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "GET " + resourceType;
        exchange.Guard(exchange.Judge.JudgeInteraction(resourceType, FhirInteraction.Read), request);
        var answer = await exchange.SendAsync(
            new(HttpMethod.Get, exchange.AddressOf(resourceType, id), request) { ResourceType = resourceType, Interaction = FhirInteraction.Read },
            cancellationToken).ConfigureAwait(false);
        return (T)ReadAnswer.Expect(request, answer, resourceType, id);
    }

    /// <summary>See <see cref="IReadEndpoint{T}.TryReadAsync"/>.</summary>
    public async Task<Resource?> TryReadAsync(string resourceType, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(resourceType, id, cancellationToken).ConfigureAwait(false);
        }
        catch (FhirNotFoundException error) when (error.IsAboutResource)
        {
            return null;
        }
    }

    /// <summary>See <see cref="IVersionReadEndpoint{T}.VReadAsync"/>.</summary>
    public async Task<Resource> VReadAsync(string resourceType, string id, string versionId, CancellationToken cancellationToken)
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        FhirId.ThrowIfInvalid(versionId, nameof(versionId));
        var request = "GET " + resourceType + " version";
        exchange.Guard(exchange.Judge.JudgeInteraction(resourceType, FhirInteraction.VRead), request);
        var address = exchange.AddressOf(resourceType + "/" + id + "/_history/" + versionId);
        var answer = await exchange.SendAsync(
            new(HttpMethod.Get, address, request) { ResourceType = resourceType, Interaction = FhirInteraction.VRead }, cancellationToken).ConfigureAwait(false);
        var resource = ReadAnswer.Expect(request, answer, resourceType, id);
        return EntityTags.VersionOf(resource.Meta?.VersionId) == versionId
            ? resource
            : throw new FhirProtocolException(request, "the server answered with another version than the one that was asked for.", answer.StatusCode);
    }

    /// <summary>See <see cref="IReadIfNoneMatchEndpoint{T}.ReadIfNoneMatchAsync"/>.</summary>
    public Task<Resource?> ReadIfNoneMatchAsync(string resourceType, string id, string versionId, CancellationToken cancellationToken)
    {
        var version = EntityTags.RequireVersion(versionId, nameof(versionId), nameof(versionId))
            ?? throw new ArgumentException("The version is missing.", nameof(versionId));
        return ReadIfChangedAsync(resourceType, id, ConditionalSupport.ReadNotMatch, request => request with { IfNoneMatch = version }, cancellationToken);
    }

    /// <summary>See <see cref="IReadIfModifiedSinceEndpoint{T}.ReadIfModifiedSinceAsync"/>.</summary>
    public Task<Resource?> ReadIfModifiedSinceAsync(string resourceType, string id, DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadIfChangedAsync(resourceType, id, ConditionalSupport.ReadModifiedSince, request => request with { IfModifiedSince = since }, cancellationToken);

    private async Task<Resource?> ReadIfChangedAsync(
        string resourceType, string id, ConditionalSupport support, Func<FhirRequest, FhirRequest> condition, CancellationToken cancellationToken)
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "GET " + resourceType + " if changed";
        exchange.Guard(exchange.Judge.JudgeConditional(resourceType, support), request);
        var answer = await exchange.SendAsync(
            condition(new(HttpMethod.Get, exchange.AddressOf(resourceType, id), request) { ResourceType = resourceType, Interaction = FhirInteraction.Read }),
            cancellationToken).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.NotModified ? null : ReadAnswer.Expect(request, answer, resourceType, id);
    }
}
