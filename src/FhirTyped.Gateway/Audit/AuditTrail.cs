using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>
/// Takes the events of calls and writes them in groups, chained. A call takes its place in the queue before anything is sent for it: where there is none, it is refused. Its event stands in the
/// journal, or in the store, before it is answered. What the store does not take is kept and tried again, and meanwhile the places run out.
/// </summary>
internal sealed partial class AuditTrail : BackgroundService
{
    private const int LargestGroup = 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(1);

    // Where nobody waits: a commit costs as much for a hundred events as for one.
    private static readonly TimeSpan LongGatherTime = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly IAuditStore _store;
    private readonly GatewayAuditOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditTrail> _logger;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    // Those that are waited for, the oldest first; looked through once in a while, so that those that are written stay here for a moment.
    private readonly ConcurrentQueue<Waiting> _waitsFor = new();
    private readonly Timer _watch;
    private readonly string? _journalFolder;
    private readonly AuditJournal? _journal;
    private readonly bool _waits;
    private readonly AuditChainEnd _end;
    private int _places;

    public AuditTrail(IAuditStore store, IOptions<FhirGatewayOptions> options, TimeProvider time, ILogger<AuditTrail> logger)
    {
        (_store, _options, _time, _logger) = (store, options.Value.Audit, time, logger);
        Node = _options.Node ?? Environment.MachineName;
        _end = new(store, Node, time);
        _journalFolder = _options.JournalFolder ?? (store as IJournaledAuditStore)?.JournalFolder;
        _waits = _options.WaitForStore ?? _journalFolder is null;
        _journal = _journalFolder is not null && !_waits ? new(_journalFolder, Node, time) : null;
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
        var content = entry.ToJson();
        var file = TryJournal(content);
        var waiting = new Waiting(content, file, _waits || (_journal is not null && file is null) ? new TaskCompletionSource() : null, Environment.TickCount64);
        _queue.Writer.TryWrite(waiting);
        if (waiting.Written is { } written)
        {
            _waitsFor.Enqueue(waiting);

            // Also for a caller who has gone: what was done for him is written all the same, and his answer has nowhere to go.
            await written.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the events that were handed over so far are in the store, for one who is about to read them there.</summary>
    /// <exception cref="StoreUnavailableException">The store does not take them.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var mark = new Waiting([], null, new TaskCompletionSource(), Environment.TickCount64);
        if (_queue.Writer.TryWrite(mark))
        {
            _waitsFor.Enqueue(mark);
            await mark.Written!.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal void GiveBack() => Interlocked.Decrement(ref _places);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await base.StopAsync(CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        _journal?.Dispose();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _watch.Dispose();
        _journal?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_journalFolder is not null && !await TryAsync(RecoverAsync, 0, stoppingToken).ConfigureAwait(false))
        {
            return;
        }

        var group = new List<Waiting>(LargestGroup);

        // Until the queue is completed and empty, whatever the host's word is: an event that was taken is written.
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            group.Clear();
            Take(group);
            if (group.Count < Math.Min(Volatile.Read(ref _places), LargestGroup) || !IsWaitedFor(group))
            {
                // Others are under way: those that come within a moment need not wait for a whole write after this one, and the disk has half as much to do.
                await Task.Delay(IsWaitedFor(group) ? GatherTime : LongGatherTime, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Take(group);
            }

            var events = group.FindAll(static waiting => waiting.Content.Length > 0);
            if (events.Count > 0 && !await TryAsync(() => _end.AppendAsync(events.ConvertAll(static waiting => waiting.Content)), events.Count, stoppingToken).ConfigureAwait(false))
            {
                return;
            }

            Interlocked.Add(ref _places, -events.Count);
            events.ForEach(static waiting => waiting.File?.Release());
            if (IsWaitedFor(group))
            {
                // One after the other, and not here: the next group is written meanwhile, and eight calls that go on wake one thread and not eight.
                ThreadPool.UnsafeQueueUserWorkItem(static written => GoOn(written), group.ToArray(), preferLocal: false);
            }
        }
    }

    private static bool IsWaitedFor(List<Waiting> group) => group.Exists(static waiting => waiting.Written is not null);

    private static void GoOn(Waiting[] written)
    {
        foreach (var waiting in written)
        {
            waiting.Written?.TrySetResult();
        }
    }

    // Where it cannot be written to, the event is waited for: it is told to nobody that it is safe before it is.
    private JournalFile? TryJournal(byte[] content)
    {
        try
        {
            return _journal?.Append(content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogJournal(_logger, error);
            return null;
        }
    }

    /// <summary>Does what needs the store, until it is done.</summary>
    /// <returns>False where the gateway stops meanwhile.</returns>
    private async Task<bool> TryAsync(Func<Task> work, int count, CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await work().ConfigureAwait(false);
                IsFailing = false;
                return true;
            }
            catch (Exception error) when (error is StoreUnavailableException or InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                // The write may have been carried out all the same, or another process writes under this node's name: what is there says where to go on.
                _end.Forget();
                IsFailing = true;
                LogFailed(_logger, count, error.Message);
                if (stoppingToken.IsCancellationRequested)
                {
                    LogLost(_logger, count, _journal is null ? "lost" : "in the journal");
                    return false;
                }

                await Task.Delay(pause, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task RecoverAsync()
    {
        var (missing, damaged) = await JournalRecovery.RunAsync(_journalFolder!, _store, _time).ConfigureAwait(false);
        if (missing + damaged > 0)
        {
            LogRecovered(_logger, missing, damaged);
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
        while (_waitsFor.TryPeek(out var oldest)
            && (oldest.Written!.Task.IsCompleted || Environment.TickCount64 - oldest.Since > LongestWait.TotalMilliseconds)
            && _waitsFor.TryDequeue(out var ended))
        {
            ended.Written!.TrySetException(new StoreUnavailableException("audit", new TimeoutException()));
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Count} audit events could not be written; they are kept, and tried again. {Problem}")]
    private static partial void LogFailed(ILogger logger, int count, string problem);

    [LoggerMessage(2, LogLevel.Critical, "The gateway stops, and {Count} audit events could not be written: they are {Where}.")]
    private static partial void LogLost(ILogger logger, int count, string where);

    [LoggerMessage(3, LogLevel.Error, "The journal of the audit cannot be written to: calls wait for the store.")]
    private static partial void LogJournal(ILogger logger, Exception error);

    [LoggerMessage(4, LogLevel.Warning, "A process of this gateway ended before its last audit events were in the store: {Missing} were brought there from its journal; {Damaged} lines of it are no events.")]
    private static partial void LogRecovered(ILogger logger, int missing, int damaged);

    /// <summary>An event on its way; without content a mark, which is no event and takes no place.</summary>
    private sealed record Waiting(byte[] Content, JournalFile? File, TaskCompletionSource? Written, long Since);
}
