using System.Text.Json.Serialization;
using FhirTyped.Capabilities;

namespace FhirTyped.Auth;

/// <summary>
/// How a program without a user gets tokens by SMART Backend Services (https://hl7.org/fhir/smart-app-launch/backend-services.html): it signs who it is
/// with a key whose public part the server knows.
/// </summary>
public sealed class BackendServicesOptions : AuthorizationClientOptions
{
    /// <summary>The key that signs. Either this or <see cref="SigningKeyFile"/>.</summary>
    [JsonIgnore]
    public SmartSigningKey? SigningKey { get; set; }

    /// <summary>The file of the key that signs: PEM, a JSON Web Key, or a set of them. It is read when the credential is made.</summary>
    public string? SigningKeyFile { get; set; }

    /// <summary>The id (<c>kid</c>) of the key in <see cref="SigningKeyFile"/>.</summary>
    /// <value>By default null: what the file says, else the key's thumbprint (RFC 7638).</value>
    public string? KeyId { get; set; }

    /// <summary>By which rules the assertion is written.</summary>
    /// <value>By default <see cref="ClientAssertionRules.Smart"/>.</value>
    public ClientAssertionRules AssertionRules { get; set; }

    /// <inheritdoc/>
    internal override string AuthenticationMethodOf(PlatformDescriptor platform) => ClientAuthentication.PrivateKeyJwt;

    /// <summary>The key, read from its file where it stands there.</summary>
    internal SmartSigningKey ReadKey() => SigningKey ?? SmartSigningKey.FromFile(SigningKeyFile!, KeyId);

    /// <inheritdoc/>
    internal override IReadOnlyList<string> ScopesFor(PlatformDescriptor platform) =>
        // The platform file may hold what other programs ask for with a user.
        Scopes.Count > 0 ? [.. Scopes] : [.. platform.Manifest.Client.Scopes.Where(static scope => SmartScope.Parse(scope)?.Context == SmartScopeContext.System)];

    private protected override void FindProblems(PlatformDescriptor platform, List<string> problems)
    {
        base.FindProblems(platform, problems);
        if ((SigningKey is null) == string.IsNullOrEmpty(SigningKeyFile))
        {
            problems.Add($"{nameof(BackendServicesOptions)}: exactly one of {nameof(SigningKey)} and {nameof(SigningKeyFile)} is needed.");
        }
        else if (SigningKey is not null && KeyId is not null)
        {
            problems.Add($"{nameof(BackendServicesOptions)}.{nameof(KeyId)} is for {nameof(SigningKeyFile)}: a {nameof(SigningKey)} has its own.");
        }

        if (!Enum.IsDefined(AssertionRules))
        {
            problems.Add($"{nameof(BackendServicesOptions)}.{nameof(AssertionRules)} is none of {string.Join(", ", Enum.GetNames<ClientAssertionRules>())}.");
        }

        if (ScopesFor(platform).Count == 0)
        {
            problems.Add($"{nameof(BackendServicesOptions)}.{nameof(Scopes)} is empty, and SMART Backend Services asks for scopes: system/Observation.rs, for example.");
        }
    }
}
