using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>The address by which browsers reach the gateway.</summary>
internal sealed class GatewayAddress(IOptions<FhirGatewayOptions> options, IServer server)
{
    private Uri? _origin;

    /// <summary>Scheme, host and port, with a slash at the end.</summary>
    /// <exception cref="InvalidOperationException">None is configured, and the server has not started.</exception>
    public Uri Origin => _origin ??= Find();

    /// <summary>Whether it is <c>https</c>, so that cookies may be for it alone.</summary>
    public bool IsSecure => Origin.Scheme == Uri.UriSchemeHttps;

    /// <summary>An address of the gateway.</summary>
    /// <param name="path">The path from its slash on.</param>
    public Uri At(string path) => new(Origin, path);

    private Uri Find()
    {
        if (options.Value.PublicUrl is { } configured)
        {
            return new Uri(configured.GetLeftPart(UriPartial.Authority) + "/");
        }

        // Without a configured address the gateway serves this machine alone: GatewayOptionsCheck sees to it.
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(static address => new Uri(address)).FirstOrDefault(static address => address.IsLoopback);
        return listening ?? throw new InvalidOperationException($"{FhirGatewayOptions.SectionName}:{nameof(FhirGatewayOptions.PublicUrl)} is not set, and the server does not listen on loopback.");
    }
}
