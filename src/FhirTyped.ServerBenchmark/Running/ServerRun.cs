using System.Globalization;
using FhirTyped.R4;
using FhirTyped.Raw;

namespace FhirTyped.ServerBenchmark;

/// <summary>The benchmark of one server, from the first create to the last delete.</summary>
internal sealed partial class ServerRun
{
    private readonly string _name;
    private readonly FhirServerBenchmarkOptions _options;
    private readonly IReadOnlyList<ServerBenchmarkQuery> _queries;
    private readonly OwnResources _own = new(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
    private readonly BenchmarkData _data;
    private readonly Caller _caller;
    private readonly Lock _progress = new();
    private readonly List<ServerBenchmarkMeasurement> _measurements = [];

    // What was inserted one by one, and batch by batch: nothing refers to it, so that it can be deleted alone.
    private readonly List<(int Index, string Id)> _single = [];
    private readonly List<string[]> _batches = [];

    public ServerRun(string name, IFhirPlatformClient client, FhirServerBenchmarkOptions options, IReadOnlyList<ServerBenchmarkQuery> queries)
    {
        _name = name;
        _options = options;
        _queries = queries;
        _data = new(options, _own);
        _caller = new(client, options.TimeProvider);
    }

    /// <summary>Measures, and removes what was inserted.</summary>
    public async Task<ServerBenchmarkResult> RunAsync(CancellationToken cancellationToken)
    {
        Exception? problem = null;
        try
        {
            await MeasureAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Before it goes on, what was inserted is removed.
            problem = error;
        }

        var isComplete = await CleanAsync().ConfigureAwait(false);
        string[] left = [.. _own.LastFirst.Select(static one => one.Type + "/" + one.Id)];
        if (problem is not null && !isComplete)
        {
            throw new ServerBenchmarkCleanupException(_name, _own.Tag, left, problem);
        }

        if (problem is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(problem);
        }

        return new(_name, _caller.Client, _measurements, _own.Tag, left, isComplete);
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        foreach (var operation in _options.Operations.Distinct().OrderBy(static one => one))
        {
            switch (operation)
            {
                case ServerBenchmarkOperation.Insert:
                    await InsertAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ServerBenchmarkOperation.BatchInsert:
                    await InsertBatchesAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ServerBenchmarkOperation.DatasetInsert:
                    await InsertDatasetsAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ServerBenchmarkOperation.Query:
                    await QueryAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ServerBenchmarkOperation.Update:
                    await UpdateAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ServerBenchmarkOperation.Delete:
                    await DeleteAsync(cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    await DeleteBatchesAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task<bool> CleanAsync()
    {
        if (_own.Types.Count == 0)
        {
            return true;
        }

        using var limit = new CancellationTokenSource(_options.CleanupTimeout, _options.TimeProvider);
        try
        {
            return await new Cleanup(_caller, _own, (done, total) => Tell(null, null, done, total)).RunAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Does attempts, several at one time where that is wanted.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="query">Of a search its name.</param>
    /// <param name="count">How many attempts there are.</param>
    /// <param name="attempt">Does one; the time of what it does beside its requests is not measured.</param>
    /// <param name="isParallel">Whether several are done at one time.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    private async Task AttemptAsync(
        ServerBenchmarkOperation operation, string? query, int count, Func<int, Attempt, CancellationToken, Task> attempt, bool isParallel, CancellationToken cancellationToken)
    {
        var parallelism = isParallel ? _options.Parallelism : 1;
        var meter = new Meter(parallelism);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken },
            async (index, cancellationToken) =>
            {
                if (meter.IsHopeless)
                {
                    return;
                }

                var one = new Attempt();
                await attempt(index, one, cancellationToken).ConfigureAwait(false);
                Tell(operation, query, meter.Add(one), count);
            }).ConfigureAwait(false);
        _measurements.Add(meter.Measure(operation, query));
    }

    private void Refuse(ServerBenchmarkOperation operation, string? query, string reason, ServerBenchmarkStatus status = ServerBenchmarkStatus.NotSupported) =>
        _measurements.Add(new(operation, query, status, reason));

    /// <summary>Sends what creates something; where that breaks off, nobody knows whether it did.</summary>
    private async Task<Answer> SendCreateAsync(RawRequest request, Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _caller.SendAsync(request, attempt, cancellationToken).ConfigureAwait(false);
            if (answer.IsUncertain)
            {
                _own.SetUncertain();
            }

            return answer;
        }
        catch (OperationCanceledException)
        {
            _own.SetUncertain();
            throw;
        }
    }

    private void Tell(ServerBenchmarkOperation? operation, string? query, int completed, int total)
    {
        lock (_progress)
        {
            _options.Progress?.Report(new(_name, operation, query, completed, total));
        }
    }
}
