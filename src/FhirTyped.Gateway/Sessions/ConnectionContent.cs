using System.Text.Json;
using System.Text.Json.Serialization;
using FhirTyped.Auth;

namespace FhirTyped.Gateway;

/// <summary>What is sealed of a connection.</summary>
/// <param name="Tokens">The tokens, as <see cref="SmartTokens.Serialize"/> writes them.</param>
/// <param name="PatientId">The patient of the launch, or null.</param>
internal sealed record ConnectionContent(string Tokens, string? PatientId)
{
    /// <summary>What a login gave.</summary>
    public static ConnectionContent Of(SmartSession session) => new(session.Tokens.Serialize(), session.PatientId);

    /// <summary>The tokens.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public SmartTokens ReadTokens() => SmartTokens.Deserialize(Tokens);

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(ConnectionContent);
}

/// <summary>Seals connections for the place where they are stored.</summary>
internal sealed class ConnectionSealer(SecretSealer sealer)
{
    private const string Purpose = "connection";

    /// <summary>Seals a connection: what comes out opens for this person, session, platform and version alone.</summary>
    public StoredConnection Seal(string subject, string session, string platform, long version, ConnectionContent content) =>
        new(version, sealer.Seal(Purpose, [subject, session, platform, Text(version)], JsonSerializer.SerializeToUtf8Bytes(content, ConnectionJson.Default.ConnectionContent)));

    /// <summary>Opens a connection of a session.</summary>
    /// <param name="session">The session as it is stored.</param>
    /// <param name="platform">The platform's id.</param>
    /// <param name="connection">The connection as it is stored.</param>
    /// <param name="mustBeSealedAgain">Whether its key is no longer the one that seals.</param>
    /// <returns>The connection; null where it does not open.</returns>
    public ConnectionContent? TryOpen(StoredSession session, string platform, StoredConnection connection, out bool mustBeSealedAgain)
    {
        var isOpen = sealer.TryOpen(Purpose, [session.Subject, session.Id, platform, Text(connection.Version)], connection.Sealed.Span, out var opened);
        mustBeSealedAgain = isOpen && opened.MustBeSealedAgain;
        return isOpen ? JsonSerializer.Deserialize(opened.Plaintext, ConnectionJson.Default.ConnectionContent) : null;
    }

    private static string Text(long version) => version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

[JsonSerializable(typeof(ConnectionContent))]
internal sealed partial class ConnectionJson : JsonSerializerContext;
