using System.Globalization;
using System.Text.Json;

namespace FhirTyped.Auth;

/// <summary>What a token endpoint gave, checked.</summary>
/// <param name="AccessToken">The access token: visible ASCII.</param>
/// <param name="ExpiresIn">How long it lives; null where the server did not say.</param>
/// <param name="Scope">The granted scopes; null where the server did not say, which means those that were asked for.</param>
/// <param name="RefreshToken">The refresh token, or null.</param>
/// <param name="IdToken">The id_token, or null.</param>
/// <param name="Json">The whole answer: launch context stands in it.</param>
internal sealed record TokenAnswer(string AccessToken, TimeSpan? ExpiresIn, string? Scope, string? RefreshToken, string? IdToken, JsonElement Json)
{
    // Longer is a mistake, or a server's way to say "for ever".
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="FhirTokenException">It is none; the message names the field and no value.</exception>
    public static TokenAnswer Read(JsonElement json, string host)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("it is no JSON object");
        }

        var token = Text("access_token") ?? throw Wrong("access_token is missing");
        if (token.Length == 0 || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw Wrong("access_token is empty, or holds what no token can (RFC 6750, section 2.1)");
        }

        return !string.Equals(Text("token_type"), "Bearer", StringComparison.OrdinalIgnoreCase)
            ? throw Wrong("token_type is not Bearer")
            : new(token, Life(), Text("scope"), Text("refresh_token") is { Length: > 0 } refresh ? refresh : null, Text("id_token"), json.Clone());

        string? Text(string name) => !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw Wrong(name + " is no text");

        TimeSpan? Life()
        {
            if (!json.TryGetProperty("expires_in", out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            // Some servers write it as text.
            var isNumber = value.ValueKind == JsonValueKind.Number ? value.TryGetDouble(out var seconds)
                : double.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : null, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds);
            return !isNumber ? throw Wrong("expires_in is no number of seconds")
                : seconds <= 0 ? null
                : seconds >= LongestLife.TotalSeconds ? LongestLife
                : TimeSpan.FromSeconds(seconds);
        }

        FhirTokenException Wrong(string problem) => new($"The answer of the token endpoint at {host} cannot be used: {problem}.")
        {
            IsOutcomeUnknown = true,
        };
    }

    /// <summary>The type alone: the rest is secret.</summary>
    public override string ToString() => nameof(TokenAnswer);
}
