namespace FhirTyped.ServerBenchmark;

/// <summary>
/// Measures servers: how long creates, batches, transactions, searches, updates and deletes take. The data is synthetic and tagged; all of it is removed again in the end, also after a
/// cancellation, and nothing else is written. What the platform's judge refuses is not sent: the report says why.
/// </summary>
/// <remarks>
/// Thread-safe. The servers are measured one after the other. Each client is used as it is: its retries, limits and timeouts are part of what is measured, so that one made for this has no retries.
/// </remarks>
public sealed class FhirServerBenchmark
{
    private readonly FhirServerBenchmarkOptions _options;

    /// <summary>Makes a benchmark.</summary>
    /// <param name="options">What is measured. <see cref="FhirServerBenchmarkOptions.AllowsWrites"/> must be set.</param>
    /// <exception cref="ArgumentException">Writes are not allowed, or an option is out of its range.</exception>
    public FhirServerBenchmark(FhirServerBenchmarkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfWrong(nameof(options));
        _options = options;
    }

    /// <summary>Measures servers.</summary>
    /// <param name="servers">The clients by the names of their servers.</param>
    /// <param name="cancellationToken">Ends the benchmark. What was inserted is removed first, for which there is <see cref="FhirServerBenchmarkOptions.CleanupTimeout"/>.</param>
    /// <returns>The report. Where something could not be removed, <see cref="ServerBenchmarkResult.LeftBehind"/> says what.</returns>
    /// <exception cref="ArgumentException">There is no server, two have one name, or a query is none.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and all that it inserted was removed.</exception>
    /// <exception cref="ServerBenchmarkCleanupException">It was cancelled, or broke off, and not all could be removed.</exception>
    public async Task<ServerBenchmarkReport> RunAsync(IEnumerable<KeyValuePair<string, IFhirPlatformClient>> servers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(servers);
        KeyValuePair<string, IFhirPlatformClient>[] all = [.. servers];
        if (all.Length == 0 || Array.Exists(all, static one => string.IsNullOrWhiteSpace(one.Key) || one.Value is null) || all.DistinctBy(static one => one.Key, StringComparer.Ordinal).Count() < all.Length)
        {
            throw new ArgumentException("There is at least one server, and each has a client, and a name that no other has.", nameof(servers));
        }

        var queries = BenchmarkQueries.Of(_options, nameof(servers));
        var clock = _options.TimeProvider;
        var started = clock.GetUtcNow();
        cancellationToken.ThrowIfCancellationRequested();
        var begin = clock.GetTimestamp();
        _ = new BenchmarkData(_options, new OwnResources("generation")).Dataset(0);
        var generation = clock.GetElapsedTime(begin);
        var results = new List<ServerBenchmarkResult>();
        foreach (var (name, client) in all)
        {
            results.Add(await new ServerRun(name, client, _options, queries).RunAsync(cancellationToken).ConfigureAwait(false));
        }

        return new(started, _options, generation, results);
    }
}
