using System.Security.Cryptography;
using FhirTyped.Auth;

namespace FhirTyped.External.Tests;

/// <summary>
/// The clients that a server of the contract tests knows. <c>app-…</c> log users in by <see cref="RedirectUri"/> and refresh; <c>machine-…</c> and <c>backend-…</c> get tokens for
/// <c>system/Patient.rs</c> and <c>system/Observation.rs</c>.
/// </summary>
public static class ContractClients
{
    public const string BackendRs384 = "backend-rs384";
    public const string BackendEs384 = "backend-es384";
    public const string MachineBasic = "machine-basic";
    public const string MachinePost = "machine-post";
    public const string AppPublic = "app-public";
    public const string AppSecret = "app-secret";
    public const string AppKey = "app-key";

    /// <summary>The secret of those that have one: everything that form encoding changes. RFC 6749 has ASCII only, and oidc-provider refuses other letters.</summary>
    public const string Secret = "a +/:%&= secret";

    /// <summary>Where browsers come back to; nobody listens there.</summary>
    public static Uri RedirectUri { get; } = new("http://127.0.0.1:1/callback");

    /// <summary>The key of <see cref="BackendRs384"/>.</summary>
    public static SmartSigningKey Rs384 { get; } = SmartSigningKey.FromPem(RSA.Create(2048).ExportPkcs8PrivateKeyPem(), "contract-rs384");

    /// <summary>The key of <see cref="BackendEs384"/> and <see cref="AppKey"/>.</summary>
    public static SmartSigningKey Es384 { get; } = SmartSigningKey.FromPem(ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportPkcs8PrivateKeyPem(), "contract-es384");

    /// <summary>The public parts, as they are registered.</summary>
    public static string Jwks { get; } = SmartSigningKey.ToPublicJwks(Rs384, Es384);
}
