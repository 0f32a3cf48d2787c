using System.Diagnostics;
using System.Globalization;
using FhirTyped.Capabilities;
using FhirTyped.Resilience;

namespace FhirTyped;

/// <summary>
/// What is told of one request while it runs: an activity and its duration, by OpenTelemetry's conventions for HTTP clients
/// (https://opentelemetry.io/docs/specs/semconv/http/), with <c>fhir.*</c> beside them. Never an address, an id or a value: they may be about a patient.
/// </summary>
internal sealed class RequestTelemetry : IDisposable
{
    private readonly ServerExchange _exchange;
    private readonly Activity? _activity;
    private readonly long _started;
    private string? _error;

    private RequestTelemetry(ServerExchange exchange, FhirRequest request)
    {
        _exchange = exchange;
        Attempts = new RequestAttempts(request, exchange.Options.TimeProvider);
        _started = Stopwatch.GetTimestamp();
        _activity = FhirActivities.Source.HasListeners() ? Start(exchange, request) : null;
    }

    /// <summary>Begins to tell; null where nobody listens.</summary>
    public static RequestTelemetry? Begin(ServerExchange exchange, FhirRequest request) =>
        FhirActivities.Source.HasListeners() || FhirMetrics.MeasuresDuration ? new(exchange, request) : null;

    /// <summary>The tries.</summary>
    public RequestAttempts Attempts { get; }

    /// <summary>Tells what the answer says of the filters of a search.</summary>
    public void TellReceipt(string status) => _activity?.SetTag("fhir.receipt", status);

    /// <summary>Tells that it failed; false, so that it can stand where an exception passes by.</summary>
    public bool Failed(Exception error)
    {
        _error = error.GetType().FullName;
        return false;
    }

    public void Dispose()
    {
        if (FhirMetrics.MeasuresDuration)
        {
            Measure();
        }

        if (_activity is not null)
        {
            Stop(_activity);
        }
    }

    private static Activity? Start(ServerExchange exchange, FhirRequest request)
    {
        var activity = FhirActivities.Source.StartActivity(request.Description, ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("http.request.method", request.Method.Method);
            activity.SetTag("server.address", exchange.BaseUrl.Host);
            activity.SetTag("server.port", exchange.BaseUrl.Port);
            activity.SetTag("fhir.platform", exchange.Platform.Id);
            activity.SetTag("fhir.interaction", InteractionOf(request));
            if (request.ResourceType.Length > 0)
            {
                activity.SetTag("fhir.resource_type", request.ResourceType);
            }
        }

        return activity;
    }

    private static string InteractionOf(FhirRequest request) =>
        request.Interaction != FhirInteraction.None ? request.Interaction.ToCode() : request.Operation.Length > 0 ? "operation" : "other";

    private void Stop(Activity activity)
    {
        if (Attempts.StatusCode is { } status)
        {
            activity.SetTag("http.response.status_code", (int)status);
        }

        activity.SetTag("fhir.tries", Attempts.Count);
        if (Attempts.Count > 1)
        {
            activity.SetTag("http.request.resend_count", Attempts.Count - 1);
        }

        if (_error is not null)
        {
            activity.SetTag("error.type", ErrorType());
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }

    private void Measure()
    {
        var request = Attempts.Request;
        var tags = new TagList
        {
            { "http.request.method", request.Method.Method },
            { "server.address", _exchange.BaseUrl.Host },
            { "fhir.platform", _exchange.Platform.Id },
            { "fhir.interaction", InteractionOf(request) },
            { "fhir.resource_type", request.ResourceType },
        };
        if (Attempts.StatusCode is { } status)
        {
            tags.Add("http.response.status_code", (int)status);
        }

        if (_error is not null)
        {
            tags.Add("error.type", ErrorType());
        }

        FhirMetrics.Measured(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
    }

    // A status that is an error is its own type, as the conventions have it.
    private string ErrorType() => Attempts.Failure == AttemptFailure.Status
        ? ((int)Attempts.StatusCode!.Value).ToString(CultureInfo.InvariantCulture)
        : _error!;
}
