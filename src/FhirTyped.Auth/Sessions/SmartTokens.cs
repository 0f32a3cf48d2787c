using System.Diagnostics;
using System.Text.Json;

namespace FhirTyped.Auth;

/// <summary>The tokens of one user at one FHIR server. They are secrets: whoever has them is that user.</summary>
[DebuggerDisplay("SmartTokens")]
public sealed class SmartTokens
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SmartTokensData _data;

    internal SmartTokens(SmartTokensData data) => _data = data;

    /// <summary>The FHIR server: to no other are they sent.</summary>
    public Uri BaseUrl => new(_data.BaseUrl);

    /// <summary>When the access token ends; null where that is not known.</summary>
    public DateTimeOffset? ExpiresAt => _data.ExpiresAt;

    /// <summary>The scopes that were granted, separated by spaces; null where that is not known.</summary>
    public string? Scope => _data.Scope;

    /// <summary>Whether there is a refresh token, by which a session outlives its access token.</summary>
    public bool HasRefreshToken => _data.RefreshToken is not null;

    internal SmartTokensData Values => _data;

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static SmartTokens Deserialize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return JsonSerializer.Deserialize(text, LaunchJsonContext.Default.SmartTokensData) is { } data ? new(data) : throw new FormatException("The text holds no tokens.");
        }
        catch (JsonException)
        {
            throw NoTokens();
        }
    }

    /// <summary>The whole as text, secrets included: for a store that encrypts it.</summary>
    public string Serialize() => JsonSerializer.Serialize(_data, LaunchJsonContext.Default.SmartTokensData);

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(SmartTokens);

    // Without the cause, which may quote the text.
    private static FormatException NoTokens() => new("The text holds no tokens.");
}

/// <summary>What tokens hold.</summary>
internal sealed record SmartTokensData
{
    public required string BaseUrl { get; init; }

    public required string AccessToken { get; init; }

    public string? RefreshToken { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public string? Scope { get; init; }

    public override string ToString() => nameof(SmartTokensData);
}
