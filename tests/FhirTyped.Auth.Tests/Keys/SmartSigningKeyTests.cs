using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Auth.Tests;

public class SmartSigningKeyTests
{
    public static TheoryData<string> RsaTexts { get; } = [TestKeys.Rsa.ExportPkcs8PrivateKeyPem(), TestKeys.Rsa.ExportRSAPrivateKeyPem(), RsaJwk(TestKeys.Rsa)];

    public static TheoryData<string> EcTexts { get; } = [TestKeys.Ec.ExportPkcs8PrivateKeyPem(), TestKeys.Ec.ExportECPrivateKeyPem(), EcJwk(TestKeys.Ec)];

    [Theory]
    [MemberData(nameof(RsaTexts))]
    public async Task Rsa_in_every_form_signs_what_its_public_part_verifies(string text) => await VerifyAsync(Read(text), "RS384");

    [Theory]
    [MemberData(nameof(EcTexts))]
    public async Task P384_in_every_form_signs_what_its_public_part_verifies(string text) => await VerifyAsync(Read(text), "ES384");

    [Fact]
    public async Task A_certificate_gives_its_key()
    {
        using var rsa = X509("RSA");
        using var ec = X509("EC");
        await VerifyAsync(SmartSigningKey.FromCertificate(rsa, "one"), "RS384");
        await VerifyAsync(SmartSigningKey.FromCertificate(ec), "ES384");
        using var publicOnly = X509CertificateLoader.LoadCertificate(rsa.Export(X509ContentType.Cert));
        Assert.Throws<ArgumentException>(() => SmartSigningKey.FromCertificate(publicOnly));

        static X509Certificate2 X509(string kind) => kind == "RSA"
            ? new CertificateRequest("CN=test", TestKeys.Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue)
            : new CertificateRequest("CN=test", TestKeys.Ec, HashAlgorithmName.SHA384).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
    }

    [Fact]
    public void The_public_document_holds_no_private_number()
    {
        var jwks = SmartSigningKey.ToPublicJwks(TestKeys.RsaKey, TestKeys.EcKey);
        using var json = JsonDocument.Parse(jwks);
        var keys = json.RootElement.GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal(["kty", "n", "e", "kid", "alg", "use"], keys[0].EnumerateObject().Select(static field => field.Name));
        Assert.Equal(["kty", "crv", "x", "y", "kid", "alg", "use"], keys[1].EnumerateObject().Select(static field => field.Name));
        Assert.DoesNotContain(Base64UrlEncoder.Encode(TestKeys.Rsa.ExportParameters(true).D!), jwks, StringComparison.Ordinal);
        Assert.DoesNotContain(Base64UrlEncoder.Encode(TestKeys.Ec.ExportParameters(true).D!), jwks, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_id_a_key_is_called_by_its_thumbprint()
    {
        var key = SmartSigningKey.FromPem(TestKeys.Rsa.ExportPkcs8PrivateKeyPem());
        var parameters = TestKeys.Rsa.ExportParameters(false);
        var members = $$"""{"e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}","kty":"RSA","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}"}""";
        Assert.Equal(Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(members))), key.KeyId);
    }

    [Fact]
    public void Of_a_set_the_named_key_is_taken()
    {
        var set = $$"""{ "keys": [ {{RsaJwk(TestKeys.Rsa)}}, {{EcJwk(TestKeys.Ec)}} ] }""";
        Assert.Equal("ES384 e", SmartSigningKey.FromJwk(set, "e").ToString());
        Assert.Equal("RS384 r", SmartSigningKey.FromJwk(set, "r").ToString());
        Assert.Contains("several", Assert.Throws<ArgumentException>(() => SmartSigningKey.FromJwk(set)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SmartSigningKey.FromJwk(set, "other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("{ \"kty\": \"RSA\", \"d\": \"pl4nted\", \"n\": \"!!\" }")]
    [InlineData("{ \"kty\": \"oct\", \"k\": \"pl4nted\", \"d\": \"pl4nted\" }")]
    [InlineData("{ \"kty\": \"EC\", \"crv\": \"P-384\", \"d\": \"pl4nted\", \"x\": \"AA\", \"y\": \"AA\" }")]
    [InlineData("{ pl4nted")]
    [InlineData("[]")]
    public void What_is_no_key_is_refused_without_a_word_of_it(string text)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => Read(text));
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Weak_keys_and_public_keys_are_refused()
    {
        using var weak = RSA.Create(1024);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("1024", Assert.Throws<ArgumentException>(() => SmartSigningKey.FromPem(weak.ExportPkcs8PrivateKeyPem())).Message, StringComparison.Ordinal);
        Assert.Contains("P-384", Assert.Throws<ArgumentException>(() => SmartSigningKey.FromPem(curve.ExportPkcs8PrivateKeyPem())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SmartSigningKey.FromPem(TestKeys.Rsa.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<ArgumentException>(() => SmartSigningKey.FromPem(TestKeys.Rsa.ExportEncryptedPkcs8PrivateKeyPem(
            "password", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000))));
    }

    private static SmartSigningKey Read(string text) => text.StartsWith('{') ? SmartSigningKey.FromJwk(text) : SmartSigningKey.FromPem(text);

    private static async Task VerifyAsync(SmartSigningKey key, string algorithm)
    {
        Assert.Equal(algorithm, key.Algorithm);
        var keys = new JsonWebKeySet(SmartSigningKey.ToPublicJwks(key));

        // Many at once: a key of .NET is not said to be safe for several threads.
        var tokens = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() =>
            key.Sign(new Dictionary<string, object> { ["iss"] = "client", ["jti"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture) }, "JWT"))));
        foreach (var token in tokens)
        {
            var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
            {
                ValidIssuer = "client", ValidateAudience = false, ValidateLifetime = false, IssuerSigningKeys = keys.GetSigningKeys(), ValidAlgorithms = [algorithm],
            });
            Assert.True(result.IsValid, result.Exception?.Message);
            Assert.Equal(key.KeyId, ((JsonWebToken)result.SecurityToken).Kid);
        }
    }

    private static string RsaJwk(RSA rsa)
    {
        var p = rsa.ExportParameters(true);
        return $$"""
            { "kty": "RSA", "kid": "r", "n": "{{B(p.Modulus)}}", "e": "{{B(p.Exponent)}}", "d": "{{B(p.D)}}", "p": "{{B(p.P)}}", "q": "{{B(p.Q)}}", "dp": "{{B(p.DP)}}",
              "dq": "{{B(p.DQ)}}", "qi": "{{B(p.InverseQ)}}" }
            """;
    }

    private static string EcJwk(ECDsa ec)
    {
        var p = ec.ExportParameters(true);
        return $$"""{ "kty": "EC", "kid": "e", "crv": "P-384", "x": "{{B(p.Q.X)}}", "y": "{{B(p.Q.Y)}}", "d": "{{B(p.D)}}" }""";
    }

    private static string B(byte[]? bytes) => Base64UrlEncoder.Encode(bytes);
}
