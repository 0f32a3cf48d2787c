using System.Collections.Concurrent;
using FhirTyped.Firely.Definitions;
using Hl7.Fhir.Specification.Terminology;

namespace FhirTyped.Firely.Pool;

/// <summary>
/// Validators over the same definitions, each used by one at a time. They are made when they are needed, and the one that was used last is used first, since it
/// has prepared the most.
/// </summary>
internal sealed class ValidatorPool(DefinitionIndex packages, FhirProfileValidatorOptions options)
{
    private readonly ConcurrentStack<PooledValidator> _idle = new();
    private readonly SemaphoreSlim _free = new(options.MaximumConcurrency);
    private readonly SnapshotResolver _definitions = new(new DefinitionResolver(packages, options.Resolver));
    private ICodeValidationTerminologyService? _terminology;
    private int _made;

    /// <summary>The definitions, with their snapshots.</summary>
    public SnapshotResolver Definitions => _definitions;

    /// <summary>Runs work with a validator of its own, on a thread of the pool, as soon as one is free.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled: the caller need not wait for the end of what cannot be stopped.</exception>
    public async Task<T> RunAsync<T>(Func<PooledValidator, CancellationToken, T> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Run(work, cancellationToken), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private T Run<T>(Func<PooledValidator, CancellationToken, T> work, CancellationToken cancellationToken)
    {
        PooledValidator? validator = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_idle.TryPop(out validator))
            {
                validator = Make();
            }

            return work(validator, cancellationToken);
        }
        finally
        {
            if (validator is not null)
            {
                _idle.Push(validator);
            }

            _free.Release();
        }
    }

    /// <summary>Lets every validator do some work: those that are idle, and those that are still to be made.</summary>
    public async Task WarmUpAsync(Action<PooledValidator, CancellationToken> work, CancellationToken cancellationToken)
    {
        var validators = new List<PooledValidator>();
        while (_idle.TryPop(out var idle))
        {
            validators.Add(idle);
        }

        while (Volatile.Read(ref _made) < options.MaximumConcurrency)
        {
            validators.Add(Make());
        }

        // The first reads the definitions, for which the others would only wait.
        for (var i = 0; i < validators.Count; i = i == 0 ? 1 : validators.Count)
        {
            await Task.WhenAll(validators[i..(i == 0 ? 1 : validators.Count)].Select(validator => Task.Run(
                () =>
                {
                    try
                    {
                        work(validator, cancellationToken);
                    }
                    finally
                    {
                        _idle.Push(validator);
                    }
                },
                CancellationToken.None))).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private PooledValidator Make()
    {
        Interlocked.Increment(ref _made);

        // It expands value sets one at a time, and is shared so that each is expanded once.
        var terminology = LazyInitializer.EnsureInitialized(ref _terminology, () => LocalTerminologyService.CreateDefaultForCore(_definitions));
        return new PooledValidator(_definitions, terminology!);
    }
}
