using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FhirTyped.Auth;

/// <summary>
/// What the application must remember between the start of a login and its callback. It belongs to one browser: keep it in that browser's session, encrypted, take it out
/// when the callback comes, and use it once.
/// </summary>
[DebuggerDisplay("PendingLogin")]
public sealed class PendingLogin
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly PendingLoginData _data;

    internal PendingLogin(PendingLoginData data) => _data = data;

    /// <summary>The <c>state</c> parameter by which the callback says which login it answers.</summary>
    public string State => _data.State;

    /// <summary>The FHIR server.</summary>
    public Uri BaseUrl => new(_data.BaseUrl);

    [JsonIgnore]
    internal PendingLoginData Data => _data;

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static PendingLogin Deserialize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return JsonSerializer.Deserialize(text, LaunchJsonContext.Default.PendingLoginData) is { } data
                ? new(data)
                : throw new FormatException("The text is no pending login.");
        }
        catch (JsonException)
        {
            throw NoLogin();
        }
    }

    /// <summary>The whole as text, secrets included: for a session that nobody else can read.</summary>
    public string Serialize() => JsonSerializer.Serialize(_data, LaunchJsonContext.Default.PendingLoginData);

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(PendingLogin);

    // Without the cause, which may quote the text.
    private static FormatException NoLogin() => new("The text is no pending login.");
}

/// <summary>What a pending login holds.</summary>
internal sealed record PendingLoginData
{
    public required string State { get; init; }

    public required string CodeVerifier { get; init; }

    public string? Nonce { get; init; }

    public string? Issuer { get; init; }

    public required string BaseUrl { get; init; }

    public string? Scope { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public override string ToString() => nameof(PendingLoginData);
}

[JsonSerializable(typeof(PendingLoginData))]
[JsonSerializable(typeof(SmartTokensData))]
internal sealed partial class LaunchJsonContext : JsonSerializerContext;
