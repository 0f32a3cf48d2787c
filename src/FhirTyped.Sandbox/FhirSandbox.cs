using System.Collections.Concurrent;
using System.Net;
using FhirTyped.R4;
using Microsoft.AspNetCore.Builder;

namespace FhirTyped.Sandbox;

/// <summary>
/// A FHIR server in this process that behaves as a platform does: what the platform does not support it refuses, what the platform
/// ignores it ignores, and it pages as the platform pages. It listens on the loopback address only and keeps everything in memory.
/// </summary>
/// <remarks>Thread-safe. Disposing it stops the server.</remarks>
public sealed partial class FhirSandbox : IAsyncDisposable
{
    private const int MostRequests = 10_000;

    private readonly WebApplication _application;
    private readonly SandboxServer _server;
    private readonly ConcurrentQueue<SandboxRequest> _requests = new();
    private readonly PlannedFaults _faults = new();
    private readonly ConcurrentBag<HttpClient> _clients = [];
    private volatile string? _token;

    private FhirSandbox(WebApplication application, PlatformDescriptor platform, FhirSandboxOptions options, Uri baseUrl)
    {
        _application = application;
        BaseUrl = baseUrl;
        _server = new SandboxServer(platform, options, baseUrl.AbsoluteUri);
        if (options.Authorization is { } authorization)
        {
            _server.Authorization = new AuthorizationServer(_server, authorization, new OAuthAddresses(baseUrl.GetLeftPart(UriPartial.Authority)));
        }
    }

    /// <summary>The base address; it ends with a slash.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The platform as which it serves.</summary>
    public PlatformDescriptor Platform => _server.Platform;

    /// <summary>How many resources are stored; deleted ones and old versions do not count.</summary>
    public int Count => _server.Store.State.Shelves.Values.Sum(static shelf => shelf.Count);

    /// <summary>What was asked so far, oldest first; of more than 10,000 requests the newest.</summary>
    public IReadOnlyList<SandboxRequest> Requests => [.. _requests];

    /// <summary>Starts a sandbox of a platform.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="options">How it serves; they must not be changed afterwards.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static Task<FhirSandbox> StartAsync<TPlatform>(FhirSandboxOptions? options = null, CancellationToken cancellationToken = default)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> => StartAsync(TPlatform.Descriptor, options, cancellationToken);

    /// <summary>Starts a sandbox of a platform that is only known when the program runs.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="options">How it serves; they must not be changed afterwards.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentNullException"><paramref name="platform"/> is null.</exception>
    /// <exception cref="ArgumentException">A client of the options is not well registered; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port of the options is none, or files of exports are to be empty.</exception>
    /// <exception cref="IOException">Something else listens on the port of the options.</exception>
    public static async Task<FhirSandbox> StartAsync(
        PlatformDescriptor platform, FhirSandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(platform);
        options ??= new FhirSandboxOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ExportFileResources, 1, nameof(options));
        FhirSandbox? sandbox = null;
        var application = SandboxHost.Build(options, context => new SandboxHttpHandler(sandbox!, sandbox!._server).HandleAsync(context));
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return sandbox = new FhirSandbox(application, platform, options, new Uri(application.Urls.First() + SandboxHost.BasePath + "/"));
        }
        catch
        {
            // What is wrong with the options must not leave a server behind.
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes the platform's client of this sandbox. It carries the token of <see cref="RequireAuthorization"/>, if one is set by then.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="configure">Sets further options.</param>
    public TPlatform CreateClient<TPlatform>(Action<FhirPlatformOptions>? configure = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> =>
        FhirPlatform.Create<TPlatform>(CreateHttpClient(), options =>
        {
            options.BaseUrl = BaseUrl;
            configure?.Invoke(options);
            if (options.Credential is null)
            {
                options.AccessToken ??= _ => ValueTask.FromResult(_token);
            }
        });

    /// <summary>Makes a plain HTTP client whose base address is the sandbox's. The sandbox disposes it.</summary>
    public HttpClient CreateHttpClient()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = BaseUrl };
        _clients.Add(client);
        return client;
    }

    /// <summary>
    /// From now on answers every request without this bearer token with 401 (RFC 6750), but for the conformance addresses. It permits
    /// everything; tokens of <see cref="FhirSandboxOptions.Authorization"/> are taken as well.
    /// </summary>
    /// <param name="token">The token; null asks for none.</param>
    public void RequireAuthorization(string? token)
    {
        _token = token;
        _server.AsksForToken = token is not null;
    }

    /// <summary>Answers the next request below the base address with a failure. Called several times, it plans as many failures, in their order.</summary>
    /// <param name="status">The status.</param>
    /// <param name="outcome">The body, or null for none.</param>
    /// <param name="retryAfter">The header <c>Retry-After</c>, in whole seconds, or null for none.</param>
    public void FailNext(HttpStatusCode status, OperationOutcome? outcome = null, TimeSpan? retryAfter = null) =>
        Inject(SandboxFault.Status(status, retryAfter, outcome));

    /// <summary>Makes the next requests go wrong. Called several times, it plans as many faults, in their order.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">How many requests it befalls; the default is 1.</param>
    /// <param name="when">
    /// Which requests it is meant for, by their method in capitals and their path without the query (<c>GET</c>, <c>/fhir/r4/Patient/1</c>;
    /// <c>POST</c>, <c>/oauth2/token</c>). The default is every request below the base address. It must not wait, and may be called by several threads.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="fault"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is not positive.</exception>
    public void Inject(SandboxFault fault, int times = 1, Func<string, string, bool>? when = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        _faults.Add(fault, times, when ?? (static (_, path) => SandboxHost.IsBelowBase(path)));
    }

    /// <summary>Stops the server and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _application.StopAsync(patience.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    internal string? Token => _token;

    internal SandboxServer Server => _server;

    internal SandboxFault? TakeFault(string method, string path) => _faults.Take(method, path);

    internal void Record(SandboxRequest request)
    {
        _requests.Enqueue(request);
        while (_requests.Count > MostRequests)
        {
            _requests.TryDequeue(out _);
        }
    }
}
