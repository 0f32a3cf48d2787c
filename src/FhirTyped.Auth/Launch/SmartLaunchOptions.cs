using System.Text.Json.Serialization;

namespace FhirTyped.Auth;

/// <summary>
/// An application that users log in to by the EHR (https://hl7.org/fhir/smart-app-launch/app-launch.html). With a key or a secret it is a confidential client, without
/// either a public one; PKCE with S256 is always used.
/// </summary>
public sealed class SmartLaunchOptions : ClientSecretOptions
{
    /// <summary>Where the browser comes back to, as it was registered, letter by letter: <c>https</c>, loopback, or a scheme of the application's own (RFC 8252).</summary>
    public Uri? RedirectUri { get; set; }

    /// <summary>The key that signs who the client is; or <see cref="SigningKeyFile"/>, or a secret.</summary>
    [JsonIgnore]
    public SmartSigningKey? SigningKey { get; set; }

    /// <summary>The file of the key that signs: PEM, a JSON Web Key, or a set of them.</summary>
    public string? SigningKeyFile { get; set; }

    /// <summary>The id (<c>kid</c>) of the key in <see cref="SigningKeyFile"/>.</summary>
    /// <value>By default null: what the file says, else the key's thumbprint (RFC 7638).</value>
    public string? KeyId { get; set; }

    /// <summary>By which rules the assertion of a key is written.</summary>
    /// <value>By default <see cref="ClientAssertionRules.Smart"/>.</value>
    public ClientAssertionRules AssertionRules { get; set; }

    /// <summary>The authorization endpoint, absolute and <c>https</c>. With <see cref="AuthorizationClientOptions.TokenEndpoint"/>, and without <c>openid</c>, the server is not asked for any.</summary>
    /// <value>By default null: what the server says.</value>
    public Uri? AuthorizationEndpoint { get; set; }

    /// <summary>Whether the <c>aud</c> parameter is sent, which says to which FHIR server the token is to go.</summary>
    /// <value>By default null: unless the platform is known to refuse it.</value>
    public bool? SendAudience { get; set; }

    /// <summary>How long a user may take to log in.</summary>
    /// <value>By default 15 minutes.</value>
    public TimeSpan LoginTimeout { get; set; } = TimeSpan.FromMinutes(15);

    private bool HasKey => SigningKey is not null || SigningKeyFile is not null;

    /// <inheritdoc/>
    internal override string AuthenticationMethodOf(PlatformDescriptor platform) => HasKey ? ClientAuthentication.PrivateKeyJwt : base.AuthenticationMethodOf(platform);

    /// <inheritdoc/>
    internal override ClientAuthentication NewAuthentication(PlatformDescriptor platform) => HasKey
        ? new ClientAuthentication.ByKey(ClientId, SigningKey ?? SmartSigningKey.FromFile(SigningKeyFile!, KeyId), AssertionRules, TimeProvider)
        : base.NewAuthentication(platform);

    private protected override void FindProblems(PlatformDescriptor platform, List<string> problems)
    {
        base.FindProblems(platform, problems);
        if (RedirectUri is null || !RedirectUri.IsAbsoluteUri || RedirectUri.Fragment.Length > 0 || RedirectUri.UserInfo.Length > 0
            || (RedirectUri.Scheme == Uri.UriSchemeHttp && !RedirectUri.IsLoopback))
        {
            problems.Add($"{nameof(SmartLaunchOptions)}.{nameof(RedirectUri)} is needed: absolute, without fragment or user, and not http but for loopback.");
        }

        if (new[] { SigningKey is not null, SigningKeyFile is not null, HasSecret }.Count(static one => one) > 1)
        {
            problems.Add($"{nameof(SmartLaunchOptions)}: more than one of {nameof(SigningKey)}, {nameof(SigningKeyFile)} and a secret is set.");
        }

        if (AuthorizationEndpoint is { } address && Auth.AuthorizationEndpoint.FindProblem(address) is { } problem)
        {
            problems.Add($"{nameof(SmartLaunchOptions)}.{nameof(AuthorizationEndpoint)} {problem}.");
        }

        if (ScopesFor(platform).Count == 0)
        {
            problems.Add($"{nameof(SmartLaunchOptions)}.{nameof(Scopes)} is empty: launch/patient and patient/Observation.rs, for example.");
        }

        if (LoginTimeout <= TimeSpan.Zero)
        {
            problems.Add($"{nameof(SmartLaunchOptions)}.{nameof(LoginTimeout)} is {LoginTimeout:c}, and must be more than nothing.");
        }

        if (!Enum.IsDefined(AssertionRules))
        {
            problems.Add($"{nameof(SmartLaunchOptions)}.{nameof(AssertionRules)} is none of {string.Join(", ", Enum.GetNames<ClientAssertionRules>())}.");
        }
    }
}
