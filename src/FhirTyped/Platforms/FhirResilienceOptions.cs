using System.Net;

namespace FhirTyped;

/// <summary>
/// What a client does where a server fails or has limits. A request is sent again only where that cannot do harm: reads, searches, <c>PUT</c> and <c>DELETE</c> by id, a
/// create with <c>If-None-Exist</c>, a batch or transaction of such requests alone; under <c>If-Match</c> only after 429 and 503, which say that nothing was done. A create
/// without <c>If-None-Exist</c>, a patch without <c>If-Match</c> and an operation that is not known to change nothing are sent once.
/// </summary>
/// <remarks>All clients of a server share its limits and its circuit breaker, where dependency injection makes them.</remarks>
public sealed class FhirResilienceOptions
{
    /// <summary>The statuses after which a request is sent again where <see cref="RetryStatusCodes"/> says nothing else: 408, 429, 502, 503, 504.</summary>
    public static IReadOnlyList<HttpStatusCode> DefaultRetryStatusCodes { get; } =
    [
        HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout,
    ];

    /// <summary>How often a request that failed is sent again; each is one more than the first.</summary>
    /// <value>By default 3; 0 for never.</value>
    public int MaxRetryAttempts { get; set; } = 3;

    /// <summary>The statuses after which a request is sent again; an empty list is none.</summary>
    /// <value>By default null: <see cref="DefaultRetryStatusCodes"/>.</value>
    public IList<HttpStatusCode>? RetryStatusCodes { get; set; }

    /// <summary>The methods that are sent again, for example <c>GET</c>; of the others none is, whatever it asks for.</summary>
    /// <value>By default null: every request that may be.</value>
    public IList<string>? RetryMethods { get; set; }

    /// <summary>Whether a request is sent again where it or its answer did not get through, or did not come in time.</summary>
    /// <value>By default true.</value>
    public bool RetryNetworkErrors { get; set; } = true;

    /// <summary>How long is waited before the second try. The pause doubles with each further one, and is drawn by lot around that.</summary>
    /// <value>By default half a second.</value>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause of ours between two tries.</summary>
    /// <value>By default 30 seconds.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest pause that the server may ask for (<c>Retry-After</c>, in seconds or as a date). Where it asks for more, the request is not sent again, and the
    /// exception says what it asked for: <see cref="FhirResponseException.RetryAfter"/>.
    /// </summary>
    /// <value>By default one minute.</value>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a request may take with all its tries and the pauses between them. <see cref="FhirPlatformOptions.RequestTimeout"/> limits each try.
    /// </summary>
    /// <value>By default 5 minutes; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many requests may begin in any one second. Those that are too many wait.</summary>
    /// <value>By default null: the platform's own limit (<c>limits.requests_per_second</c>); 0 for none.</value>
    public int? RequestsPerSecond { get; set; }

    /// <summary>How many requests may be under way at one time. Those that are too many wait.</summary>
    /// <value>By default null: the platform's own limit (<c>limits.concurrency</c>); 0 for none.</value>
    public int? Concurrency { get; set; }

    /// <summary>When a server that keeps failing is left alone for a while.</summary>
    public FhirCircuitBreakerOptions CircuitBreaker { get; set; } = new();

    /// <summary>A copy that shares nothing that can be changed.</summary>
    internal FhirResilienceOptions Clone()
    {
        var copy = (FhirResilienceOptions)MemberwiseClone();
        copy.RetryStatusCodes = RetryStatusCodes?.ToList();
        copy.RetryMethods = RetryMethods?.ToList();
        copy.CircuitBreaker = CircuitBreaker?.Clone()!;
        return copy;
    }
}
