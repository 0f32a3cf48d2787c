using System.Globalization;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FhirTyped.Sandbox;

/// <summary>Between HTTP and the server: reads the request, asks for the answer, writes it.</summary>
internal sealed class SandboxHttpHandler(FhirSandbox sandbox, SandboxServer server)
{
    private const string Bearer = "Bearer ";

    // Until its token was looked at a request may do nothing.
    private static readonly Access NoAccess = new([], null, new SearchMatcher(), "");

    public async Task HandleAsync(HttpContext context)
    {
        FhirRoute? route = null;
        SandboxMessage? message = null;
        SandboxReply reply;
        var endpoint = "";
        SandboxFault? fault = null;
        try
        {
            if (SandboxHost.IsOwn(context.Request.Host, server.Options))
            {
                var target = TargetOf(context);
                fault = sandbox.TakeFault(context.Request.Method.ToUpperInvariant(), target.Split('?', 2)[0]);
                if (fault is { IsDropped: true })
                {
                    context.Abort();
                    return;
                }

                await WaitAsync(context, fault?.Delay ?? TimeSpan.Zero).ConfigureAwait(false);
                endpoint = server.Authorization is null ? "" : AuthorizationServer.EndpointOf(target.Split('?', 2)[0]);
                if (endpoint.Length > 0)
                {
                    reply = fault?.Reply ?? await AuthorizeAsync(context, endpoint, target).ConfigureAwait(false);
                }
                else if ((endpoint = BulkExports.EndpointOf(target.Split('?', 2)[0])).Length > 0)
                {
                    reply = fault?.Reply ?? AnswerExport(context, target);
                }
                else
                {
                    message = await ReadAsync(context, target).ConfigureAwait(false);
                    route = message is null ? null : FhirRoute.Parse(message.Method, message.Url);
                    reply = fault?.Reply ?? Answer(context, message, route);
                }
            }
            else
            {
                reply = SandboxReply.Of(new RefusedException(HttpStatusCode.MisdirectedRequest, IssueType.Security,
                    "The request is addressed to another host: the sandbox answers to names of the loopback address, and to those of FhirSandboxOptions.AllowedHosts."));
            }
        }
        catch (BadHttpRequestException exception)
        {
            reply = SandboxReply.Of(new RefusedException((HttpStatusCode)exception.StatusCode,
                exception.StatusCode == 413 ? IssueType.TooLong : IssueType.Invalid, "The request could not be read."));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A fault of the sandbox: told as one, by its type alone, since its message may repeat the request.
            reply = SandboxReply.Of(new RefusedException(HttpStatusCode.InternalServerError, IssueType.Exception,
                "The sandbox failed (" + exception.GetType().Name + "): please report it."));
        }

        await WaitAsync(context, server.Options.Latency).ConfigureAwait(false);
        reply = AnswerFormat.Translate(reply, message, server.Options.Formats);
        sandbox.Record(new SandboxRequest(context.Request.Method, route?.Kind.ToCode() ?? endpoint, route?.ResourceType ?? "", (int)reply.Status));
        if (fault is { IsAnswerLost: true })
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, reply, fault?.SentBytes).ConfigureAwait(false);
    }

    private async Task WaitAsync(HttpContext context, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, server.Options.Clock, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private SandboxReply Answer(HttpContext context, SandboxMessage? message, FhirRoute? route)
    {
        if (message is null || route is null)
        {
            return SandboxReply.Of(new RefusedException(HttpStatusCode.NotFound, IssueType.NotFound, "The base address of this server is " + SandboxHost.BasePath + "."));
        }

        if (route.Kind is FhirRouteKind.Capabilities or FhirRouteKind.SmartConfiguration)
        {
            return server.Answer(message, route);
        }

        return FindAccess(context) is { } access ? server.Answer(message with { Access = access }, route) : NotAuthorized(context);
    }

    private SandboxReply AnswerExport(HttpContext context, string target) => FindAccess(context) is { } access
        ? server.Exports.Answer(context.Request.Method.ToUpperInvariant(), target, access, First(context.Request.Headers.Range), First(context.Request.Headers.IfRange))
        : NotAuthorized(context);

    private static SandboxReply NotAuthorized(HttpContext context) => SandboxReply.Of(
        new RefusedException(HttpStatusCode.Unauthorized, IssueType.Login, "The access token is missing or not accepted.")
        {
            // Who sends no token is not told that it is a wrong one (RFC 6750, section 3.1).
            Challenge = context.Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"",
        });

    /// <summary>What the sender's token permits; null where it is missing, or not accepted.</summary>
    private Access? FindAccess(HttpContext context)
    {
        if (sandbox.Token is null && server.Authorization is null)
        {
            return Access.Everything;
        }

        return context.Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? null
            : header[Bearer.Length..] is var token && token == sandbox.Token ? Access.Everything
            : server.Authorization?.State.FindAccess(token)?.Grant.Access;
    }

    /// <summary>Answers a request to the authorization server.</summary>
    private async Task<SandboxReply> AuthorizeAsync(HttpContext context, string endpoint, string target)
    {
        var request = context.Request;
        return await server.Authorization!.AnswerAsync(
            endpoint,
            request.Method.ToUpperInvariant(),
            target.Split('?', 2) is [_, var query] ? query : "",
            MediaTypeOf(request),
            await ReadBodyAsync(context).ConfigureAwait(false),
            First(request.Headers.Authorization)).ConfigureAwait(false);
    }

    /// <summary>The request; null where it is not below the base address.</summary>
    private async Task<SandboxMessage?> ReadAsync(HttpContext context, string target)
    {
        var request = context.Request;
        if (!SandboxHost.IsBelowBase(target))
        {
            return null;
        }

        var body = await ReadBodyAsync(context).ConfigureAwait(false);
        return BodyFormat.Translate(server.Options.Formats, new SandboxMessage
        {
            Method = request.Method.ToUpperInvariant(),
            Url = target[SandboxHost.BasePath.Length..],
            Access = NoAccess,
            Body = body,
            ContentType = MediaTypeOf(request),
            Accept = First(request.Headers.Accept),
            IfMatch = First(request.Headers.IfMatch),
            IfNoneMatch = First(request.Headers.IfNoneMatch),
            IfModifiedSince = First(request.Headers.IfModifiedSince),
            IfNoneExist = First(request.Headers["If-None-Exist"]),
            Preferences = Preferences.Parse(First(request.Headers["Prefer"])),
        });
    }

    /// <summary>
    /// Path and query as they arrived: what the web server makes of them has been decoded already, and cleared of dots. Proxies are sent the
    /// whole address (RFC 9112, section 3.2.2).
    /// </summary>
    private static string TargetOf(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        return target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && target[0] != '/'
            ? target.IndexOf('/', scheme + 3) is >= 0 and var path ? target[path..] : ""
            : target;
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return body.ToArray();
    }

    private static string MediaTypeOf(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    private static string? First(Microsoft.Extensions.Primitives.StringValues header) => header.Count == 0 ? null : string.Join(',', header.ToArray());

    private static async Task WriteAsync(HttpContext context, SandboxReply reply, int? sentBytes)
    {
        var response = context.Response;
        response.StatusCode = (int)reply.Status;
        Set(response, "ETag", reply.ETag);
        Set(response, "Location", reply.Location);
        Set(response, "Allow", reply.Allow);
        Set(response, "Last-Modified", reply.LastModified?.ToString("r", CultureInfo.InvariantCulture));
        Set(response, "Retry-After", reply.RetryAfter is { } wait ? Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null);
        Set(response, "WWW-Authenticate", reply.Challenge);
        Set(response, "Content-Location", reply.ContentLocation);
        Set(response, "X-Progress", reply.Progress);
        Set(response, "Accept-Ranges", reply.AcceptsRanges ? "bytes" : null);
        Set(response, "Content-Range", reply.ContentRange);
        Set(response, "Cache-Control", reply.MustNotBeStored ? "no-store" : null);
        if (reply.Body.IsEmpty || reply.Status is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            return;
        }

        if (reply.ContentType == "text/html")
        {
            response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            Set(response, "Referrer-Policy", "no-referrer");
        }

        response.ContentType = reply.ContentType + "; charset=utf-8";
        response.ContentLength = reply.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            // Where less is sent than the head promises, the web server closes the connection.
            var sent = Math.Min(sentBytes ?? reply.Body.Length, reply.Body.Length);
            await response.Body.WriteAsync(reply.Body[..sent], context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static void Set(HttpResponse response, string name, string? value)
    {
        if (value is not null)
        {
            response.Headers[name] = value;
        }
    }
}
