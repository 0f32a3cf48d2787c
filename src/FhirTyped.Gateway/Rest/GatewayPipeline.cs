using System.Net;
using System.Text.Json;
using FhirTyped.Auth;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Raw;

namespace FhirTyped.Gateway;

/// <summary>
/// The one way of a call through the gateway, however it came: its place in the audit, what is stopped, how much there may be, policy, judge, connection, exchange, receipt, event. What
/// is refused on the way is a <see cref="GatewayProblem"/>; each call leaves one event, whatever becomes of it, and its answer is given once that is written.
/// </summary>
internal sealed class GatewayPipeline(
    GatewayPlatforms platforms,
    IGatewayConnections connections,
    AccessPolicy policy,
    RequestLimits limits,
    PatientLimit patientLimit,
    BlockList blocks,
    PageHandles pages,
    AuditTrail audit,
    GatewayEvents events,
    GatewayAddress address,
    Microsoft.Extensions.Options.IOptions<FhirGatewayOptions> options,
    TimeProvider time)
{
    private const int StatusOfNobody = 499;

    /// <summary>Carries a call out.</summary>
    /// <exception cref="GatewayProblem">It was refused, or failed.</exception>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public async Task<GatewayAnswer> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        var (answer, problem) = await TrySendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer ?? throw problem!;
    }

    /// <summary>Carries a call out: the answer, or why there is none. A refusal is nothing out of the ordinary, and an exception costs more than all that led to it.</summary>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public async ValueTask<(GatewayAnswer? Answer, GatewayProblem? Problem)> TrySendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        using var place = audit.TryTakePlace();
        if (place is null)
        {
            return (null, GatewayProblems.AuditFull());
        }

        var trace = new CallTrace(request, time.GetUtcNow());
        GatewayAnswer? answer = null;
        GatewayProblem? problem;
        try
        {
            (answer, problem) = await SendAsync(request, trace, cancellationToken).ConfigureAwait(false);
            if (answer is not null)
            {
                await place.WriteAsync(trace.ToEntry((int)answer.Raw.StatusCode, null, null)).ConfigureAwait(false);
                events.Tell(request, trace, (int)answer.Raw.StatusCode);
                return (answer, null);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TellAsync(place, trace.ToEntry(StatusOfNobody, null, null)).ConfigureAwait(false);
            throw;
        }
        catch (Exception error)
        {
            if (answer is not null)
            {
                await answer.DisposeAsync().ConfigureAwait(false);
            }

            problem = GatewayProblems.Of(error, request, platforms.Find(request.Platform), address);
        }

        trace.Receipt ??= problem!.Receipt;
        await TellAsync(place, trace.ToEntry((int)problem!.Status, problem.Refusal, problem.Diagnostics)).ConfigureAwait(false);
        return (null, problem);
    }

    // The problem is what the caller is told; that its event is late, the log says. It is kept.
    private static async ValueTask TellAsync(AuditPlace place, AuditEntry entry)
    {
        try
        {
            await place.WriteAsync(entry).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    private async ValueTask<(GatewayAnswer? Answer, GatewayProblem? Problem)> SendAsync(GatewayRequest request, CallTrace trace, CancellationToken cancellationToken)
    {
        var platform = platforms.Find(request.Platform)
            ?? throw GatewayProblems.NoPlatform(address);
        ThrowIfStopped(request, platform);
        var connection = await connections.FindAsync(request.Caller, platform, cancellationToken).ConfigureAwait(false);
        var (raw, decision, refusal) = request.Call is { } call
            ? Decide(request, platform, connection, call, trace)
            : await DecidePageAsync(request, platform, connection, trace, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        if (limits.TryCount(request.Caller, request.Address) is { } wait)
        {
            throw new GatewayProblem(HttpStatusCode.TooManyRequests, "throttled", "There were too many requests of this caller.", "limit") { RetryAfter = wait };
        }

        connection ??= NeedsLogin(request, platform);
        foreach (var patient in trace.Patients)
        {
            if (!await patientLimit.CountAsync(request.Caller, platform, patient, cancellationToken).ConfigureAwait(false))
            {
                throw new GatewayProblem(HttpStatusCode.TooManyRequests, "throttled", "This caller has asked about more patients within the hour than it may.", "limit") { RetryAfter = TimeSpan.FromMinutes(10) };
            }
        }

        trace.WasSent = true;
        var answer = await platform.Exchange.SendAsync(raw, connection.Credential, cancellationToken).ConfigureAwait(false);
        try
        {
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                throw connection.IsShared
                    ? new GatewayProblem(HttpStatusCode.BadGateway, "exception", "The platform does not take the gateway's own credential.")
                    : GatewayProblems.Login(request, platform, address, "The platform takes the connection no longer.");
            }

            trace.Receipt = answer.Receipt?.Status.ToString();
            var body = decision.Check is { } check ? await ReadCheckedAsync(answer, check, trace, cancellationToken).ConfigureAwait(false) : null;
            return (new GatewayAnswer(answer, platform, raw.Message.Address, raw.Message.ResourceType, body) { Kind = trace.PageKind }, null);
        }
        catch
        {
            await answer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void ThrowIfStopped(GatewayRequest request, GatewayPlatform platform)
    {
        if (blocks.Find(request.Caller, platform.Id) is { } kind)
        {
            throw kind is GatewayBlockKind.All or GatewayBlockKind.Platform
                ? new GatewayProblem(HttpStatusCode.ServiceUnavailable, "suppressed", "The administrators of the gateway have stopped this.", "blocked")
                : new GatewayProblem(HttpStatusCode.Forbidden, "suppressed", "The administrators of the gateway have stopped this caller.", "blocked");
        }
    }

    private (RawRequest Raw, AccessDecision Decision, GatewayProblem? Refusal) Decide(GatewayRequest request, GatewayPlatform platform, GatewayConnection? connection, FhirCall call, CallTrace trace)
    {
        var raw = PreparedCall.Read(platform, call);
        trace.Take(raw);
        ThrowIfMismatched(raw, call);
        var decision = policy.Decide(request.Caller, connection, platform, raw, () => PreparedCall.ReadBody(call));
        if (!decision.IsPermitted)
        {
            return (raw, decision, new GatewayProblem(HttpStatusCode.Forbidden, "forbidden", decision.Refusal!, "policy")
            {
                Challenge = decision.MissingScope is { } scope ? "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"" : null,
            });
        }

        if (platform.Exchange.FindRefused(raw) is { } refused)
        {
            return (raw, decision, new GatewayProblem(refused, raw.Criteria));
        }

        trace.Diagnostics = raw.Verdicts.Count > 0 ? string.Join(' ', raw.Verdicts.Where(static verdict => !verdict.IsSupported).Select(static verdict => verdict.Id).Distinct()) : null;
        return (raw, decision, null);
    }

    private async ValueTask<(RawRequest Raw, AccessDecision Decision, GatewayProblem? Refusal)> DecidePageAsync(
        GatewayRequest request, GatewayPlatform platform, GatewayConnection? connection, CallTrace trace, CancellationToken cancellationToken)
    {
        if (await pages.OpenAsync(request.Caller, platform, request.PageHandle!, cancellationToken).ConfigureAwait(false) is not { } page)
        {
            throw new GatewayProblem(HttpStatusCode.Gone, "expired", "The link to this page has ended, or is somebody else's: search again.", "address");
        }

        trace.PageOf = page.ResourceType.Length > 0 ? page.ResourceType : null;
        trace.PageKind = page.Kind;
        if (request.EndsPage && page.Kind != PageKind.ExportStatus)
        {
            throw new GatewayProblem(HttpStatusCode.MethodNotAllowed, "not-supported", "A further page is asked for by GET.", "address");
        }

        var decision = policy.DecidePage(request.Caller, connection, platform, page.ResourceType);
        return decision.IsPermitted
            ? (platform.Exchange.PrepareLink(page.Link, new Uri(page.Page), page.ResourceType, request.EndsPage ? HttpMethod.Delete : HttpMethod.Get, AcceptOf(page.Kind)), decision, null)
            : throw new GatewayProblem(HttpStatusCode.Forbidden, "forbidden", decision.Refusal!, "policy");
    }

    private static string? AcceptOf(PageKind kind) => kind switch
    {
        PageKind.ExportStatus => "application/json",
        PageKind.ExportFile => "application/fhir+ndjson, application/ndjson;q=0.9, */*;q=0.5",
        _ => null,
    };

    private GatewayConnection NeedsLogin(GatewayRequest request, GatewayPlatform platform) => throw (platform.HasLogin
        ? GatewayProblems.Login(request, platform, address, "Nobody is connected to the platform here.")
        : new GatewayProblem(HttpStatusCode.Unauthorized, "login", "The gateway's way to this platform is for callers who say who they are.", "login") { Challenge = "Bearer" });

    /// <summary>A create or an update of another resource than its address says would be carried out as somebody has not meant it.</summary>
    private static void ThrowIfMismatched(RawRequest raw, FhirCall call)
    {
        if (raw.Route.Kind is not (FhirRouteKind.Create or FhirRouteKind.Update or FhirRouteKind.ConditionalUpdate))
        {
            return;
        }

        ResourceHead head;
        try
        {
            head = ResourceHead.Read(call.Body.Span);
        }
        catch (JsonException)
        {
            throw new GatewayProblem(HttpStatusCode.BadRequest, "structure", "The body is no JSON object, or says twice what it is.", "body");
        }

        if (head.ResourceType != raw.Route.ResourceType)
        {
            throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "The body is not of the resource type that the address names.", "body");
        }

        if (raw.Route.Kind == FhirRouteKind.Update && head.Id != raw.Route.Id)
        {
            throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "The id in the body is not that of the address, or missing.", "body");
        }
    }

    /// <summary>Reads an answer of which the request does not show whose it is, and gives nothing of it where it is not what the caller may see.</summary>
    private async Task<byte[]?> ReadCheckedAsync(FhirRawAnswer answer, Predicate<Resource> check, CallTrace trace, CancellationToken cancellationToken)
    {
        if ((int)answer.StatusCode is < 200 or > 299 || answer.StatusCode == HttpStatusCode.NoContent)
        {
            return null;
        }

        var bytes = await BoundedBody.ReadAsync(answer.Body, options.Value.Limits.MaximumBufferedBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new GatewayProblem(HttpStatusCode.BadGateway, "too-long", "The answer has to be read before it is passed on, and is larger than that may be: ask for less at once (_count).");
        if (bytes.Length == 0)
        {
            return null;
        }

        if (!FhirJson.TryRead<Resource>(bytes, out var resource, out _, FhirJsonOptions.Lenient, cancellationToken) || !check(resource))
        {
            // Whether there is such a resource is not for this caller to know.
            throw trace.Route?.Kind is FhirRouteKind.Read or FhirRouteKind.VRead or FhirRouteKind.HistoryInstance
                ? new GatewayProblem(HttpStatusCode.NotFound, "not-found", "There is no such resource in the record of the patient to whom the scopes are bound.", "policy")
                : new GatewayProblem(HttpStatusCode.Forbidden, "forbidden", "The answer holds what is not in the record of the patient to whom the scopes are bound; nothing of it is given.", "policy");
        }

        return bytes;
    }
}
