using System.Net;
using FhirTyped.R4;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FhirTyped;

/// <summary>
/// Guards any <see cref="HttpClient"/> that asks a FHIR server, whoever wrote its requests: what the platform does not support is not sent, and a search
/// whose answer is about something else than was asked for throws instead of being handed out. <c>services.AddHttpClient("mine").AddFhirGuard&lt;Epic&gt;()</c>
/// adds it; put it nearest to the caller, so that what others add is below it.
/// </summary>
/// <remarks>
/// <para>
/// Requests are judged as those of <see cref="IFhirPlatformClient.SendAsync"/> are. Links to further pages are known from the answers that held them, and are
/// sent as they are; any other address that is not below the base address is refused. The bodies of searches are read and checked as those of a
/// <see cref="FhirSearch{T}"/>: the <c>self</c> link, the matches, the total, every page (FHIR JSON only; what is asked for in another format is handed on
/// unchecked). Other answers pass untouched. Bodies that are not searches are not read, so they may be streams.
/// </para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class FhirGuardHandler : DelegatingHandler
{
    private readonly ServerExchange _exchange;
    private readonly KnownPages _pages;

    /// <summary>Makes a handler that knows only the pages of its own answers.</summary>
    /// <param name="platform">The platform, for example <c>Epic.Descriptor</c>.</param>
    /// <param name="options">
    /// The options of the server: its base address, what is refused and what is checked. Tokens, timeouts and headers are those of the HTTP client, and are not taken from here.
    /// </param>
    /// <param name="logger">Receives what happens, without patient data.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, or an option is out of its range.</exception>
    public FhirGuardHandler(PlatformDescriptor platform, FhirPlatformOptions options, ILogger? logger = null)
        : this(platform, options, logger, new KnownPages())
    {
    }

    internal FhirGuardHandler(PlatformDescriptor platform, FhirPlatformOptions options, ILogger? logger, KnownPages pages)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(options);
        _exchange = new ServerExchange(platform, options, logger ?? NullLogger.Instance);
        _pages = pages;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        if (request.Method == HttpMethod.Get && _pages.Find(address) is { } place)
        {
            // It throws where there were too many pages.
            var run = new SearchRun(place);
            _ = run.Next();
            return await SendAsync(request, new(request.Method, address, "GET " + place.Search.ResourceType + " next page"), run, cancellationToken).ConfigureAwait(false);
        }

        var asked = await GuardedRequest.ReadAsync(_exchange, request, cancellationToken).ConfigureAwait(false);
        _exchange.Guard(asked.Verdicts, asked.Description);
        return asked.Search is { } search
            ? await SendAsync(request, new(request.Method, address, asked.Description + " search"), new SearchRun(search), cancellationToken).ConfigureAwait(false)
            : await SendAsync(request, new(request.Method, address, asked.Description), run: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request. The page of a search is read before anybody else does.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, FhirRequest request, SearchRun? run, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(message, cancellationToken).ConfigureAwait(false);
        try
        {
            ServerExchange.ThrowIfRedirected(request, message, response);
            if (run is not null && response.StatusCode == HttpStatusCode.OK && FhirMediaTypes.IsJson(response.Content))
            {
                await CheckAsync(response, request, run, cancellationToken).ConfigureAwait(false);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task CheckAsync(HttpResponseMessage response, FhirRequest request, SearchRun run, CancellationToken cancellationToken)
    {
        byte[] bytes;
        using (var body = await ResponseBody.ReadAsync(request, response, _exchange.Options.MaximumResponseBytes, cancellationToken).ConfigureAwait(false))
        {
            bytes = body.Bytes.ToArray();
        }

        var resource = FhirJson.Read(bytes, _exchange.Reading, cancellationToken);

        // A page looks at its matches when it is made.
        var page = new FhirSearch<Resource>(run.Search).NewPage(run, run.Read(request, new FhirAnswer(response.StatusCode, resource, null, null)));
        if (page.Place is { } next)
        {
            _pages.Add(next);
        }

        var content = new ByteArrayContent(bytes);
        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content.Dispose();
        response.Content = content;
    }
}
