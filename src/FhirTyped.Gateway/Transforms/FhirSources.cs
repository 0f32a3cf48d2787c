using System.Globalization;
using System.Net;
using FhirTyped.R4;
using FhirTyped.Raw;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>
/// The servers behind the gateway, for the handler of one request: each call is its caller's, by his connection and within what he may do, is judged, counted and written down as if he
/// had made it himself.
/// </summary>
/// <remarks>Thread-safe. It ends with its request.</remarks>
public sealed class FhirSources
{
    private const int MostPages = 1_000;

    private readonly GatewayPipeline _pipeline;
    private readonly PageHandles _pages;
    private readonly GatewayPlatforms _platforms;
    private readonly HttpContext _context;
    private readonly GatewayCaller _caller;
    private int _calls;

    internal FhirSources(GatewayPipeline pipeline, PageHandles pages, GatewayPlatforms platforms, HttpContext context, GatewayCaller caller, string? current)
    {
        (_pipeline, _pages, _platforms, _context, _caller) = (pipeline, pages, platforms, context, caller);
        Current = current;
    }

    /// <summary>The names of all sources.</summary>
    public IReadOnlyList<string> Names => [.. _platforms.All.Select(static platform => platform.Id)];

    /// <summary>The source that the request is about; null where it is about several.</summary>
    public string? Current { get; }

    /// <summary>Reads a resource.</summary>
    /// <typeparam name="TResource">The resource type.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="source">The source; null for <see cref="Current"/>.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The resource.</returns>
    /// <exception cref="FhirSourceException">The source or the gateway refused it.</exception>
    /// <exception cref="FhirFormatException">The answer is no such resource.</exception>
    public async Task<TResource> ReadAsync<TResource>(string id, string? source = null, CancellationToken cancellationToken = default)
        where TResource : Resource, IFhirResource<TResource>
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var name = NameOf(source);
        var call = new FhirCall(HttpMethod.Get, TResource.ResourceType + "/" + Uri.EscapeDataString(id));
        return await SendAsync(name, NewRequest(name) with { Call = call }, static (body, _, token) => Read<TResource>(body, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Searches, over all pages.</summary>
    /// <typeparam name="TResource">The resource type.</typeparam>
    /// <param name="criteria">What follows the question mark, percent-encoded: <c>patient=1&amp;category=laboratory</c>.</param>
    /// <param name="source">The source; null for <see cref="Current"/>.</param>
    /// <param name="maximum">How many matches there may be; at least 1. Where there are more, it fails: a part is never given for the whole.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The matches, without what was included with them.</returns>
    /// <exception cref="FhirSourceException">The source or the gateway refused it, or there are more.</exception>
    /// <exception cref="FhirFormatException">The answer is no Bundle.</exception>
    public async Task<IReadOnlyList<TResource>> SearchAsync<TResource>(string criteria, string? source = null, int maximum = 1_000, CancellationToken cancellationToken = default)
        where TResource : Resource, IFhirResource<TResource>
    {
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        var name = NameOf(source);
        var found = new List<TResource>();
        var request = NewRequest(name) with { Call = new FhirCall(HttpMethod.Get, TResource.ResourceType + (criteria.Length > 0 ? "?" + criteria : "")) };
        for (var page = 1; ; page++)
        {
            var (bundle, next) = await SendAsync(name, request, ReadPageAsync, cancellationToken).ConfigureAwait(false);
            foreach (var entry in bundle.Entry)
            {
                if (entry is { Resource: TResource resource } && entry.Search?.Mode?.Value is null or SearchEntryMode.Match)
                {
                    found.Add(resource);
                }
            }

            if (found.Count > maximum || page == MostPages)
            {
                throw new FhirSourceException(
                    name, HttpStatusCode.BadGateway, null, string.Create(CultureInfo.InvariantCulture, $"The search at '{name}' has more than {maximum} matches, or too many pages: narrow it."), null);
            }

            if (next is null)
            {
                return found;
            }

            request = NewRequest(name) with { PageHandle = next };
        }
    }

    internal static OperationOutcome OutcomeOf(GatewayProblem problem) => (OperationOutcome)FhirJson.Read(OutcomeWriter.ToJson(problem));

    private static async ValueTask<TResource> Read<TResource>(Stream body, CancellationToken cancellationToken)
        where TResource : Resource, IFhirResource<TResource> =>
        await FhirJson.ReadAsync<TResource>(body, FhirJsonOptions.Lenient, cancellationToken).ConfigureAwait(false);

    private async ValueTask<(Bundle Bundle, string? Next)> ReadPageAsync(Stream body, GatewayAnswer answer, CancellationToken cancellationToken)
    {
        var bundle = await FhirJson.ReadAsync<Bundle>(body, FhirJsonOptions.Lenient, cancellationToken).ConfigureAwait(false);
        var next = answer.Raw.Links.FirstOrDefault(static link => link.Relation == "next");
        return (bundle, next is null ? null : await _pages.SealAsync(_caller, answer.Platform, next.Url, answer.Address, answer.ResourceType, cancellationToken).ConfigureAwait(false));
    }

    private string NameOf(string? source) => source ?? Current ?? throw new ArgumentException("The request is about several sources: name one.", nameof(source));

    private GatewayRequest NewRequest(string source) =>
        new(_context.TraceIdentifier + ":" + Interlocked.Increment(ref _calls).ToString(CultureInfo.InvariantCulture), _caller, source, null) { Address = _context.Connection.RemoteIpAddress };

    private async Task<T> SendAsync<T>(string source, GatewayRequest request, Func<Stream, GatewayAnswer, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var answer = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = answer.OpenBody();
            if ((int)answer.Raw.StatusCode is >= 200 and < 300)
            {
                return await read(body, answer, cancellationToken).ConfigureAwait(false);
            }

            throw new FhirSourceException(source, answer.Raw.StatusCode, await ReadOutcomeAsync(body, cancellationToken).ConfigureAwait(false), $"The source '{source}' answered {(int)answer.Raw.StatusCode}.", null);
        }
        catch (GatewayProblem problem)
        {
            throw new FhirSourceException(source, problem.Status, OutcomeOf(problem), problem.Message, problem);
        }
    }

    private static async ValueTask<OperationOutcome?> ReadOutcomeAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await FhirJson.ReadAsync<OperationOutcome>(body, FhirJsonOptions.Lenient, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is FhirFormatException or FhirException)
        {
            return null;
        }
    }
}
