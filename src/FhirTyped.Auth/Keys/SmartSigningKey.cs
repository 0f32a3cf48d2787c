using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Auth;

/// <summary>
/// A private key with which a client signs who it is (<c>private_key_jwt</c>): RSA from 2,048 bits for <c>RS384</c>, P-384 for <c>ES384</c>, the two algorithms of
/// SMART App Launch (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html).
/// </summary>
/// <remarks>Thread-safe. It never shows its private part: <see cref="ToPublicJwks"/> is what servers are given.</remarks>
[DebuggerDisplay("{Algorithm,nq} {KeyId,nq}")]
public sealed class SmartSigningKey
{
    private const int MinimumRsaBits = 2048;
    private const int P384Bits = 384;

    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };

    // Keys of .NET are not said to be safe for several threads.
    private readonly Lock _sync = new();

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SigningCredentials _credentials;

    private SmartSigningKey(SecurityKey key, string algorithm, string? keyId)
    {
        key.KeyId = string.IsNullOrEmpty(keyId) ? Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()) : keyId;
        Algorithm = algorithm;
        KeyId = key.KeyId;
        _credentials = new(key, algorithm);
    }

    /// <summary>The algorithm: <c>RS384</c> or <c>ES384</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The key's id (<c>kid</c>), by which the server finds its public part. Where none was given, the key's thumbprint (RFC 7638).</summary>
    public string KeyId { get; }

    /// <summary>Reads a private key in PEM: <c>PRIVATE KEY</c>, <c>RSA PRIVATE KEY</c> or <c>EC PRIVATE KEY</c>.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="keyId">The key's id; null for its thumbprint.</param>
    /// <exception cref="ArgumentException">It holds no such key, one that is encrypted, or one of a kind that SMART does not take.</exception>
    public static SmartSigningKey FromPem(string pem, string? keyId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pem);
        if (TryImport(RSA.Create(), pem) is { } rsa)
        {
            return FromRsa(rsa, keyId);
        }

        return TryImport(ECDsa.Create(), pem) is { } ec
            ? FromEcdsa(ec, keyId)
            : throw new ArgumentException("The PEM text holds no private key of RSA or P-384 that can be read without a password.", nameof(pem));
    }

    /// <summary>Reads a private key as a JSON Web Key, or from a set of such keys (RFC 7517).</summary>
    /// <param name="json">The key or the set.</param>
    /// <param name="keyId">Which key of a set; null where there is one private key alone. Of a single key: the id that it gets.</param>
    /// <exception cref="ArgumentException">It holds no such key, several, or one of a kind that SMART does not take.</exception>
    public static SmartSigningKey FromJwk(string json, string? keyId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(json);
        var keys = ReadKeys(json).Where(static key => key.HasPrivateKey).ToList();
        var fitting = keys.Count > 1 && keyId is not null ? keys.Where(key => key.Kid == keyId).ToList() : keys;
        return fitting.Count switch
        {
            0 => throw new ArgumentException(keys.Count == 0 ? "The JSON Web Key holds no private key." : "The set of keys has none with that key id.", nameof(json)),
            > 1 => throw new ArgumentException("The set has several private keys: name one by its key id.", nameof(json)),
            _ => FromKey(fitting[0], keyId ?? fitting[0].Kid),
        };
    }

    /// <summary>Reads a private key from a file: PEM, a JSON Web Key, or a set of them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keyId">The key's id, or which key of a set; null for what the file says, else its thumbprint.</param>
    /// <exception cref="ArgumentException">It holds no such key.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SmartSigningKey FromFile(string path, string? keyId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var text = File.ReadAllText(path, Encoding.UTF8);
        return text.AsSpan().TrimStart().StartsWith('{') ? FromJwk(text, keyId) : FromPem(text, keyId);
    }

    /// <summary>Takes the private key of a certificate. The certificate must live as long as the key is used.</summary>
    /// <param name="certificate">The certificate, with its private key.</param>
    /// <param name="keyId">The key's id; null for its thumbprint.</param>
    /// <exception cref="ArgumentException">It has no private key, or one of a kind that SMART does not take.</exception>
    public static SmartSigningKey FromCertificate(X509Certificate2 certificate, string? keyId = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.GetRSAPrivateKey() is { } rsa ? FromRsa(rsa, keyId)
            : certificate.GetECDsaPrivateKey() is { } ec ? FromEcdsa(ec, keyId)
            : throw new ArgumentException("The certificate has no private key of RSA or P-384.", nameof(certificate));
    }

    /// <summary>
    /// The public parts of keys as a JWKS document (RFC 7517), to be served at the address that was registered with the server. Keep an old key in it until no
    /// assertion that it signed is in use, five minutes.
    /// </summary>
    /// <param name="keys">The keys, for example the new one and the old one.</param>
    /// <returns>The JSON text; it holds no private part.</returns>
    public static string ToPublicJwks(params IEnumerable<SmartSigningKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in keys)
            {
                key.WritePublicKey(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The algorithm and the key's id.</summary>
    public override string ToString() => Algorithm + " " + KeyId;

    /// <summary>Signs claims.</summary>
    internal string Sign(IDictionary<string, object> claims, string tokenType)
    {
        lock (_sync)
        {
            return Tokens.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = _credentials, TokenType = tokenType });
        }
    }

    private static SmartSigningKey FromRsa(RSA rsa, string? keyId) => rsa.KeySize >= MinimumRsaBits
        ? new(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha384, keyId)
        : throw new ArgumentException($"The RSA key has {rsa.KeySize} bits, and needs {MinimumRsaBits} (RFC 7518, section 3.3).");

    private static SmartSigningKey FromEcdsa(ECDsa ec, string? keyId) => ec.KeySize == P384Bits
        ? new(new ECDsaSecurityKey(ec), SecurityAlgorithms.EcdsaSha384, keyId)
        : throw new ArgumentException("The elliptic curve is not P-384, which ES384 needs.");

    private static SmartSigningKey FromKey(JsonWebKey key, string? keyId)
    {
        try
        {
            return key.Kty switch
            {
                JsonWebAlgorithmsKeyTypes.RSA => FromRsa(RSA.Create(new RSAParameters
                {
                    Modulus = Decode(key.N), Exponent = Decode(key.E), D = Decode(key.D), P = Decode(key.P), Q = Decode(key.Q), DP = Decode(key.DP), DQ = Decode(key.DQ),
                    InverseQ = Decode(key.QI),
                }), keyId),
                JsonWebAlgorithmsKeyTypes.EllipticCurve when key.Crv == JsonWebKeyECTypes.P384 => FromEcdsa(ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP384, Q = new() { X = Decode(key.X), Y = Decode(key.Y) }, D = Decode(key.D),
                }), keyId),
                _ => throw new ArgumentException("The JSON Web Key is neither RSA nor P-384."),
            };
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            throw Unreadable("The JSON Web Key is not whole: its numbers make no private key.");
        }
    }

    private static byte[]? Decode(string? text) => string.IsNullOrEmpty(text) ? null : Base64UrlEncoder.DecodeBytes(text);

    private static IList<JsonWebKey> ReadKeys(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("keys", out _) ? new JsonWebKeySet(json).Keys : [new JsonWebKey(json)];
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            throw Unreadable("The text is no JSON Web Key.");
        }
    }

    // Without the cause, which may quote what it could not read.
    private static ArgumentException Unreadable(string problem) => new(problem);

    private static TAlgorithm? TryImport<TAlgorithm>(TAlgorithm algorithm, string pem)
        where TAlgorithm : AsymmetricAlgorithm
    {
        try
        {
            algorithm.ImportFromPem(pem);

            // A public key is imported as well.
            return algorithm switch
            {
                RSA rsa => rsa.ExportParameters(includePrivateParameters: true).D,
                ECDsa ec => ec.ExportParameters(includePrivateParameters: true).D,
                _ => null,
            } is null ? null : algorithm;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            algorithm.Dispose();
            return null;
        }
    }

    private void WritePublicKey(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (_credentials.Key is RsaSecurityKey { Rsa: var rsa })
        {
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            json.WriteString("kty", JsonWebAlgorithmsKeyTypes.RSA);
            json.WriteString("n", Base64UrlEncoder.Encode(parameters.Modulus));
            json.WriteString("e", Base64UrlEncoder.Encode(parameters.Exponent));
        }
        else if (_credentials.Key is ECDsaSecurityKey { ECDsa: var ec })
        {
            var parameters = ec.ExportParameters(includePrivateParameters: false);
            json.WriteString("kty", JsonWebAlgorithmsKeyTypes.EllipticCurve);
            json.WriteString("crv", JsonWebKeyECTypes.P384);
            json.WriteString("x", Base64UrlEncoder.Encode(parameters.Q.X));
            json.WriteString("y", Base64UrlEncoder.Encode(parameters.Q.Y));
        }

        json.WriteString("kid", KeyId);
        json.WriteString("alg", Algorithm);
        json.WriteString("use", "sig");
        json.WriteEndObject();
    }
}
