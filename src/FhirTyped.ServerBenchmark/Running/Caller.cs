using System.Globalization;
using FhirTyped.R4;
using FhirTyped.Raw;

namespace FhirTyped.ServerBenchmark;

/// <summary>Sends what is measured, by the client's own way: judge, credential, limits. Only sending and reading to the last byte is within the time.</summary>
internal sealed class Caller(IFhirPlatformClient client, TimeProvider clock)
{
    /// <summary>The client.</summary>
    public IFhirPlatformClient Client => client;

    /// <summary>Reads a request; null in place of it where the judge refuses, with the judge's words.</summary>
    public (RawRequest? Request, string? Refusal) Prepare(HttpMethod method, string relativeUrl, Resource? body = null, string? ifMatch = null)
    {
        var request = client.Exchange.Prepare(new FhirCall(method, relativeUrl)
        {
            Body = body is null ? default : FhirJson.ToUtf8Bytes(body),
            IfMatch = ifMatch,

            // Only what is measured comes back: https://hl7.org/fhir/R4/http.html#ops.
            Prefer = body is null ? null : "return=minimal",
        });
        return client.Exchange.FindRefused(request) is { } refused ? (null, string.Join(' ', refused.Select(static verdict => verdict.Id + ": " + verdict.Message))) : (request, null);
    }

    /// <summary>A request for a further page; null where its link may not be followed.</summary>
    public RawRequest? PreparePage(string next, Uri page, string resourceType)
    {
        try
        {
            return client.Exchange.PrepareLink(next, page, resourceType, HttpMethod.Get, null);
        }
        catch (FhirSearchException)
        {
            return null;
        }
    }

    /// <summary>Sends a request, and reads the answer to its end.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<Answer> SendAsync(RawRequest request, Attempt attempt, CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        try
        {
            attempt.BytesSent += request.Message.Body?.Length ?? 0;
            var answer = await client.Exchange.SendAsync(request, null, cancellationToken).ConfigureAwait(false);
            await using var _ = answer.ConfigureAwait(false);
            using var body = new MemoryStream();
            await answer.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
            attempt.Time += clock.GetElapsedTime(begin);
            attempt.Requests++;
            attempt.BytesReceived += body.Length;
            var status = (int)answer.StatusCode;
            var next = answer.Links.FirstOrDefault(static link => string.Equals(link.Relation, "next", StringComparison.OrdinalIgnoreCase))?.Url;
            return new(answer.StatusCode, status is >= 200 and < 300 ? null : "HTTP " + status.ToString(CultureInfo.InvariantCulture), body.GetBuffer().AsMemory(0, (int)body.Length), answer.Location, answer.ETag, next);
        }
        catch (FhirException error)
        {
            attempt.Time += clock.GetElapsedTime(begin);
            return new(null, KindOf(error), default, null, null, null);
        }
    }

    private static string KindOf(FhirException error) => error switch
    {
        FhirTimeoutException => "timeout",
        FhirTransportException => "transport",
        FhirCircuitOpenException => "circuit open",
        FhirDroppedFilterException => "dropped filter",
        FhirProtocolException => "protocol",
        FhirCapabilityException => "scope",
        _ => "other",
    };
}
