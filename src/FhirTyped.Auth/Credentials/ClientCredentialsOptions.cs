using System.Diagnostics;
using System.Text.Json.Serialization;

namespace FhirTyped.Auth;

/// <summary>How a program without a user gets tokens by a secret or a certificate (RFC 6749, section 4.4). With a key: <see cref="BackendServicesOptions"/>.</summary>
public sealed class ClientCredentialsOptions : AuthorizationClientOptions
{
    /// <summary>The client's secret. Either this or <see cref="ClientSecretFile"/>; neither where a certificate alone proves who the client is.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ClientSecret { get; set; }

    /// <summary>The file that holds the client's secret. It is read for each token request, so that a new secret needs no restart; a line break at its end is none of it.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>How the secret is sent.</summary>
    /// <value>By default <see cref="ClientSecretTransport.Basic"/>, unless the platform is known to take it in the body alone.</value>
    public ClientSecretTransport? SecretTransport { get; set; }

    /// <summary>The <c>audience</c> parameter, which some servers ask for to know the API that is meant.</summary>
    /// <value>By default null: none is sent.</value>
    public string? Audience { get; set; }

    /// <inheritdoc/>
    internal override string AuthenticationMethodOf(PlatformDescriptor platform)
    {
        if (ClientSecret is null && ClientSecretFile is null)
        {
            return ClientAuthentication.TlsClientAuth;
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
            problems.Add($"{nameof(ClientCredentialsOptions)}: {nameof(ClientSecret)} and {nameof(ClientSecretFile)} are both set.");
        }

        if (ClientSecret is { Length: 0 } || ClientSecretFile is { Length: 0 })
        {
            problems.Add($"{nameof(ClientCredentialsOptions)}: the secret or its file is set, and empty.");
        }

        if (ClientSecret is null && ClientSecretFile is null && ClientCertificate is null && BackchannelHttpHandler is null)
        {
            problems.Add($"{nameof(ClientCredentialsOptions)}: {nameof(ClientSecret)}, {nameof(ClientSecretFile)} or {nameof(ClientCertificate)} is needed.");
        }

        if (ClientSecretFile is { Length: > 0 } file && !File.Exists(file))
        {
            problems.Add($"{nameof(ClientCredentialsOptions)}.{nameof(ClientSecretFile)} does not exist.");
        }

        if (SecretTransport is { } transport && !Enum.IsDefined(transport))
        {
            problems.Add($"{nameof(ClientCredentialsOptions)}.{nameof(SecretTransport)} is none of {string.Join(", ", Enum.GetNames<ClientSecretTransport>())}.");
        }
    }
}
