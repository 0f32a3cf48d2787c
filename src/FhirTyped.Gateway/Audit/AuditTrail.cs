using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>
/// Takes the events of calls and writes them in groups, chained. A call takes its place in the queue before anything is sent for it: where there is none, it is refused. What the
/// store does not take is kept and tried again, and meanwhile the places run out.
/// </summary>
internal sealed partial class AuditTrail : BackgroundService
{
    private const int LargestGroup = 256;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly IAuditStore _store;
    private readonly GatewayAuditOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditTrail> _logger;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    // Those that are waited for, the oldest first; looked through once in a while, so that those that are written stay here for a moment.
    private readonly ConcurrentQueue<Waiting> _waits = new();
    private readonly Timer _watch;
    private int _places;

    public AuditTrail(IAuditStore store, IOptions<FhirGatewayOptions> options, TimeProvider time, ILogger<AuditTrail> logger)
    {
        (_store, _options, _time, _logger) = (store, options.Value.Audit, time, logger);
        Node = _options.Node ?? Environment.MachineName;
        _watch = new Timer(_ => EndLongWaits(), null, WatchInterval, WatchInterval);
    }

    /// <summary>The name under which this node's events stand.</summary>
    public string Node { get; }

    /// <summary>How many events wait to be written, or are about to.</summary>
    public int Pending => Volatile.Read(ref _places);

    /// <summary>Whether the last attempt to write failed.</summary>
    public bool IsFailing { get; private set; }

    /// <summary>Takes a place in the queue for a call that is about to be made.</summary>
    /// <returns>The place; null where none is free, and the call must not be made.</returns>
    public AuditPlace? TryTakePlace()
    {
        if (Interlocked.Increment(ref _places) <= _options.QueueLength)
        {
            return new AuditPlace(this);
        }

        Interlocked.Decrement(ref _places);
        return null;
    }

    /// <summary>Hands an event over.</summary>
    /// <exception cref="StoreUnavailableException">It is to be waited for, and the store does not take it. It is kept, and written when the store does.</exception>
    internal async ValueTask WriteAsync(AuditEntry entry)
    {
        var waiting = new Waiting(entry, _options.WaitForStore ? new TaskCompletionSource() : null, Environment.TickCount64);
        _queue.Writer.TryWrite(waiting);
        if (waiting.Written is { } written)
        {
            _waits.Enqueue(waiting);

            // Also for a caller who has gone: what was done for him is written all the same, and his answer has nowhere to go.
            await written.Task.ConfigureAwait(false);
        }
    }

    internal void GiveBack() => Interlocked.Decrement(ref _places);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await base.StopAsync(CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _watch.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        AuditRecord? last = null;
        var knowsLast = false;
        var group = new List<Waiting>(LargestGroup);

        // Until the queue is completed and empty, whatever the host's word is: an event that was taken is written.
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            group.Clear();
            Take(group);
            if (group.Count < Math.Min(Volatile.Read(ref _places), LargestGroup))
            {
                // Others are under way: those that come within a moment need not wait for a whole write after this one, and the disk has half as much to do.
                await Task.Delay(GatherTime, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
                Take(group);
            }

            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                try
                {
                    if (!knowsLast)
                    {
                        last = await _store.GetLastAsync(Node, CancellationToken.None).ConfigureAwait(false);
                        knowsLast = true;
                        if (last is not null && last.Content.Span.SequenceEqual(group[^1].Content))
                        {
                            // The store had taken them, and only its word of it was lost.
                            break;
                        }
                    }

                    var records = Chain(last, group);
                    await _store.AppendAsync(records, CancellationToken.None).ConfigureAwait(false);
                    last = records[^1];
                    IsFailing = false;
                    break;
                }
                catch (Exception error) when (error is StoreUnavailableException or InvalidOperationException)
                {
                    // The write may have been carried out all the same, or another process writes under this node's name: what is there says where to go on.
                    knowsLast = false;
                    IsFailing = true;
                    LogFailed(_logger, group.Count, error.Message);
                    if (stoppingToken.IsCancellationRequested)
                    {
                        LogLost(_logger, group.Count);
                        return;
                    }

                    await Task.Delay(pause, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
                }
            }

            Interlocked.Add(ref _places, -group.Count);
            if (_options.WaitForStore)
            {
                // One after the other, and not here: the next group is written meanwhile, and eight calls that go on wake one thread and not eight.
                ThreadPool.UnsafeQueueUserWorkItem(static written => GoOn(written), group.ToArray(), preferLocal: false);
            }
        }
    }

    private static void GoOn(Waiting[] written)
    {
        foreach (var waiting in written)
        {
            waiting.Written!.TrySetResult();
        }
    }

    private void Take(List<Waiting> group)
    {
        while (group.Count < LargestGroup && _queue.Reader.TryRead(out var waiting))
        {
            group.Add(waiting);
        }
    }

    // One timer for all: one for each would cost more than the event.
    private void EndLongWaits()
    {
        while (_waits.TryPeek(out var oldest)
            && (oldest.Written!.Task.IsCompleted || Environment.TickCount64 - oldest.Since > LongestWait.TotalMilliseconds)
            && _waits.TryDequeue(out var ended))
        {
            ended.Written!.TrySetException(new StoreUnavailableException("audit", new TimeoutException()));
        }
    }

    private List<AuditRecord> Chain(AuditRecord? last, List<Waiting> group)
    {
        var records = new List<AuditRecord>(group.Count);
        var now = _time.GetUtcNow();
        foreach (var waiting in group)
        {
            last = AuditRecord.After(Node, last, now, waiting.Content);
            records.Add(last);
        }

        return records;
    }

    [LoggerMessage(1, LogLevel.Error, "{Count} audit events could not be written; they are kept, and tried again. {Problem}")]
    private static partial void LogFailed(ILogger logger, int count, string problem);

    [LoggerMessage(2, LogLevel.Critical, "The gateway stops, and {Count} audit events could not be written.")]
    private static partial void LogLost(ILogger logger, int count);

    private sealed record Waiting(AuditEntry Entry, TaskCompletionSource? Written, long Since)
    {
        public byte[] Content { get; } = Entry.ToJson();
    }
}

/// <summary>A place in the queue. It is used once: by the event of the call, or given back where there was no call.</summary>
internal sealed class AuditPlace(AuditTrail trail) : IDisposable
{
    private AuditTrail? _trail = trail;

    /// <summary>Hands the event over.</summary>
    /// <exception cref="StoreUnavailableException">It is to be waited for, and the store does not take it.</exception>
    public ValueTask WriteAsync(AuditEntry entry) => Interlocked.Exchange(ref _trail, null)?.WriteAsync(entry) ?? ValueTask.CompletedTask;

    /// <summary>Gives the place back, if no event was handed over.</summary>
    public void Dispose() => Interlocked.Exchange(ref _trail, null)?.GiveBack();
}
