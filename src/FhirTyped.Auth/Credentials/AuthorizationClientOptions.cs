using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using FhirTyped.Capabilities;
using Microsoft.Extensions.Options;

namespace FhirTyped.Auth;

/// <summary>What every client of an authorization server has: who it is, what it asks for, and how it reaches the server.</summary>
public abstract class AuthorizationClientOptions
{
    private protected AuthorizationClientOptions()
    {
    }

    /// <summary>The id by which the server knows this client.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The scopes that are asked for.</summary>
    /// <value>By default empty: those of <c>client.scopes</c> in the platform file.</value>
    public IList<string> Scopes { get; } = [];

    /// <summary>
    /// The token endpoint, absolute and <c>https</c> (loopback may be <c>http</c>). It is then taken as it is: it may lead into a private network, and the FHIR
    /// server is not asked for another.
    /// </summary>
    /// <value>By default null: what the FHIR server says (<c>.well-known/smart-configuration</c>, else its CapabilityStatement), else the platform file.</value>
    public Uri? TokenEndpoint { get; set; }

    /// <summary>How long one way to a token may take: discovery and token request together.</summary>
    /// <value>By default 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The certificate that the client shows to the authorization server (mutual TLS, RFC 8705). The FHIR server's own connection is another: set it there too
    /// where tokens are bound to the certificate.
    /// </summary>
    [JsonIgnore]
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>
    /// The handler of requests to the authorization server, instead of one of this library. It must follow no redirect, which would carry a secret elsewhere; and to
    /// which addresses a name leads is then its own matter.
    /// </summary>
    [JsonIgnore]
    public HttpMessageHandler? BackchannelHttpHandler { get; set; }

    /// <summary>The clock of lives, pauses and time limits.</summary>
    /// <value>By default the system's.</value>
    [JsonIgnore]
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The type and the client's id.</summary>
    public sealed override string ToString() => GetType().Name + " " + ClientId;

    /// <summary>Throws where they cannot be worked with; the message holds all that is wrong, and no value.</summary>
    internal void ThrowIfUnusable(PlatformDescriptor platform)
    {
        var problems = new List<string>();
        FindProblems(platform, problems);
        if (problems.Count > 0)
        {
            throw new OptionsValidationException(platform.Id, GetType(), problems);
        }
    }

    /// <summary>Whether a text can be a scope (RFC 6749, section 3.3).</summary>
    internal static bool IsScope(string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.AsSpan().ContainsAny('"', '\\');

    /// <summary>The scopes to ask for.</summary>
    internal virtual IReadOnlyList<string> ScopesFor(PlatformDescriptor platform) => Scopes.Count > 0 ? [.. Scopes] : [.. platform.Manifest.Client.Scopes];

    /// <summary>How the client proves to a platform who it is, as the server's metadata calls it (RFC 7591, section 2).</summary>
    internal abstract string AuthenticationMethodOf(PlatformDescriptor platform);

    private protected virtual void FindProblems(PlatformDescriptor platform, List<string> problems)
    {
        var name = GetType().Name;
        if (string.IsNullOrWhiteSpace(ClientId))
        {
            problems.Add($"{name}.{nameof(ClientId)} is empty.");
        }

        if (TokenEndpoint is { } address && AuthorizationEndpoint.FindProblem(address) is { } problem)
        {
            problems.Add($"{name}.{nameof(TokenEndpoint)} {problem}.");
        }

        if (Timeout <= TimeSpan.Zero)
        {
            problems.Add($"{name}.{nameof(Timeout)} is {Timeout:c}, and must be more than nothing.");
        }

        if (TimeProvider is null)
        {
            problems.Add($"{name}.{nameof(TimeProvider)} is null.");
        }

        if (ClientCertificate is { HasPrivateKey: false })
        {
            problems.Add($"{name}.{nameof(ClientCertificate)} has no private key.");
        }

        if (BackchannelHttpHandler is SocketsHttpHandler { AllowAutoRedirect: true } or HttpClientHandler { AllowAutoRedirect: true })
        {
            problems.Add($"{name}.{nameof(BackchannelHttpHandler)} follows redirects, which would carry a secret elsewhere: set AllowAutoRedirect to false.");
        }

        if (BackchannelHttpHandler is not null && ClientCertificate is not null)
        {
            problems.Add($"{name}.{nameof(BackchannelHttpHandler)} and {nameof(ClientCertificate)} are both set: give the certificate to the handler.");
        }

        FindPlatformProblems(platform, name, problems);
    }

    private void FindPlatformProblems(PlatformDescriptor platform, string name, List<string> problems)
    {
        var scopes = ScopesFor(platform);
        for (var i = 0; i < scopes.Count; i++)
        {
            if (!IsScope(scopes[i]))
            {
                problems.Add($"{name}.{nameof(Scopes)}[{i}] is no scope: it is empty, or holds a space, a quote, a backslash or a letter beyond ASCII (RFC 6749, section 3.3).");
            }
        }

        // Whether public clients are taken stands among a server's capabilities (client-public), not among the ways to authenticate.
        var method = AuthenticationMethodOf(platform);
        var verdict = method == ClientAuthentication.None ? CapabilityVerdict.Supported : platform.Judge.JudgeClientAuthentication(method);
        if (!verdict.IsSupported)
        {
            problems.Add(verdict.Id + ": " + verdict.Message);
        }

        problems.AddRange(platform.Judge.JudgeScopeSyntax(scopes).Select(static verdict => verdict.Id + ": " + verdict.Message));
    }
}
