namespace FhirTyped.Gateway;

/// <summary>What callers may do. What the platform cannot do, no policy permits.</summary>
public sealed class GatewayPolicyOptions
{
    /// <summary>Whether nothing may be written anywhere, whoever asks.</summary>
    /// <value>By default false.</value>
    public bool ReadOnly { get; set; }

    /// <summary>Whether callers whose tokens carry no scopes for clinical data may do what the platform can. Otherwise such a caller may do nothing.</summary>
    /// <value>By default false.</value>
    public bool AllowCallersWithoutScopes { get; set; }
}

/// <summary>How much there may be.</summary>
public sealed class GatewayLimitOptions
{
    /// <summary>How many requests a caller may make in a minute, at one node.</summary>
    /// <value>By default 600.</value>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>How many requests one network address may make in a minute without a session or a token, at one node.</summary>
    /// <value>By default 60.</value>
    public int AnonymousRequestsPerMinute { get; set; } = 60;

    /// <summary>How many different patients a caller may ask about in an hour, over all nodes.</summary>
    /// <value>By default 200.</value>
    public int PatientsPerHour { get; set; } = 200;

    /// <summary>The largest body of a request, in bytes, chunked or not.</summary>
    /// <value>By default 10 MiB.</value>
    public long MaximumRequestBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How much of an answer is held in memory where it must be read before it is passed on, in bytes: where a caller is bound to a patient.</summary>
    /// <value>By default 16 MiB.</value>
    public int MaximumBufferedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long a link to the next page can be followed.</summary>
    /// <value>By default 10 minutes.</value>
    public TimeSpan PageLifetime { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>What is written down of each call.</summary>
public sealed class GatewayAuditOptions
{
    /// <summary>How many events may wait to be written. Where it is full, requests are answered with 503.</summary>
    /// <value>By default 10,000.</value>
    public int QueueLength { get; set; } = 10_000;

    /// <summary>The name of this node, under which its chain of events stands.</summary>
    /// <value>By default null: the machine's name. Two nodes must not have the same.</value>
    public string? Node { get; set; }

    /// <summary>
    /// The folder of the journal, on a local disk: events stand there when a call is answered, and are brought into the store in groups. What a node leaves there that dies, it brings when it starts again.
    /// </summary>
    /// <value>By default null: beside the file of an SQLite store; none for other stores.</value>
    public string? JournalFolder { get; set; }

    /// <summary>
    /// Whether an answer waits until its event is in the store. Without, and with a journal, no end of the process loses an event, and a loss of power may take those of the last moment (50 ms). Without both, a
    /// node that dies can lose the events of its last moment.
    /// </summary>
    /// <value>By default null: it waits where there is no journal.</value>
    public bool? WaitForStore { get; set; }
}
