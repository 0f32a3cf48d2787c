using System.Net;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>The requests of an export, each through the exchange: credential, resilience, telemetry. Their descriptions hold neither ids nor addresses.</summary>
internal sealed class BulkRequests(ServerExchange exchange, BulkExportOptions options)
{
    private const string RespondAsync = "respond-async";
    private const string Ndjson = "application/fhir+ndjson, application/ndjson;q=0.9, */*;q=0.5";
    private const int LongestProgress = 100;
    private const int MostRedirects = 5;

    private readonly BulkAddresses _addresses = new(exchange, options);

    /// <summary>The server's base address, against which a relative link of a manifest is resolved.</summary>
    public Uri BaseUrl => exchange.BaseUrl;

    /// <summary>Begins an export, and gives its status address. It is sent again only where the server said that it did not take it: each that it takes is an export.</summary>
    public async Task<Uri> KickOffAsync(KickOff kickOff, CancellationToken cancellationToken)
    {
        var request = new FhirRequest(HttpMethod.Parse(kickOff.Method), exchange.AddressOf(kickOff.Url), kickOff.Method + " $export")
        {
            Body = kickOff.Body is { } body ? Encoding.UTF8.GetBytes(body) : null,
            Prefer = RespondAsync,
            Operation = "export",
            KnownRepetition = FhirRepetition.WhereRefused,
        };
        var location = await exchange.ExchangeAsync(request, ReadLocationAsync, holdsResponse: false, cancellationToken).ConfigureAwait(false);
        var address = BulkAddresses.Resolve(location, request.Address, "a status address");
        _ = _addresses.AuthorityFor(address, needsToken: true, "the export's status");
        return address;
    }

    /// <summary>Asks how far an export is.</summary>
    public async Task<StatusAnswer> AskAsync(Uri status, CancellationToken cancellationToken)
    {
        var request = new FhirRequest(HttpMethod.Get, status, "GET $export status")
        {
            Accept = "application/json",
            Operation = "export",
            Authority = _addresses.AuthorityFor(status, needsToken: true, "the export's status"),
        };
        return await exchange.ExchangeAsync(request, ReadStatusAsync, holdsResponse: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells the server that nobody wants the export any more. That it has none of it is as good.</summary>
    public async Task DeleteAsync(Uri status, CancellationToken cancellationToken)
    {
        var request = new FhirRequest(HttpMethod.Delete, status, "DELETE $export status")
        {
            Operation = "export",
            Authority = _addresses.AuthorityFor(status, needsToken: true, "the export's status"),
        };
        try
        {
            await exchange.ExchangeAsync(request, ReadNothingAsync, holdsResponse: false, cancellationToken).ConfigureAwait(false);
        }
        catch (FhirNotFoundException)
        {
            // It has ended, or was forgotten: there is nothing more to end.
        }
    }

    /// <summary>Asks for a file, from a byte on where a part of it is there already.</summary>
    /// <param name="address">The file's address.</param>
    /// <param name="needsToken">Whether the manifest says so.</param>
    /// <param name="firstByte">How many bytes are there.</param>
    /// <param name="tag">The entity tag of those.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<FileAnswer> GetFileAsync(Uri address, bool needsToken, long firstByte, string? tag, CancellationToken cancellationToken)
    {
        var authority = _addresses.AuthorityFor(address, needsToken, "a file");
        for (var redirects = 0; ; redirects++)
        {
            var request = new FhirRequest(HttpMethod.Get, address, "GET $export file")
            {
                Accept = Ndjson,
                Operation = "export",
                FirstByte = firstByte,
                IfRange = tag,
                Authority = authority,
            };
            var answer = await exchange.ExchangeAsync(request, ReadFileAsync, holdsResponse: true, cancellationToken).ConfigureAwait(false);
            if ((int)answer.Status is < 300 or >= 400)
            {
                return answer;
            }

            // Oracle Health's files are redirects to addresses that permit by themselves: the token must not go with them.
            await using (answer.ConfigureAwait(false))
            {
                var next = BulkAddresses.Resolve(answer.Location, address, "a redirect of a file");
                _ = _addresses.AuthorityFor(next, needsToken: false, "a redirected file");
                authority = FhirBaseUrl.IsSameOrigin(next, address) ? authority : FhirRequestAuthority.None;
                address = next;
            }

            if (redirects == MostRedirects)
            {
                throw new BulkExportException("A file leads from one address to the next without end.");
            }
        }
    }

    private static async ValueTask<string?> ReadLocationAsync(ServerExchange exchange, FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        await RefuseUnlessAsync(exchange, request, response, deadline, HttpStatusCode.Accepted, "an export that began").ConfigureAwait(false);
        return response.Content.Headers.NonValidated.TryGetValues("Content-Location", out var location) ? location.ToString()
            : throw new FhirProtocolException(request.Description, "the server began an export, and did not say where to ask for it (Content-Location).", response.StatusCode);
    }

    private static async ValueTask<StatusAnswer> ReadStatusAsync(ServerExchange exchange, FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        var wait = FhirErrors.RetryAfterOf(response, exchange.Options.TimeProvider.GetUtcNow());
        if (response.StatusCode == HttpStatusCode.Accepted)
        {
            return new(null, ProgressOf(response), wait);
        }

        await RefuseUnlessAsync(exchange, request, response, deadline, HttpStatusCode.OK, "the state of an export").ConfigureAwait(false);
        using var body = await ResponseBody.ReadAsync(request, response, exchange.Options.MaximumResponseBytes, deadline.Token).ConfigureAwait(false);

        // Some servers answer 200 with an outcome where they mean a refusal.
        return FhirMediaTypes.IsJson(response.Content) && body.Bytes.IndexOf("\"OperationOutcome\""u8) is >= 0 and < 256
            && FhirJson.TryRead<Resource>(body.Bytes, out var resource, out _, exchange.Reading, deadline.Token) && resource is OperationOutcome { HasErrors: true } outcome
            ? throw FhirErrors.Make(request, response, outcome, exchange.Options.TimeProvider.GetUtcNow())
            : new(body.Bytes.ToArray(), null, wait);
    }

    private static async ValueTask<bool> ReadNothingAsync(ServerExchange exchange, FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        if (!response.IsSuccessStatusCode)
        {
            await exchange.RefuseAsync(request, response, deadline).ConfigureAwait(false);
        }

        return true;
    }

    private static async ValueTask<FileAnswer> ReadFileAsync(ServerExchange exchange, FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        var isRedirect = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        if (!isRedirect && response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable))
        {
            await RefuseUnlessAsync(exchange, request, response, deadline, HttpStatusCode.OK, "a file").ConfigureAwait(false);
        }

        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            throw new FhirProtocolException(request.Description, "the content is compressed in a way that the HTTP client does not undo.", response.StatusCode);
        }

        var source = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        return new(response.StatusCode, new CheckedContent(source, request, response.StatusCode, AnnouncedContent.Nothing, exchange.Options), response);
    }

    private static async ValueTask RefuseUnlessAsync(
        ServerExchange exchange, FhirRequest request, HttpResponseMessage response, RequestDeadline deadline, HttpStatusCode expected, string what)
    {
        if (response.StatusCode == expected)
        {
            return;
        }

        if (!response.IsSuccessStatusCode)
        {
            await exchange.RefuseAsync(request, response, deadline).ConfigureAwait(false);
        }

        throw new FhirProtocolException(request.Description, $"the server answered {(int)response.StatusCode}, which is not {what}.", response.StatusCode);
    }

    // Its words are shown to people: nothing that a terminal would obey, and not the server's whole log.
    private static string? ProgressOf(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("X-Progress", out var values))
        {
            return null;
        }

        var text = new string([.. values.ToString().Where(static c => c is >= ' ' and <= '~').Take(LongestProgress)]);
        return text.Length > 0 ? text : null;
    }
}
