using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>A client's key pair, and JWTs that it signs: by hand, so that what the sandbox checks was not made by what it checks with.</summary>
internal sealed class ClientKey : IDisposable
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    private ClientKey(string id, RSA? rsa, ECDsa? ecdsa) => (Id, _rsa, _ecdsa) = (id, rsa, ecdsa);

    /// <summary>The <c>kid</c>.</summary>
    public string Id { get; }

    public string Algorithm => _rsa is null ? "ES384" : "RS384";

    /// <summary>The JWKS with the public key.</summary>
    public string PublicKeys => "{\"keys\":[" + Jwk(isPrivate: false) + "]}";

    public static ClientKey Rsa(string id = "rsa-1") => new(id, RSA.Create(2048), null);

    public static ClientKey EllipticCurve(string id = "ec-1") => new(id, null, ECDsa.Create(ECCurve.NamedCurves.nistP384));

    public static ClientKey Of(string algorithm) => algorithm == "RS384" ? Rsa() : EllipticCurve();

    public string Jwk(bool isPrivate)
    {
        var key = new JsonObject { ["kid"] = Id, ["use"] = "sig" };
        if (_rsa is not null)
        {
            var rsa = _rsa.ExportParameters(isPrivate);
            (key["kty"], key["n"], key["e"]) = ("RSA", Encode(rsa.Modulus!), Encode(rsa.Exponent!));
            if (isPrivate)
            {
                (key["d"], key["p"], key["q"]) = (Encode(rsa.D!), Encode(rsa.P!), Encode(rsa.Q!));
                (key["dp"], key["dq"], key["qi"]) = (Encode(rsa.DP!), Encode(rsa.DQ!), Encode(rsa.InverseQ!));
            }

            return key.ToJsonString();
        }

        var curve = _ecdsa!.ExportParameters(isPrivate);
        (key["kty"], key["crv"], key["x"], key["y"]) = ("EC", "P-384", Encode(curve.Q.X!), Encode(curve.Q.Y!));
        if (isPrivate)
        {
            key["d"] = Encode(curve.D!);
        }

        return key.ToJsonString();
    }

    /// <summary>Signs a JWT.</summary>
    public string Sign(JsonObject claims, string? algorithm = null, string? type = "JWT", string? keyId = null)
    {
        var header = new JsonObject { ["alg"] = algorithm ?? Algorithm, ["kid"] = keyId ?? Id };
        if (type is not null)
        {
            header["typ"] = type;
        }

        if (keyId is "")
        {
            header.Remove("kid");
        }

        var signed = Encode(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
        var bytes = Encoding.ASCII.GetBytes(signed);
        var hash = (algorithm ?? Algorithm) switch
        {
            "RS256" or "ES256" => HashAlgorithmName.SHA256,
            "RS512" => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA384,
        };
        var signature = algorithm is "none" ? []
            : algorithm is "HS384" ? HMACSHA384.HashData(Encoding.UTF8.GetBytes(PublicKeys), bytes)
            : algorithm is "PS384" ? _rsa!.SignData(bytes, hash, RSASignaturePadding.Pss)
            : _rsa?.SignData(bytes, hash, RSASignaturePadding.Pkcs1) ?? _ecdsa!.SignData(bytes, hash);
        return signed + "." + Encode(signature);
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _ecdsa?.Dispose();
    }

    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
