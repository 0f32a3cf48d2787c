using System.Collections.Frozen;
using FhirTyped.Auth;
using FhirTyped.Platforms;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>The servers behind the gateway, as they are now. Platform files that change make new ones; requests that are under way end with those they began with.</summary>
internal sealed partial class GatewayPlatforms : IDisposable
{
    private readonly FhirGatewayOptions _options;
    private readonly IFhirPlatformFactory _factory;
    private readonly GatewayAddress _address;
    private readonly ILogger<GatewayPlatforms> _logger;
    private readonly TimeProvider _time;
    private readonly Lock _loading = new();
    private readonly PlatformFolderWatch? _watch;
    private volatile Snapshot _now;

    public GatewayPlatforms(IOptions<FhirGatewayOptions> options, IFhirPlatformFactory factory, GatewayAddress address, ILogger<GatewayPlatforms> logger, TimeProvider time)
    {
        (_options, _factory, _address, _logger, _time) = (options.Value, factory, address, logger, time);
        _now = Load();
        if (_options.PlatformFolder is { } folder)
        {
            _watch = new PlatformFolderWatch(folder, TryReload);
        }
    }

    /// <summary>All, in the order of their names.</summary>
    public IReadOnlyList<GatewayPlatform> All => _now.All;

    /// <summary>What tells nodes with the same platform files from others: a hash over them.</summary>
    public string Fingerprint => _now.Fingerprint;

    /// <summary>What was wrong with the platform files when they last changed; null where nothing was. The platforms before go on.</summary>
    public string? Problem { get; private set; }

    /// <summary>One by its name; null where there is none.</summary>
    public GatewayPlatform? Find(string id) => _now.ById.GetValueOrDefault(id);

    /// <summary>Reads the platform files again.</summary>
    /// <exception cref="PlatformFileException">A file has an error; nothing was changed.</exception>
    public void Reload()
    {
        lock (_loading)
        {
            _now = Load();
            Problem = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();

    private void TryReload()
    {
        try
        {
            Reload();
            LogReloaded(_logger, Fingerprint);
        }
        catch (Exception error) when (error is PlatformFileException or IOException or UnauthorizedAccessException or OptionsValidationException)
        {
            Problem = error.Message;
            LogNotReloaded(_logger, error.Message);
        }
    }

    private Snapshot Load()
    {
        var descriptors = new Dictionary<string, PlatformDescriptor>(StringComparer.Ordinal);
        foreach (var platform in BuiltInPlatforms.All)
        {
            descriptors[platform.Id] = platform;
        }

        var fingerprint = "built-in";
        if (_options.PlatformFolder is { } folder)
        {
            foreach (var platform in PlatformFiles.LoadDirectory(folder, BuiltInPlatforms.All))
            {
                descriptors[platform.Id] = platform;
            }

            fingerprint = PlatformFolderWatch.FingerprintOf(folder);
        }

        var problems = new List<string>();
        var all = new List<GatewayPlatform>();
        foreach (var (id, options) in _options.Platforms.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            if (!descriptors.TryGetValue(options.Platform ?? id, out var descriptor))
            {
                problems.Add($"{FhirGatewayOptions.SectionName}:Platforms:{id}: there is no platform '{options.Platform ?? id}'. {nameof(GatewayPlatformOptions.Platform)} says which one it is.");
                continue;
            }

            try
            {
                all.Add(Make(id, options, descriptor));
            }
            catch (Exception error) when (error is FormatException or ArgumentException or OptionsValidationException or IOException)
            {
                problems.Add($"{FhirGatewayOptions.SectionName}:Platforms:{id}: {error.Message}");
            }
        }

        return problems.Count > 0
            ? throw new OptionsValidationException(FhirGatewayOptions.SectionName, typeof(FhirGatewayOptions), problems)
            : new Snapshot(all, all.ToFrozenDictionary(static one => one.Id, StringComparer.Ordinal), fingerprint);
    }

    private GatewayPlatform Make(string id, GatewayPlatformOptions options, PlatformDescriptor descriptor)
    {
        var connection = options.Connection is { } text ? FhirConnection.Parse(text) : null;
        var client = new FhirPlatformOptions
        {
            BaseUrl = options.BaseUrl ?? connection?.BaseUrl,
            Undeclared = options.Undeclared,
            RequestTimeout = connection?.Timeout ?? options.RequestTimeout,
            TimeProvider = _time,
        };
        foreach (var host in options.PagingHosts)
        {
            client.PagingHosts.Add(host);
        }

        options.Configure?.Invoke(client);
        var shared = connection?.CreateCredential(descriptor, _time) ?? client.Credential ?? (options.IsOpen ? FhirCredential.None : null);

        // Each request brings the credential of its own caller.
        client.Credential = null;
        var made = _factory.Create(descriptor, client);
        return new(id, options, made, shared, options.Launch is { ClientId.Length: > 0 } launch ? () => NewLaunch(launch, descriptor, made.Exchange.BaseUrl) : null);
    }

    private SmartLaunch NewLaunch(GatewayLaunchOptions launch, PlatformDescriptor descriptor, Uri baseUrl)
    {
        var options = new SmartLaunchOptions
        {
            ClientId = launch.ClientId,
            ClientSecret = launch.ClientSecret,
            ClientSecretFile = launch.ClientSecretFile,
            SigningKeyFile = launch.SigningKeyFile,
            KeyId = launch.KeyId,
            RedirectUri = _address.At("/oauth/callback"),
            TimeProvider = _time,
        };
        var scopes = launch.Scopes.Count > 0 ? launch.Scopes
            : descriptor.Manifest.Client.Scopes.Count > 0 ? [.. descriptor.Manifest.Client.Scopes]
            : ["launch/patient", "openid", "fhirUser", "offline_access", "patient/*.read"];
        foreach (var scope in scopes)
        {
            options.Scopes.Add(scope);
        }

        launch.Configure?.Invoke(options);

        // Servers compare the address letter by letter with that of their own configuration, which has no slash at its end.
        return new SmartLaunch(options, new Uri(baseUrl.AbsoluteUri.TrimEnd('/')), descriptor);
    }

    [LoggerMessage(1, LogLevel.Information, "The platform files changed and were read again ({Fingerprint}).")]
    private static partial void LogReloaded(ILogger logger, string fingerprint);

    [LoggerMessage(2, LogLevel.Error, "The platform files changed and could not be read; those before stay in use. {Problem}")]
    private static partial void LogNotReloaded(ILogger logger, string problem);

    private sealed record Snapshot(IReadOnlyList<GatewayPlatform> All, FrozenDictionary<string, GatewayPlatform> ById, string Fingerprint);
}
