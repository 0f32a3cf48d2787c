namespace FhirTyped;

/// <summary>One try of a request: it ends with the caller's cancellation, or when its time is over, whichever comes first.</summary>
internal readonly struct RequestDeadline : IDisposable
{
    // What a timer of .NET can wait for.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _other;

    /// <summary>Begins a try.</summary>
    /// <param name="time">How long it may take, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public RequestDeadline(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        Caller = cancellationToken;
        Token = cancellationToken;
        if (time == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        var limit = time < Longest ? time : Longest;
        if (!cancellationToken.CanBeCanceled)
        {
            _timer = new CancellationTokenSource(limit, clock);
        }
        else if (clock == TimeProvider.System)
        {
            _timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _timer.CancelAfter(limit);
        }
        else
        {
            _other = new CancellationTokenSource(limit, clock);
            _timer = CancellationTokenSource.CreateLinkedTokenSource(_other.Token, cancellationToken);
        }

        Token = _timer.Token;
    }

    /// <summary>The caller's cancellation.</summary>
    public CancellationToken Caller { get; }

    /// <summary>Cancelled when the try is over.</summary>
    public CancellationToken Token { get; }

    /// <summary>The exception of a cancellation: the caller's own, or that the time was over.</summary>
    public Exception Explain(FhirRequest request, OperationCanceledException cancellation) => Caller.IsCancellationRequested
        ? new OperationCanceledException(cancellation.Message, cancellation, Caller)
        : new FhirTimeoutException(request.Description, cancellation);

    public void Dispose()
    {
        _timer?.Dispose();
        _other?.Dispose();
    }
}
