namespace FhirTyped.BulkData;

/// <summary>How an export is waited for and downloaded. It must not be changed once it is used.</summary>
public sealed class BulkExportOptions
{
    /// <summary>How long is waited before the server is asked the first time without its having said how long; it doubles each time, and half to one and a half of it is drawn by lot.</summary>
    /// <value>By default 1 second.</value>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long is waited at most where the server does not say how long.</summary>
    /// <value>By default 1 minute.</value>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long is waited at most where the server says how long (<c>Retry-After</c>): some say hours where it takes minutes.</summary>
    /// <value>By default 10 minutes.</value>
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the server may work on it, from the moment when waiting begins.</summary>
    /// <value>By default without limit.</value>
    public TimeSpan LongestWait { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>How often in a row a question or a file may fail in a way that passes, before the export is given up.</summary>
    /// <value>By default 5. It can be resumed then.</value>
    public int Attempts { get; set; } = 5;

    /// <summary>How many files are downloaded at the same time.</summary>
    /// <value>By default 4. A server that answers 429 wants fewer.</value>
    public int ParallelDownloads { get; set; } = 4;

    /// <summary>The longest line that a file may have, in bytes.</summary>
    /// <value>By default 64 MiB.</value>
    public int LongestLine { get; set; } = 64 * 1024 * 1024;

    /// <summary>Further hosts that are the server's, beside that of the base address: the credential goes to them too where the manifest wants it. Without a port.</summary>
    public IList<string> FileHosts { get; } = [];

    /// <summary>Options without a problem.</summary>
    /// <exception cref="ArgumentException">One is out of its range.</exception>
    internal static BulkExportOptions Check(BulkExportOptions? options)
    {
        options ??= new();
        ThrowIfNot(options.FirstPause > TimeSpan.Zero, nameof(FirstPause), "more than nothing");
        ThrowIfNot(options.LongestPause >= options.FirstPause, nameof(LongestPause), $"not less than {nameof(FirstPause)}");
        ThrowIfNot(options.LongestRetryAfter > TimeSpan.Zero, nameof(LongestRetryAfter), "more than nothing");
        ThrowIfNot(options.LongestWait > TimeSpan.Zero || options.LongestWait == Timeout.InfiniteTimeSpan, nameof(LongestWait), "more than nothing");
        ThrowIfNot(options.Attempts > 0, nameof(Attempts), "1 or more");
        ThrowIfNot(options.ParallelDownloads is > 0 and <= 64, nameof(ParallelDownloads), "from 1 to 64");
        ThrowIfNot(options.LongestLine > 0, nameof(LongestLine), "1 or more");
        return options;
    }

    private static void ThrowIfNot(bool holds, string name, string range)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(BulkExportOptions)}.{name} must be {range}.", nameof(range));
        }
    }
}
