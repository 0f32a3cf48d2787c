using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FhirTyped.Auth;

/// <summary>
/// Where a FHIR server is, and how a program proves to it who it is, in one text, in environment variables, or in a section of the configuration. There is exactly one way of
/// authenticating, or none.
/// </summary>
/// <remarks>
/// Immutable. No property gives a secret, and <see cref="ToString"/> shows the host and the client's id alone. A text, <c>fhir://host[:port]/path?client_id=…</c>, is <c>https</c>;
/// <c>fhir+http://</c> is for loopback. What stands behind the question mark is form-encoded: a plus in a secret is <c>%2B</c>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FhirConnection
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly ConnectionParts _parts;

    private FhirConnection((ConnectionParts Parts, Uri BaseUrl) read)
    {
        (_parts, BaseUrl) = read;
        ThrowIfAmbiguous();
        UsesKey = _parts.Has(ConnectionPart.SigningKeyFile) || _parts.Flag(ConnectionPart.UsesKey, false);
        VerifiesCertificate = _parts.Flag(ConnectionPart.VerifiesCertificate, true);
        Timeout = ReadTimeout();
        TokenEndpoint = ReadTokenEndpoint();
        Kind = _parts.Has(ConnectionPart.Token) ? "token" : _parts.Has(ConnectionPart.UserName) ? "basic"
            : !_parts.Has(ConnectionPart.ClientId) ? "none" : UsesKey ? "backend_services" : "client_credentials";
    }

    /// <summary>The FHIR server's base address.</summary>
    public Uri BaseUrl { get; }

    /// <summary>How the program authenticates: <c>none</c>, <c>basic</c>, <c>token</c>, <c>client_credentials</c> or <c>backend_services</c>.</summary>
    public string Kind { get; }

    /// <summary>The client's id, or null.</summary>
    public string? ClientId => _parts[ConnectionPart.ClientId];

    /// <summary>How long a request may take, and how long getting a token; null for the defaults.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>Whether the server's certificate is verified. False is for development alone, and refused elsewhere.</summary>
    public bool VerifiesCertificate { get; }

    private bool UsesKey { get; }

    private Uri? TokenEndpoint { get; }

    /// <summary>
    /// Reads <c>fhir://host[:port]/path?client_id=…&amp;client_secret=…|client_secret_path=…&amp;token_url=…&amp;scope=…&amp;audience=…&amp;use_jwt_assertion=true&amp;key_id=…&amp;timeout=30</c>.
    /// With <c>use_jwt_assertion=true</c> the secret is a private key (PEM, or a JSON Web Key); <c>timeout</c> is in seconds.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is no such text: a part is not known, stands there twice or without the one that belongs to it. The message names the part, and no value.</exception>
    public static FhirConnection Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new(ConnectionSources.ReadText(text));
    }

    /// <summary>
    /// Reads environment variables: <c>FHIR_API_URL</c>, and of <c>FHIR_USER</c> with <c>FHIR_PW</c>, <c>FHIR_TOKEN</c>, and <c>CLIENT_ID</c> with <c>CLIENT_SECRET</c> and perhaps
    /// <c>OIDC_PROVIDER_URL</c> (the token endpoint) at most one way. A variable that is empty is one that is not set.
    /// </summary>
    /// <param name="prefix">What stands before each name, for example <c>NORTH_</c>.</param>
    /// <exception cref="FormatException">There is no address, half a pair, or two ways. The message names the variables, and no value.</exception>
    public static FhirConnection FromEnvironment(string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return FromEnvironment(prefix, Environment.GetEnvironmentVariable);
    }

    /// <summary>
    /// Reads a section of the configuration: <c>{ "BaseUrl": "https://…", "Timeout": "00:00:30", "Authentication": { "ClientId": "…", "SigningKeyFile": "…", "Scopes": [ … ] } }</c>. In
    /// <c>Authentication</c> stand <c>Token</c>, or <c>UserName</c> and <c>Password</c>, or <c>ClientId</c> with <c>ClientSecret</c>, <c>ClientSecretFile</c> or
    /// <c>SigningKeyFile</c> and <c>KeyId</c>; and <c>TokenEndpoint</c>, <c>Scopes</c>, <c>Audience</c>. A section that is a text, as in <c>ConnectionStrings</c>, is read by <see cref="Parse"/>.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <exception cref="FormatException">A key is not known, something is missing, or there are two ways. The message names the key, and no value.</exception>
    public static FhirConnection FromConfiguration(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new(ConnectionSources.ReadSection(section));
    }

    /// <summary>The host, and the client's id where there is one.</summary>
    public override string ToString() => ClientId is null ? BaseUrl.IdnHost : BaseUrl.IdnHost + " (client " + ClientId + ")";

    /// <summary>Makes the credential.</summary>
    /// <param name="platform">The platform, for example <c>Epic.Descriptor</c>.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The platform does not take it (FHT1303, FHT1308), or a scope or file is wrong.</exception>
    /// <exception cref="ArgumentException">The key is none that SMART takes, or a token or a name has letters that it cannot.</exception>
    public FhirCredential CreateCredential(PlatformDescriptor platform, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return Kind switch
        {
            "token" => FhirCredential.Token(_parts[ConnectionPart.Token]!),
            "basic" => FhirCredential.Basic(_parts[ConnectionPart.UserName]!, _parts[ConnectionPart.Password]!),
            "client_credentials" => ClientCredentialsCredential.Create(Fill(new ClientCredentialsOptions
            {
                ClientSecret = _parts[ConnectionPart.ClientSecret],
                ClientSecretFile = _parts[ConnectionPart.ClientSecretFile],
                Audience = _parts[ConnectionPart.Audience],
            }, timeProvider), platform),
            "backend_services" => ClientCredentialsCredential.Create(Fill(new BackendServicesOptions
            {
                SigningKey = _parts[ConnectionPart.ClientSecret] is { } key ? ReadKey(key) : null,
                SigningKeyFile = _parts[ConnectionPart.SigningKeyFile] ?? _parts[ConnectionPart.ClientSecretFile],
                KeyId = _parts.Has(ConnectionPart.ClientSecret) ? null : _parts[ConnectionPart.KeyId],
            }, timeProvider), platform),
            _ => FhirCredential.None,
        };
    }

    /// <summary>The same, with variables of another's making: those of the process are everybody's.</summary>
    internal static FhirConnection FromEnvironment(string prefix, Func<string, string?> read) => new(ConnectionSources.ReadEnvironment(prefix, read));

    private SmartSigningKey ReadKey(string text) => text.AsSpan().TrimStart().StartsWith('{')
        ? SmartSigningKey.FromJwk(text, _parts[ConnectionPart.KeyId])
        : SmartSigningKey.FromPem(text, _parts[ConnectionPart.KeyId]);

    private TOptions Fill<TOptions>(TOptions options, TimeProvider? timeProvider)
        where TOptions : AuthorizationClientOptions
    {
        options.ClientId = ClientId!;
        options.TokenEndpoint = TokenEndpoint;
        options.TimeProvider = timeProvider ?? TimeProvider.System;
        options.Timeout = Timeout ?? options.Timeout;
        options.BackchannelHttpHandler = VerifiesCertificate ? null : UnverifiedHandler.Create();
        foreach (var scope in (_parts[ConnectionPart.Scope] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options.Scopes.Add(scope);
        }

        return options;
    }

    private void ThrowIfAmbiguous()
    {
        ConnectionPart[] ways = [ConnectionPart.Token, ConnectionPart.UserName, ConnectionPart.ClientId];
        var said = ways.Where(_parts.Has).Select(way => "'" + _parts.NameOf(way) + "'").ToList();
        if (said.Count > 1)
        {
            throw new FormatException($"The connection authenticates in {said.Count} ways, by {string.Join(" and ", said)}: it takes one.");
        }

        ConnectionPart[] secrets = [ConnectionPart.ClientSecret, ConnectionPart.ClientSecretFile, ConnectionPart.SigningKeyFile];
        var held = secrets.Where(_parts.Has).Select(secret => "'" + _parts.NameOf(secret) + "'").ToList();
        if (held.Count > 1)
        {
            throw new FormatException($"The connection has {string.Join(" and ", held)}: it takes one.");
        }

        _parts.Needs(ConnectionPart.UserName, ConnectionPart.Password);
        _parts.Needs(ConnectionPart.Password, ConnectionPart.UserName);
        _parts.Needs(ConnectionPart.ClientId, secrets);
        foreach (var part in (ConnectionPart[])[.. secrets, ConnectionPart.TokenEndpoint, ConnectionPart.Scope, ConnectionPart.Audience, ConnectionPart.UsesKey, ConnectionPart.KeyId])
        {
            _parts.Needs(part, ConnectionPart.ClientId);
        }

        var usesKey = _parts.Has(ConnectionPart.SigningKeyFile) || _parts.Flag(ConnectionPart.UsesKey, false);
        if (usesKey && _parts.Has(ConnectionPart.Audience))
        {
            throw new FormatException($"'{_parts.NameOf(ConnectionPart.Audience)}' is for a client with a secret, not for one with a key.");
        }

        if (!usesKey)
        {
            _parts.Needs(ConnectionPart.KeyId, ConnectionPart.SigningKeyFile);
        }
    }

    private TimeSpan? ReadTimeout()
    {
        if (_parts[ConnectionPart.Timeout] is not { } text)
        {
            return null;
        }

        var time = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400 ? TimeSpan.FromSeconds(seconds)
            : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span
            : TimeSpan.Zero;
        return time > TimeSpan.Zero ? time : throw new FormatException($"'{_parts.NameOf(ConnectionPart.Timeout)}' of the connection is neither a number of seconds nor a time.");
    }

    private Uri? ReadTokenEndpoint()
    {
        if (_parts[ConnectionPart.TokenEndpoint] is not { } text)
        {
            return null;
        }

        var name = $"'{_parts.NameOf(ConnectionPart.TokenEndpoint)}' of the connection";
        return !Uri.TryCreate(text, UriKind.Absolute, out var address) || text[0] == '/' ? throw new FormatException(name + " is not absolute.")
            : AuthorizationEndpoint.FindProblem(address) is { } problem ? throw new FormatException($"{name} {problem}.")
            : address;
    }
}
