using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>Who asks. Immutable.</summary>
internal sealed record GatewayCaller
{
    /// <summary>The person, as it stands in audit and stores: <c>iss|sub</c> of a token, or <c>session|…</c> of an anonymous session; empty for nobody.</summary>
    public required string Subject { get; init; }

    /// <summary>The program that asks for the person (<c>client_id</c>, <c>azp</c>); null for the person's own browser.</summary>
    public string? ClientId { get; init; }

    /// <summary>The scopes for clinical data that the caller himself has; null where nothing limits him but what he is connected with.</summary>
    public IReadOnlyList<SmartScope>? Scopes { get; init; }

    /// <summary>All scopes of his token as they stand in it, also those that are not about clinical data: <c>fhir:write</c>.</summary>
    public IReadOnlyList<string> TokenScopes { get; init; } = [];

    /// <summary>What the program calls itself, where it is an agent: its own word, which nobody has vouched for. Null where it does not say.</summary>
    public string? Agent { get; init; }

    /// <summary>The patient that <see cref="Scopes"/> are bound to, or null.</summary>
    public string? PatientId { get; init; }

    /// <summary>The id of his session in the store; null where he has none.</summary>
    public string? SessionId { get; init; }

    /// <summary>Whether somebody has vouched for who he is: an anonymous session is nobody's word but its own.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Whether he came by a cookie, which a browser sends whoever asks it to.</summary>
    public bool IsByCookie { get; init; }

    /// <summary>Whether he may stop people and platforms.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Nobody.</summary>
    public static GatewayCaller Nobody { get; } = new() { Subject = "" };

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(GatewayCaller);
}
