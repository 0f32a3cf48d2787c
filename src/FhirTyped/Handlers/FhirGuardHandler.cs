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
    private readonly FhirExchange _exchange;
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
        _exchange = new FhirExchange(platform, options, logger ?? NullLogger.Instance);
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
            return await SendAsync(request, "GET " + place.Search.ResourceType + " next page", run, cancellationToken).ConfigureAwait(false);
        }

        var asked = await GuardedRequest.ReadAsync(_exchange, request, cancellationToken).ConfigureAwait(false);
        _exchange.Guard(asked.Verdicts, asked.Description);
        return asked.Search is { } first
            ? await SendAsync(request, asked.Description + " search", new SearchRun(first), cancellationToken).ConfigureAwait(false)
            : CheckAddress(await base.SendAsync(request, cancellationToken).ConfigureAwait(false), address, asked.Description);
    }

    /// <summary>Sends a search, and reads its page before anybody else does.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string description, SearchRun run, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        var response = CheckAddress(await base.SendAsync(request, cancellationToken).ConfigureAwait(false), address, description);
        try
        {
            if (response.StatusCode == HttpStatusCode.OK && IsJson(response.Content))
            {
                await CheckAsync(response, new FhirRequest(request.Method, address, description), run, cancellationToken).ConfigureAwait(false);
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

        var resource = FhirJson.Read(bytes, FhirJsonOptions.Lenient with { MaxPayloadLength = _exchange.Options.MaximumResponseBytes }, cancellationToken);

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

    /// <summary>Throws where a handler below followed a redirect: the answer is then somebody else's.</summary>
    private static HttpResponseMessage CheckAddress(HttpResponseMessage response, Uri address, string description)
    {
        if (response.RequestMessage?.RequestUri is { } sent && sent != address)
        {
            var status = response.StatusCode;
            response.Dispose();
            throw new FhirProtocolException(
                description, "the HTTP client sent it elsewhere, after a redirect or by a handler. Use one that does not follow redirects.", status);
        }

        return response;
    }

    private static bool IsJson(HttpContent content) => content.Headers.NonValidated.TryGetValues("Content-Type", out var type)
        && type.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);
}
