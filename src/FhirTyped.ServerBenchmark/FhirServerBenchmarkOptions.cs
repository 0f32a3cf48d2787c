namespace FhirTyped.ServerBenchmark;

/// <summary>What is measured, and how much of it.</summary>
public sealed class FhirServerBenchmarkOptions
{
    /// <summary>Whether resources may be created on the servers, changed and deleted. Without it nothing is sent at all.</summary>
    /// <value>By default false.</value>
    public bool AllowsWrites { get; set; }

    /// <summary>How often each operation and each search is done, from 1 to 10,000.</summary>
    /// <value>By default 20.</value>
    public int Attempts { get; set; } = 20;

    /// <summary>How many resources a batch has, from 1 to 10,000.</summary>
    /// <value>By default 100.</value>
    public int BatchSize { get; set; } = 100;

    /// <summary>How many resources a transaction has, from 1 to 100,000: patients, and for each an encounter, a condition, an immunization and an observation.</summary>
    /// <value>By default 1000.</value>
    public int DatasetSize { get; set; } = 1000;

    /// <summary>How many requests are under way at one time, from 1 to 256, of those operations that need one request each. The client's own limits hold beside it.</summary>
    /// <value>By default 1.</value>
    public int Parallelism { get; set; } = 1;

    /// <summary>How many resources a page of a search has, from 1 to 10,000; no more than the platform allows.</summary>
    /// <value>By default 500.</value>
    public int PageSize { get; set; } = 500;

    /// <summary>How many pages of a search are read at the most, from 1 to 10,000; one that has more is an error.</summary>
    /// <value>By default 1000.</value>
    public int MaximumPages { get; set; } = 1000;

    /// <summary>The seed of the data: the same gives the same.</summary>
    /// <value>By default 1.</value>
    public ulong Seed { get; set; } = 1;

    /// <summary>The operations.</summary>
    /// <value>By default all.</value>
    public IReadOnlyCollection<ServerBenchmarkOperation> Operations { get; set; } = Enum.GetValues<ServerBenchmarkOperation>();

    /// <summary>The searches.</summary>
    /// <value>By default <see cref="ServerBenchmarkQuery.Defaults"/>.</value>
    public IReadOnlyCollection<ServerBenchmarkQuery> Queries { get; set; } = ServerBenchmarkQuery.Defaults;

    /// <summary>
    /// Whether searches are asked as they stand, and find what others have on the server. Without it they are given <c>_tag</c>, and find what the benchmark inserted: then every server searches for
    /// the same, and where a platform does not take <c>_tag</c>, the search is not supported.
    /// </summary>
    /// <value>By default false.</value>
    public bool SearchesAllData { get; set; }

    /// <summary>How long it may take to remove what was inserted, also after the benchmark was cancelled.</summary>
    /// <value>By default 10 minutes.</value>
    public TimeSpan CleanupTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Is told how far it is; it may be called from several threads, one after the other.</summary>
    /// <value>By default null.</value>
    public IProgress<ServerBenchmarkProgress>? Progress { get; set; }

    /// <summary>By what time is measured.</summary>
    /// <value>By default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void ThrowIfWrong(string parameterName)
    {
        if (!AllowsWrites)
        {
            throw new ArgumentException($"A benchmark creates resources on the servers, changes and deletes them: {nameof(AllowsWrites)} says that it may.", parameterName);
        }

        Check(Attempts, 10_000, nameof(Attempts));
        Check(BatchSize, 10_000, nameof(BatchSize));
        Check(DatasetSize, 100_000, nameof(DatasetSize));
        Check(Parallelism, 256, nameof(Parallelism));
        Check(PageSize, 10_000, nameof(PageSize));
        Check(MaximumPages, 10_000, nameof(MaximumPages));
        if (Operations is null or { Count: 0 } || Operations.Any(static one => !Enum.IsDefined(one)))
        {
            throw new ArgumentException($"{nameof(Operations)} is empty, or names what is none.", parameterName);
        }

        if (Queries is null || Queries.Any(static query => string.IsNullOrWhiteSpace(query?.Name) || string.IsNullOrWhiteSpace(query.RelativeUrl))
            || Queries.GroupBy(static query => query.Name, StringComparer.Ordinal).Any(static same => same.Skip(1).Any()))
        {
            throw new ArgumentException($"Each of {nameof(Queries)} has an address, and a name that no other has.", parameterName);
        }

        if (CleanupTimeout <= TimeSpan.Zero || CleanupTimeout > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"{nameof(CleanupTimeout)} must be more than 0, and a day at the most.", parameterName);
        }

        ArgumentNullException.ThrowIfNull(TimeProvider, nameof(TimeProvider));

        void Check(int value, int largest, string name)
        {
            if (value < 1 || value > largest)
            {
                throw new ArgumentException($"{name} must be from 1 to {largest}.", parameterName);
            }
        }
    }
}
