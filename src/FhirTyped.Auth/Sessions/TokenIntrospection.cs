using System.Text.Json;

namespace FhirTyped.Auth;

/// <summary>What a server knows of a token (RFC 7662, https://hl7.org/fhir/smart-app-launch/token-introspection.html). Of a token that is not active it says nothing more.</summary>
public sealed record TokenIntrospection
{
    internal TokenIntrospection(JsonElement json)
    {
        IsActive = json.TryGetProperty("active", out var active) && active.ValueKind == JsonValueKind.True;
        if (IsActive)
        {
            Scope = Text(json, "scope");
            ClientId = Text(json, "client_id");
            Subject = Text(json, "sub");
            FhirUser = Text(json, "fhirUser");
            PatientId = Text(json, "patient");
            ExpiresAt = json.TryGetProperty("exp", out var end) && end.ValueKind == JsonValueKind.Number && end.TryGetDouble(out var seconds) && seconds is >= 0 and < 253_402_300_799
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;
        }
    }

    /// <summary>Whether the token is valid now.</summary>
    public bool IsActive { get; }

    /// <summary>The granted scopes, separated by spaces.</summary>
    public string? Scope { get; }

    /// <summary>The client that it was given to.</summary>
    public string? ClientId { get; }

    /// <summary>The user's id at the issuer.</summary>
    public string? Subject { get; }

    /// <summary>The user as a reference.</summary>
    public string? FhirUser { get; }

    /// <summary>The patient's id, where the token is bound to one.</summary>
    public string? PatientId { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Whether the token is active: the rest is about a person.</summary>
    public override string ToString() => IsActive ? "active" : "not active";

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
