using System.Security.Cryptography;

namespace FhirTyped.Auth.Tests;

/// <summary>Keys, made once: RSA keys take long.</summary>
internal static class TestKeys
{
    public static RSA Rsa { get; } = RSA.Create(2048);

    public static ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public static SmartSigningKey RsaKey { get; } = SmartSigningKey.FromPem(Rsa.ExportPkcs8PrivateKeyPem(), "rsa-1");

    public static SmartSigningKey EcKey { get; } = SmartSigningKey.FromPem(Ec.ExportPkcs8PrivateKeyPem(), "ec-1");
}
