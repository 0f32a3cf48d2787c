using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FhirTyped.TestKit;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway.Tests;

/// <summary>Threat: patient data in a log, metric, trace or error.</summary>
public sealed class NoPatientDataTests
{
    private const string Planted = "Pl4nted";

    [Fact]
    public async Task Planted_values_are_in_no_log_trace_or_metric()
    {
        var heard = new ConcurrentQueue<string>();
        using var logs = new Listener(heard);
        using var activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => heard.Enqueue(activity.DisplayName + " " + string.Join(' ', activity.TagObjects.Select(static tag => tag.Key + "=" + tag.Value))),
        };
        ActivitySource.AddActivityListener(activities);
        using var meters = new MeterListener { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => heard.Enqueue(Join(tags)));
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => heard.Enqueue(Join(tags)));
        meters.Start();
        await using var server = RawServer.Start(request =>
            request.Target.Contains("bad", StringComparison.Ordinal) ? RawAnswer.Of("500 Internal Server Error", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception","diagnostics":"Pl4nted"}]}""")
            : request.Target.Contains("drop", StringComparison.Ordinal) ? Upstream.Searchset(request, self: "http://x/fhir/Patient?x=Pl4nted")
            : request.Target.Contains('?', StringComparison.Ordinal) ? Upstream.Searchset(request, Upstream.Entry(Upstream.Patient("Pl4nted")), next: "Patient?page=Pl4nted")
            : RawAnswer.Of("200 OK", Upstream.Patient(Planted), "ETag: W/\"Pl4nted\"", "Location: Patient/Pl4nted"));
        await using var gateway = await RestGateway.StartAsync(
            options => options.Platforms["hapi"] = new GatewayPlatformOptions
            {
                BaseUrl = new Uri(server.Address, "fhir/"),
                AllowAnonymous = true,
                Configure = static client =>
                {
                    client.Credential = FhirCredential.Token("Pl4nted-token");
                    client.Resilience.MaxRetryAttempts = 0;
                },
            },
            logs: logs);
        var bodies = new List<string>();
        foreach (var path in new[]
        {
            "Patient/Pl4nted", "Patient?name=Pl4nted", "Patient?famly=Pl4nted", "Patient?Pl4nted=1", "Patient/Pl4nted/bad", "Patient/bad-Pl4nted", "Patient?name=drop-Pl4nted", "Observation?patient=Pl4nted", "_page/Pl4nted",
            "Pl4nted/1", "Patient/Pl4nted/$Pl4nted",
        })
        {
            var answer = await gateway.GetAsync("/api/fhir/hapi/" + path, ("If-None-Match", "W/\"Pl4nted\""), ("Cookie", "fhir-gateway=Pl4nted"), ("X-Pl4nted", Planted));
            // Where a name stands that nobody knows, it is said which: to its writer alone.
            var isName = path is "Patient?Pl4nted=1" or "Pl4nted/1" or "Patient/Pl4nted/$Pl4nted";
            if ((int)answer.Status >= 400 && !isName && !path.Contains("bad", StringComparison.Ordinal))
            {
                bodies.Add(answer.Body);
            }
        }

        await gateway.SendAsync(HttpMethod.Post, "/api/fhir/hapi/Patient", """{"resourceType":"Patient","name":[{"family":"Pl4nted"}]}""", headers: (RestGateway.CallerHeader, "dr-who;patient/*.cruds;Pl4nted"));
        await gateway.SendAsync(HttpMethod.Post, "/api/fhir/hapi/Patient", """{"resourceType":"Patient","Pl4nted":"Pl4nted"}""", headers: (RestGateway.CallerHeader, "dr-who;patient/*.cruds;Pl4nted"));

        Assert.NotEmpty(heard);
        Assert.Equal("", string.Join("\n", heard.Where(static line => line.Contains(Planted, StringComparison.Ordinal)).Distinct().Take(20)));
        Assert.DoesNotContain(bodies, static body => body.Contains(Planted, StringComparison.Ordinal));
    }

    private static string Join(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = "";
        foreach (var tag in tags)
        {
            text += tag.Key + "=" + tag.Value + " ";
        }

        return text;
    }

    private sealed class Listener(ConcurrentQueue<string> heard) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new One(categoryName, heard);

        public void Dispose()
        {
        }

        private sealed class One(string category, ConcurrentQueue<string> heard) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                heard.Enqueue(category + " scope " + state);
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                heard.Enqueue(category + " " + formatter(state, exception) + " " + exception);
        }
    }
}
