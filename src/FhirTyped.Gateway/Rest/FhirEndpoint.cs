using System.Globalization;
using System.Net;
using FhirTyped.R4;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>FHIR's RESTful API of the platforms: <c>/api/fhir/{platform}/…</c>.</summary>
internal sealed partial class FhirEndpoint(
    ICallerReader callers, GatewayPipeline pipeline, MetadataWriter metadata, AnswerWriter answers, AuditTrail audit, GatewayPlatforms platforms, GatewayAddress address,
    IOptions<FhirGatewayOptions> options, TimeProvider time, ILogger<FhirEndpoint> logger)
{
    private const string PagePrefix = "_page/";

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context, string platform)
    {
        var cancellationToken = context.RequestAborted;
        try
        {
            await AnswerAsync(context, platform, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (GatewayProblem problem) when (!context.Response.HasStarted)
        {
            LogIfFailed(context, problem);
            await OutcomeWriter.WriteAsync(context.Response, problem, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (context.Response.HasStarted)
        {
            // Part of the answer has gone out: only a connection that breaks says that it is not the whole.
            LogBroken(logger, context.TraceIdentifier, error.GetType().Name);
            context.Abort();
        }
    }

    private void LogIfFailed(HttpContext context, GatewayProblem problem)
    {
        if (problem.Status == HttpStatusCode.InternalServerError)
        {
            LogFailed(logger, context.TraceIdentifier, problem.Cause ?? "");
        }
    }

    private async Task AnswerAsync(HttpContext context, string platform, CancellationToken cancellationToken)
    {
        var caller = GatewayCaller.Nobody;
        GatewayRequest request;
        try
        {
            caller = await callers.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            OriginCheck.ThrowIfForged(context, caller, address);
            request = await ReadAsync(context, caller, platform, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is GatewayProblem or CallerRefusedException or StoreUnavailableException or BadHttpRequestException)
        {
            var unread = OfUnread(error);
            await AuditAsync(AuditEntry.Of(context, caller, "none", platforms.Find(platform)?.Id, unread, time.GetUtcNow())).ConfigureAwait(false);
            throw unread;
        }

        if (request.Call is { } call && call.Method == HttpMethod.Get && IsMetadata(call.RelativeUrl))
        {
            await WriteMetadataAsync(context, request, cancellationToken).ConfigureAwait(false);
            return;
        }

        var (answer, problem) = await pipeline.TrySendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            LogIfFailed(context, problem!);
            await OutcomeWriter.WriteAsync(context.Response, problem!, cancellationToken).ConfigureAwait(false);
            return;
        }

        await using (answer.ConfigureAwait(false))
        {
            await answers.WriteAsync(context.Response, answer, request, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsMetadata(string relativeUrl) => relativeUrl == "metadata" || relativeUrl.StartsWith("metadata?", StringComparison.Ordinal);

    private async Task WriteMetadataAsync(HttpContext context, GatewayRequest request, CancellationToken cancellationToken)
    {
        GatewayProblem? problem = null;
        byte[] statement = [];
        if (platforms.Find(request.Platform) is { } found)
        {
            statement = metadata.Write(found, request.Caller);
        }
        else
        {
            problem = GatewayProblems.NoPlatform(address);
        }

        await AuditAsync(AuditEntry.Of(context, request.Caller, "capabilities", request.Platform, problem, time.GetUtcNow())).ConfigureAwait(false);
        if (problem is not null)
        {
            throw problem;
        }

        context.Response.ContentType = "application/fhir+json; charset=utf-8";
        context.Response.ContentLength = statement.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<GatewayRequest> ReadAsync(HttpContext context, GatewayCaller caller, string platform, CancellationToken cancellationToken)
    {
        var http = context.Request;
        var relative = RawTarget.BelowPlatform(context, platform)
            ?? throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "The address is not written as FHIR's are: the name of the platform is percent-encoded, or a slash too many stands there.", "address");
        var request = new GatewayRequest(context.TraceIdentifier, caller, platform, null) { Address = context.Connection.RemoteIpAddress };
        if (relative.StartsWith(PagePrefix, StringComparison.Ordinal))
        {
            return HttpMethods.IsGet(http.Method) || HttpMethods.IsHead(http.Method) || HttpMethods.IsDelete(http.Method)
                ? request with { PageHandle = relative[PagePrefix.Length..], EndsPage = HttpMethods.IsDelete(http.Method) }
                : throw new GatewayProblem(HttpStatusCode.MethodNotAllowed, "not-supported", "A further page is asked for by GET.", "address");
        }

        ThrowIfNotJson(http, relative);
        var body = await ReadBodyAsync(context, cancellationToken).ConfigureAwait(false);
        return request with
        {
            Call = new FhirCall(HttpMethods.IsHead(http.Method) ? HttpMethod.Get : HttpMethod.Parse(http.Method), relative)
            {
                Body = body,
                ContentType = ContentTypeOf(http),
                Accept = IsBinary(relative) && http.Headers.Accept is [{ Length: > 0 } accept] && !accept.Contains("*/*", StringComparison.Ordinal) ? accept : FhirMediaTypes.Json,
                IfMatch = One(http, "If-Match"),
                IfNoneMatch = One(http, "If-None-Match"),
                IfNoneExist = One(http, "If-None-Exist"),
                IfModifiedSince = DateTimeOffset.TryParseExact(http.Headers.IfModifiedSince, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null,
                Prefer = http.Headers.TryGetValue("Prefer", out var prefer) && prefer.Count > 0 ? string.Join(", ", prefer.ToArray()) : null,
            },
        };
    }

    // Twice the same condition is none that could be kept.
    private static string? One(HttpRequest request, string name) => !request.Headers.TryGetValue(name, out var values) || values.Count == 0 ? null
        : values.Count == 1 ? values[0]
        : throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "The header " + name + " stands there more than once.", "address");

    private static bool IsBinary(string relative) => relative.StartsWith("Binary/", StringComparison.Ordinal);

    /// <summary>Only JSON is read and judged here.</summary>
    private static void ThrowIfNotJson(HttpRequest request, string relative)
    {
        var question = relative.IndexOf('?', StringComparison.Ordinal);
        if (question >= 0)
        {
            foreach (var pair in relative[(question + 1)..].Split('&'))
            {
                if (pair.StartsWith("_format=", StringComparison.Ordinal) && !pair.Contains("json", StringComparison.OrdinalIgnoreCase))
                {
                    throw NotAcceptable();
                }
            }
        }

        var accept = request.Headers.Accept.ToString();
        if (accept.Length > 0 && !accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("*/*", StringComparison.Ordinal)
            && !accept.Contains("application/*", StringComparison.Ordinal) && !IsBinary(relative))
        {
            throw NotAcceptable();
        }
    }

    private static GatewayProblem NotAcceptable() => new(HttpStatusCode.NotAcceptable, "not-supported", "The gateway gives FHIR as JSON: ask for application/fhir+json.", "address");

    private static string? ContentTypeOf(HttpRequest request)
    {
        if (request.ContentType is not { Length: > 0 } type || request.ContentLength == 0)
        {
            return null;
        }

        var media = type.Split(';')[0].Trim().ToLowerInvariant();
        return media switch
        {
            "application/fhir+json" or "application/json" or "text/json" or "application/json+fhir" => FhirMediaTypes.Json,
            FhirMediaTypes.JsonPatch => FhirMediaTypes.JsonPatch,
            FhirMediaTypes.Form => FhirMediaTypes.Form,
            _ => throw new GatewayProblem(HttpStatusCode.UnsupportedMediaType, "not-supported", "The gateway takes FHIR as JSON: send application/fhir+json.", "body"),
        };
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return default;
        }

        // The server stops reading there, whether the length was announced or not.
        var limit = options.Value.Limits.MaximumRequestBytes;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        return await BoundedBody.ReadAsync(context.Request.Body, limit, cancellationToken).ConfigureAwait(false)
            ?? throw new BadHttpRequestException("", StatusCodes.Status413PayloadTooLarge);
    }

    private static GatewayProblem OfUnread(Exception error) => error switch
    {
        GatewayProblem problem => problem,
        CallerRefusedException refused => GatewayProblems.Of(refused),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new GatewayProblem(HttpStatusCode.RequestEntityTooLarge, "too-long", "The body is larger than the gateway takes.", "limit"),
        BadHttpRequestException => new GatewayProblem(HttpStatusCode.BadRequest, "structure", "The request cannot be read.", "body"),
        _ => GatewayProblems.StoreUnavailable(),
    };

    private async ValueTask AuditAsync(AuditEntry entry)
    {
        using var place = audit.TryTakePlace()
            ?? throw GatewayProblems.AuditFull();
        try
        {
            await place.WriteAsync(entry).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            throw GatewayProblems.StoreUnavailable();
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Request {RequestId} failed: {Error}.")]
    private static partial void LogFailed(ILogger logger, string requestId, string error);

    [LoggerMessage(2, LogLevel.Warning, "The answer to request {RequestId} broke off: {Error}.")]
    private static partial void LogBroken(ILogger logger, string requestId, string error);
}
