namespace FhirTyped;

/// <summary>How a client reaches one server of a platform.</summary>
/// <remarks>
/// With dependency injection there are options for each server, by its name: that which <c>AddFhirPlatform</c> was given, or else the platform's id
/// (<c>Epic.PlatformId</c>). So <c>services.Configure&lt;FhirPlatformOptions&gt;("north", …)</c> adds to them. They are checked when a host starts, and
/// whenever a client is made; what is wrong is an <see cref="Microsoft.Extensions.Options.OptionsValidationException"/>.
/// </remarks>
public sealed class FhirPlatformOptions
{
    /// <summary>
    /// What the name of a server's HTTP client begins with; its own name follows: <c>fhir:north</c>. By it <c>services.AddHttpClient("fhir:north")</c> adds handlers.
    /// </summary>
    public const string HttpClientNamePrefix = "fhir:";

    /// <summary>How long <see cref="ContinuationKey"/> is, in bytes.</summary>
    public const int ContinuationKeyLength = 32;

    /// <summary>
    /// The server's base address, for example <c>https://fhir.example.org/api/FHIR/R4</c>. Only <c>https</c>, but for loopback.
    /// </summary>
    /// <value>By default the platform's own <c>fhir_base_url</c>.</value>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// How the client proves to the server who it is: <see cref="FhirCredential.Token"/>, <see cref="FhirCredential.Basic"/>, or one of the package
    /// FhirTyped.Auth, which gets and renews its token by itself. It stands beside <see cref="AccessToken"/>: one of the two.
    /// </summary>
    /// <value>By default null: no authorization, or that of <see cref="AccessToken"/>.</value>
    public FhirCredential? Credential { get; set; }

    /// <summary>What happens where the scopes that the server granted (<see cref="FhirAuthorization.Scope"/>) do not cover a call.</summary>
    /// <value>By default <see cref="ScopeHandling.Tell"/>: a server may allow more than it says.</value>
    public ScopeHandling GrantedScopes { get; set; } = ScopeHandling.Tell;

    /// <summary>Gives the bearer token of each request (RFC 6750), or null for a request without one.</summary>
    /// <value>By default null: no authorization, or that of <see cref="Credential"/>.</value>
    public Func<CancellationToken, ValueTask<string?>>? AccessToken { get; set; }

    /// <summary>What happens where nothing says that the platform supports a request, and nothing contradicts it.</summary>
    /// <value>By default <see cref="UndeclaredHandling.Send"/>.</value>
    public UndeclaredHandling Undeclared { get; set; } = UndeclaredHandling.Send;

    /// <summary>What happens where the server's answer shows that it left out a filter.</summary>
    /// <value>By default <see cref="DroppedFilterHandling.Throw"/>.</value>
    public DroppedFilterHandling DroppedFilters { get; set; } = DroppedFilterHandling.Throw;

    /// <summary>
    /// What happens where a server gave fewer matches on all pages than it counted (<c>Bundle.total</c>), and no link to a further one. Totals
    /// that were asked for as an estimate, and searches with the caller's own place in the list (<c>_offset</c>), are not looked at.
    /// </summary>
    /// <value>By default <see cref="TruncationHandling.Tell"/>: of 48 recorded searches with a total one has a total that can hardly be right.</value>
    public TruncationHandling Truncation { get; set; } = TruncationHandling.Tell;

    /// <summary>
    /// Which criteria are held against each match, by what the match itself says. A match of another patient than was asked for throws
    /// before anything of its page is given (<see cref="FhirContentMismatchException"/>).
    /// </summary>
    /// <value>By default <see cref="MatchVerification.Patient"/>.</value>
    public MatchVerification VerifyMatches { get; set; } = MatchVerification.Patient;

    /// <summary>
    /// Whether searches are sent with <c>Prefer: handling=strict</c>, so that the server refuses a search rather than leave out a part of it
    /// (https://hl7.org/fhir/R4/search.html#errors). Receipts are compared all the same.
    /// </summary>
    /// <value>By default null: where the platform is known to honour it (rule <c>handling_strict</c>).</value>
    public bool? StrictHandling { get; set; }

    /// <summary>How many pages one search may read before it fails.</summary>
    /// <value>By default 10,000.</value>
    public int MaximumPages { get; set; } = 10_000;

    /// <summary>
    /// How long one search may take over all its pages, from its first request to the last byte that is read. A request that is under way ends then as
    /// well, with a <see cref="FhirTimeoutException"/>.
    /// </summary>
    /// <value>By default there is no limit beyond that of each request.</value>
    public TimeSpan MaximumSearchTime { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>The largest body that is read, in bytes; a larger one fails.</summary>
    /// <value>By default 64 MiB.</value>
    public int MaximumResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The longest address that is sent by GET; a longer search is sent by POST to <c>_search</c>, in characters.</summary>
    /// <value>By default 2,000.</value>
    public int MaximumUrlLength { get; set; } = 2_000;

    /// <summary>
    /// Further hosts to which <c>next</c> links may lead, beside the base address and the hosts that the platform declares (rule <c>paging_hosts</c>).
    /// The server's own host here lets them leave the path of the base address, where another tenant may be.
    /// </summary>
    public IList<string> PagingHosts { get; private set; } = [];

    /// <summary>
    /// How long one try of a request may take, from sending it to the last byte of its answer. All tries together have
    /// <see cref="FhirResilienceOptions.TotalTimeout"/>. <see cref="HttpClient.Timeout"/> ends with the
    /// headers of the answer; a body that never ends would be waited for without end.
    /// </summary>
    /// <value>By default 100 seconds; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>What the client does where the server fails or has limits: when a request is sent again, and how many there may be.</summary>
    public FhirResilienceOptions Resilience { get; set; } = new();

    /// <summary>
    /// The connections: how many, for how long, by which certificates and proxy. Without dependency injection a client with options of its own has an HTTP client of its own: make it once.
    /// </summary>
    /// <value>By default null: as <see cref="FhirTransportOptions"/> are, over connections that are shared with other clients.</value>
    public FhirTransportOptions? Transport { get; set; }

    /// <summary>How often <c>ModifyAsync</c> reads, changes and writes before it gives up where others keep changing the same resource.</summary>
    /// <value>By default 20, which lets fifty who change one resource at once all finish; at least 1.</value>
    public int ModifyAttempts { get; set; } = 20;

    /// <summary>
    /// Whether the base address may be <c>http</c> although it is not loopback. Everybody between here and there can then read and change
    /// what is sent: only for a network of which you know that nobody is.
    /// </summary>
    /// <value>By default false.</value>
    public bool AllowUnencrypted { get; set; }

    /// <summary>
    /// The key by which <see cref="FhirSearchPage{T}.Continuation"/> is sealed (AES-256-GCM), <see cref="ContinuationKeyLength"/> bytes of a cryptographic
    /// random generator. All nodes of a web application need the same, and it must outlive a restart.
    /// </summary>
    /// <value>By default null: a key of this process, so that what it sealed can be read by it alone.</value>
    public byte[]? ContinuationKey { get; set; }

    /// <summary>The clock of timeouts, pauses and limits.</summary>
    /// <value>By default the system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The credential in use: however it was set.</summary>
    internal FhirCredential CredentialInUse => Credential ?? (AccessToken is { } accessToken ? new AccessTokenCredential(accessToken) : FhirCredential.None);

    /// <summary>What a request carries: it goes to the server that it was made for, and to no paging host.</summary>
    internal static ValueTask<FhirAuthorization?> AuthorizeAsync(FhirCredential credential, Uri address, Uri baseUrl, CancellationToken cancellationToken) =>
        FhirBaseUrl.IsSameOrigin(address, baseUrl) ? credential.GetAsync(baseUrl, cancellationToken) : default;

    /// <summary>A copy, so that what one client needs does not change those of others.</summary>
    internal FhirPlatformOptions Clone()
    {
        var copy = (FhirPlatformOptions)MemberwiseClone();
        copy.PagingHosts = [.. PagingHosts];
        copy.ContinuationKey = ContinuationKey?.ToArray();

        // What is null is a problem for the check that follows.
        copy.Resilience = Resilience?.Clone()!;
        copy.Transport = Transport?.Clone();
        return copy;
    }
}
