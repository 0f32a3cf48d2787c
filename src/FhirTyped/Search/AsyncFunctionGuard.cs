using System.Runtime.ExceptionServices;

namespace FhirTyped;

/// <summary>
/// Notices async functions: one without a result tells its <see cref="SynchronizationContext"/> that it starts, and returns at its first
/// await. As the function that builds a search it would leave out what it adds after that. Everything else goes on as without it.
/// </summary>
internal sealed class AsyncFunctionGuard : SynchronizationContext
{
    private readonly SynchronizationContext? _outer;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _isWatching;

    private AsyncFunctionGuard(SynchronizationContext? outer) => _outer = outer;

    /// <summary>Whether an async function has started since the guard was set up.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>With what an async function failed before its first await: otherwise that would end the process.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>A guard inside a context: the one that was there before, where it fits.</summary>
    public static AsyncFunctionGuard Inside(SynchronizationContext? outer, AsyncFunctionGuard? before)
    {
        // A search inside another has a guard of its own, and none tells the other.
        outer = outer is AsyncFunctionGuard around ? around._outer : outer;
        var guard = before is not null && before._outer == outer ? before : new(outer);
        guard.HasStarted = false;
        guard.Failure = null;
        guard._isWatching = true;
        return guard;
    }

    /// <summary>Ends the watch: what was started goes on as without it.</summary>
    public void Leave() => _isWatching = false;

    /// <inheritdoc/>
    public override void OperationStarted()
    {
        HasStarted = true;
        _outer?.OperationStarted();
    }

    /// <inheritdoc/>
    public override void OperationCompleted() => _outer?.OperationCompleted();

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        // So an async function without a result hands on its exception. Whoever builds the search gets it instead.
        if (_isWatching && state is ExceptionDispatchInfo failure && Environment.CurrentManagedThreadId == _thread)
        {
            Failure ??= failure.SourceException;
        }
        else if (_outer is null)
        {
            base.Post(d, state);
        }
        else
        {
            _outer.Post(d, state);
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (_outer is null)
        {
            base.Send(d, state);
        }
        else
        {
            _outer.Send(d, state);
        }
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
