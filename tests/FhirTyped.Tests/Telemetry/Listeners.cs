using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Tests.Telemetry;

/// <summary>Hears everything that a process can be asked to tell: logs at the lowest level, every activity, every measurement, and the events of .NET's own HTTP client.</summary>
internal sealed class Listeners : EventListener, ILogger, ILoggerProvider, ILoggerFactory
{
    private readonly ConcurrentQueue<string> _told = new();
    private readonly ConcurrentQueue<string> _events = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters;

    public Listeners()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                _told.Enqueue(activity.Source.Name + " " + activity.DisplayName + " " + activity.StatusDescription + " " + string.Join(' ', activity.TagObjects.Concat(activity.Baggage.Select(static pair => KeyValuePair.Create<string, object?>(pair.Key, pair.Value)))));
                Activities.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(_activities);
        _meters = new MeterListener { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Told(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Told(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Told(instrument, tags));
        _meters.Start();
    }

    public ConcurrentQueue<Activity> Activities { get; } = new();

    /// <summary>What logs, activities and metrics told.</summary>
    public IReadOnlyList<string> Messages => [.. _told];

    /// <summary>What .NET's own events told.</summary>
    public IReadOnlyList<string> Events => [.. _events];

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _told.Enqueue(formatter(state, exception) + " " + state + " " + exception);

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _told.Enqueue(state.ToString() ?? "");
        return null;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public override void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
        base.Dispose();
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Net.Http" or "System.Net.NameResolution" or "System.Net.Sockets" or "System.Net.Security")
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
        _events?.Enqueue(eventData.EventName + " " + string.Join(' ', (eventData.Payload ?? (IEnumerable<object?>)[]).Select(static one => Convert.ToString(one, CultureInfo.InvariantCulture))));

    private void Told(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _told.Enqueue(instrument.Name + " " + string.Join(' ', tags.ToArray()));
}
