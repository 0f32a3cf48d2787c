using System.Text.Json.Serialization;

namespace FhirTyped.Gateway;

/// <summary>How people log in at a server (SMART app launch). The address to register there is <c>{PublicUrl}/oauth/callback</c>.</summary>
public sealed class GatewayLaunchOptions
{
    /// <summary>The id by which the server knows the gateway.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret of a confidential client.</summary>
    [JsonIgnore]
    public string? ClientSecret { get; set; }

    /// <summary>The file that holds the secret.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>The file of the key that signs who the client is: PEM, a JSON Web Key, or a set of them.</summary>
    public string? SigningKeyFile { get; set; }

    /// <summary>The id (<c>kid</c>) of the key.</summary>
    public string? KeyId { get; set; }

    /// <summary>The scopes that are asked for.</summary>
    /// <value>By default empty: those of the platform file, or else <c>launch/patient openid fhirUser offline_access patient/*.read</c>.</value>
    public IList<string> Scopes { get; } = [];

    /// <summary>Adjusts the options of the launch further, in code.</summary>
    [JsonIgnore]
    public Action<Auth.SmartLaunchOptions>? Configure { get; set; }

    /// <summary>The type and the client's id.</summary>
    public override string ToString() => nameof(GatewayLaunchOptions) + " " + ClientId;
}
