using System.Diagnostics;
using System.Text.Json.Serialization;

namespace FhirTyped.Auth;

/// <summary>A client that may have a secret.</summary>
public abstract class ClientSecretOptions : AuthorizationClientOptions
{
    private protected ClientSecretOptions()
    {
    }

    /// <summary>The client's secret. Either this or <see cref="ClientSecretFile"/>; neither where a certificate alone proves who the client is.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ClientSecret { get; set; }

    /// <summary>The file that holds the client's secret. It is read for each token request, so that a new secret needs no restart; a line break at its end is none of it.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>How the secret is sent.</summary>
    /// <value>By default <see cref="ClientSecretTransport.Basic"/>, unless the platform is known to take it in the body alone.</value>
    public ClientSecretTransport? SecretTransport { get; set; }

    /// <summary>Whether there is a secret.</summary>
    internal bool HasSecret => ClientSecret is not null || ClientSecretFile is not null;

    /// <summary>How a client with a secret, or without, proves who it is to a platform.</summary>
    internal virtual ClientAuthentication NewAuthentication(PlatformDescriptor platform)
    {
        // As they are now: options may be changed later.
        var (secret, file) = (ClientSecret, ClientSecretFile);
        return HasSecret
            ? new ClientAuthentication.BySecret(
                ClientId, () => secret ?? ClientAuthentication.ReadSecret(file!), AuthenticationMethodOf(platform) == ClientAuthentication.SecretPost)
            : new ClientAuthentication.ByName(ClientId);
    }

    /// <inheritdoc/>
    internal override string AuthenticationMethodOf(PlatformDescriptor platform)
    {
        if (!HasSecret)
        {
            return ClientCertificate is null && BackchannelHttpHandler is null ? ClientAuthentication.None : ClientAuthentication.TlsClientAuth;
        }

        var known = platform.Manifest.OAuth.TokenEndpointAuthenticationMethods;
        return SecretTransport switch
        {
            ClientSecretTransport.Basic => ClientAuthentication.SecretBasic,
            ClientSecretTransport.Body => ClientAuthentication.SecretPost,
            _ => known.Contains(ClientAuthentication.SecretPost) && !known.Contains(ClientAuthentication.SecretBasic)
                ? ClientAuthentication.SecretPost
                : ClientAuthentication.SecretBasic,
        };
    }

    private protected override void FindProblems(PlatformDescriptor platform, List<string> problems)
    {
        base.FindProblems(platform, problems);
        if (ClientSecret is not null && ClientSecretFile is not null)
        {
            problems.Add($"{GetType().Name}: {nameof(ClientSecret)} and {nameof(ClientSecretFile)} are both set.");
        }

        if (ClientSecret is { Length: 0 } || ClientSecretFile is { Length: 0 })
        {
            problems.Add($"{GetType().Name}: the secret or its file is set, and empty.");
        }

        if (ClientSecretFile is { Length: > 0 } file && !File.Exists(file))
        {
            problems.Add($"{GetType().Name}.{nameof(ClientSecretFile)} does not exist.");
        }

        if (SecretTransport is { } transport && !Enum.IsDefined(transport))
        {
            problems.Add($"{GetType().Name}.{nameof(SecretTransport)} is none of {string.Join(", ", Enum.GetNames<ClientSecretTransport>())}.");
        }
    }
}
