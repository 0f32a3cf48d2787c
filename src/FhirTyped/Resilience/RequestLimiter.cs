namespace FhirTyped.Resilience;

/// <summary>
/// Keeps the number of requests to a server at one time, and in any one second, below a limit. Who comes first goes first.
/// </summary>
/// <remarks>
/// Thread-safe. Written here since the limiters of System.Threading.RateLimiting count by a clock of their own, and count by fixed parts of time: just before and
/// after the end of one they let twice as many pass.
/// </remarks>
internal sealed class RequestLimiter
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim? _places;
    private readonly SemaphoreSlim? _turn;
    private readonly TimeProvider _clock;

    // When the last requests began, in a circle: the oldest is the next to be overwritten. long.MinValue is none yet.
    private readonly long[] _begun = [];
    private int _next;
    private int _waiting;

    public RequestLimiter(int? perSecond, int? concurrency, TimeProvider clock)
    {
        _clock = clock;
        _places = concurrency is { } places ? new(places, places) : null;
        if (perSecond is { } rate)
        {
            _turn = new(1, 1);
            _begun = new long[rate];
            Array.Fill(_begun, long.MinValue);
        }
    }

    /// <summary>How many wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>The limits of options, or else of the platform's file; null where there are none.</summary>
    public static RequestLimiter? Make(PlatformDescriptor platform, FhirPlatformOptions options)
    {
        var known = platform.Manifest.Limits;
        var rate = Of(options.Resilience.RequestsPerSecond, known.RequestsPerSecond);
        var concurrency = Of(options.Resilience.Concurrency, known.Concurrency);
        return rate is null && concurrency is null ? null : new(rate, concurrency, options.TimeProvider);

        // Nought is none, by either.
        static int? Of(int? own, int declared) => (own ?? declared) is > 0 and var limit ? limit : null;
    }

    /// <summary>Begins a request where nothing has to be waited for. Then <see cref="Release"/> is called when it is over.</summary>
    public bool TryEnter()
    {
        if (_places?.Wait(0) == false)
        {
            return false;
        }

        if (_turn is null)
        {
            return true;
        }

        if (_turn.Wait(0))
        {
            try
            {
                if (_begun[_next] is var oldest && (oldest == long.MinValue || _clock.GetElapsedTime(oldest) >= Second))
                {
                    Begin();
                    return true;
                }
            }
            finally
            {
                _turn.Release();
            }
        }

        Release();
        return false;
    }

    /// <summary>Waits until one more request may begin. Whoever has waited calls <see cref="Release"/> when it is over.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is to be released.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            if (_places is not null)
            {
                await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            try
            {
                await WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                Release();
                throw;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>A request is over.</summary>
    public void Release() => _places?.Release();

    private async ValueTask WaitForTurnAsync(CancellationToken cancellationToken)
    {
        if (_turn is null)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var oldest = _begun[_next];
            while (oldest != long.MinValue && _clock.GetElapsedTime(oldest) is var passed && passed < Second)
            {
                await Task.Delay(Second - passed, _clock, cancellationToken).ConfigureAwait(false);
            }

            Begin();
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Begin()
    {
        _begun[_next] = _clock.GetTimestamp();
        _next = (_next + 1) % _begun.Length;
    }
}
