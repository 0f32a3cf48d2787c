using FhirTyped.Auth;

namespace FhirTyped.Gateway;

/// <summary>One server behind the gateway, with the one way to it. Immutable, thread-safe.</summary>
internal sealed class GatewayPlatform
{
    private readonly Lazy<SmartLaunch>? _launch;

    public GatewayPlatform(string id, GatewayPlatformOptions options, IFhirPlatformClient client, FhirCredential? shared, Func<SmartLaunch>? launch)
    {
        (Id, Options, Client, Shared) = (id, options, client, shared);
        _launch = launch is null ? null : new(launch);
    }

    /// <summary>The name that stands in addresses.</summary>
    public string Id { get; }

    /// <summary>The options.</summary>
    public GatewayPlatformOptions Options { get; }

    /// <summary>The client, with the platform's limits and connections.</summary>
    public IFhirPlatformClient Client { get; }

    /// <summary>The way to the server.</summary>
    public FhirExchange Exchange => Client.Exchange;

    /// <summary>The platform.</summary>
    public PlatformDescriptor Descriptor => Exchange.Platform;

    /// <summary>The name that people read.</summary>
    public string DisplayName => Options.DisplayName ?? Descriptor.Name;

    /// <summary>The credential that callers share; null where each has his own.</summary>
    public FhirCredential? Shared { get; }

    /// <summary>Whether people can log in.</summary>
    public bool HasLogin => _launch is not null;

    /// <summary>How people log in.</summary>
    /// <exception cref="InvalidOperationException">Nobody can.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options of the launch cannot be worked with.</exception>
    public SmartLaunch Launch => (_launch ?? throw new InvalidOperationException("Nobody can log in at " + Id + ".")).Value;

    /// <inheritdoc/>
    public override string ToString() => Id;
}
