using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway;

/// <summary>Who and what is stopped, as this node knows it: read at the start, on each word of a change, and every few seconds. Where it cannot be read for long, everything is stopped.</summary>
internal sealed partial class BlockList(IBlockStore store, IGatewayBus bus, TimeProvider time, ILogger<BlockList> logger) : BackgroundService
{
    /// <summary>The topic of the bus.</summary>
    public const string Topic = "blocks";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestUnknown = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _changed = new(0, 1);
    private volatile FrozenSet<(GatewayBlockKind, string)> _blocks = FrozenSet<(GatewayBlockKind, string)>.Empty;
    private long _readAt;

    /// <summary>What stops a request, or null.</summary>
    /// <exception cref="StoreUnavailableException">What is stopped has not been known for too long.</exception>
    public GatewayBlockKind? Find(GatewayCaller caller, string? platform)
    {
        if (time.GetElapsedTime(Volatile.Read(ref _readAt)) > LongestUnknown)
        {
            throw new StoreUnavailableException("blocks", new TimeoutException());
        }

        var blocks = _blocks;
        return blocks.Count == 0 ? null
            : blocks.Contains((GatewayBlockKind.All, "")) ? GatewayBlockKind.All
            : blocks.Contains((GatewayBlockKind.Subject, caller.Subject)) ? GatewayBlockKind.Subject
            : caller.ClientId is { } client && blocks.Contains((GatewayBlockKind.Client, client)) ? GatewayBlockKind.Client
            : platform is not null && blocks.Contains((GatewayBlockKind.Platform, platform)) ? GatewayBlockKind.Platform
            : null;
    }

    /// <summary>Stops something, on all nodes.</summary>
    public async ValueTask SetAsync(GatewayBlock block, CancellationToken cancellationToken)
    {
        await store.SetAsync(block, cancellationToken).ConfigureAwait(false);
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        await bus.PublishAsync(Topic, "", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets something go on, on all nodes.</summary>
    public async ValueTask<bool> RemoveAsync(GatewayBlockKind kind, string value, CancellationToken cancellationToken)
    {
        var existed = await store.RemoveAsync(kind, value, cancellationToken).ConfigureAwait(false);
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        await bus.PublishAsync(Topic, "", cancellationToken).ConfigureAwait(false);
        return existed;
    }

    /// <summary>All blocks, with their reasons.</summary>
    public ValueTask<IReadOnlyList<GatewayBlock>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request: a node that starts must not let through what is stopped.
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IAsyncDisposable? subscription = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                subscription ??= await bus.SubscribeAsync(Topic, _ => Wake(), stoppingToken).ConfigureAwait(false);
                await _changed.WaitAsync(Interval, stoppingToken).ConfigureAwait(false);
                await ReadAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (StoreUnavailableException error)
            {
                LogUnknown(logger, error.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        if (subscription is not null)
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var blocks = await store.ListAsync(cancellationToken).ConfigureAwait(false);
        _blocks = blocks.Select(static block => (block.Kind, block.Value)).ToFrozenSet();
        Volatile.Write(ref _readAt, time.GetTimestamp());
    }

    private void Wake()
    {
        try
        {
            _changed.Release();
        }
        catch (Exception error) when (error is SemaphoreFullException or ObjectDisposedException)
        {
            // It is awake already, or over.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "What is stopped cannot be read. {Problem}")]
    private static partial void LogUnknown(ILogger logger, string problem);
}
