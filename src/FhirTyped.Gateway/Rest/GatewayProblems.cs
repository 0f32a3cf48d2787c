using System.Net;
using FhirTyped.Auth;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>What the gateway says of what went wrong below it.</summary>
internal static class GatewayProblems
{
    /// <summary>The problem of an exception. Its message is ours; of the platform's words none gets through here.</summary>
    public static GatewayProblem Of(Exception error, GatewayRequest request, GatewayPlatform? platform, GatewayAddress address) => error switch
    {
        GatewayProblem problem => problem,
        FhirCapabilityException refused => new GatewayProblem(refused.Verdicts, null),
        FhirDroppedFilterException dropped => Dropped(dropped),
        FhirLoginRequiredException when platform is not null => Login(request, platform, address, "The session at the platform is over."),
        FhirTokenException { InnerException: StoreUnavailableException store } => Of(store, request, platform, address),
        FhirTokenException => new(HttpStatusCode.BadGateway, "exception", "The platform's authorization server gave no token."),
        FhirCircuitOpenException open => new(HttpStatusCode.ServiceUnavailable, "transient", "The platform kept failing, and is left alone for a while. Nothing was sent.") { RetryAfter = open.RetryAfter ?? TimeSpan.FromSeconds(5) },
        FhirTimeoutException => new(HttpStatusCode.GatewayTimeout, "timeout", "The platform did not answer in time."),
        FhirTransportException => new(HttpStatusCode.BadGateway, "transient", "The request or its answer did not get through."),
        FhirProtocolException or FhirSearchException => new(HttpStatusCode.BadGateway, "exception", error.Message),
        StoreUnavailableException => StoreUnavailable(),
        OptionsValidationException => new(HttpStatusCode.InternalServerError, "exception", "The gateway's configuration of this platform cannot be worked with; its log says why."),
        OperationCanceledException => new(HttpStatusCode.ServiceUnavailable, "transient", "The gateway is stopping.") { RetryAfter = TimeSpan.FromSeconds(5) },
        _ => new(HttpStatusCode.InternalServerError, "exception", "The gateway failed; its log says how, by the id of the request.") { Cause = error.GetType().Name + " of " + error.Source },
    };

    /// <summary>What the request says of who sends it is not true.</summary>
    public static GatewayProblem Of(CallerRefusedException refused) =>
        new(HttpStatusCode.Unauthorized, "login", refused.Message, "caller") { Challenge = "Bearer error=\"" + refused.Error + "\"" };

    /// <summary>A store cannot be reached.</summary>
    public static GatewayProblem StoreUnavailable() =>
        new(HttpStatusCode.ServiceUnavailable, "transient", "The gateway cannot reach one of its stores, and does nothing until it can.") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>There is no place in the audit.</summary>
    public static GatewayProblem AuditFull() =>
        new(HttpStatusCode.ServiceUnavailable, "transient", "The gateway cannot write down what it does, and does nothing until it can.") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>There is no such platform.</summary>
    public static GatewayProblem NoPlatform(GatewayAddress address) =>
        new(HttpStatusCode.NotFound, "not-found", "There is no such platform here: " + address.At("/api/platforms") + " lists those that there are.", "address");

    /// <summary>The caller has to log in at the platform.</summary>
    public static GatewayProblem Login(GatewayRequest request, GatewayPlatform platform, GatewayAddress address, string why) => new(
        HttpStatusCode.Unauthorized, "login", why + (platform.HasLogin ? " Log in at " + address.At("/auth/" + platform.Id + "/login") + "." : ""), "login")
    {
        Challenge = request.Caller.IsByCookie || request.Caller.Subject.Length == 0 ? "Bearer" : "Bearer error=\"login_required\"",
    };

    private static GatewayProblem Dropped(FhirDroppedFilterException dropped)
    {
        var receipt = dropped.Receipt;
        var names = receipt.Dropped.Count > 0 ? "left out or changed " + string.Join(", ", receipt.Dropped.Select(static name => "'" + name + "'")) : "";
        var added = receipt.Added.Count > 0 ? "added " + string.Join(", ", receipt.Added.Select(static name => "'" + name + "'")) : "";
        return new(
            HttpStatusCode.BadGateway, "incomplete",
            "The platform says that it searched for something else: it " + string.Join(" and ", new[] { names, added }.Where(static part => part.Length > 0)) + ". Nothing of its answer is given.", "receipt")
        {
            Receipt = receipt.Status.ToString(),
        };
    }
}
