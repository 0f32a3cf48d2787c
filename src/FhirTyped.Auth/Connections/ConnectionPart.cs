namespace FhirTyped.Auth;

/// <summary>What a connection can say, whatever it is called where it stands.</summary>
internal enum ConnectionPart
{
    BaseUrl,
    UserName,
    Password,
    Token,
    ClientId,
    ClientSecret,
    ClientSecretFile,
    UsesKey,
    SigningKeyFile,
    KeyId,
    TokenEndpoint,
    Scope,
    Audience,
    Timeout,
    VerifiesCertificate,
}
