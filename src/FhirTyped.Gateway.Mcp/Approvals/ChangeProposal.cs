using System.Text.Json.Serialization;
using FhirTyped.Capabilities;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A change that an agent proposes, whole: what is approved is what is sent, to the byte.</summary>
internal sealed record ChangeProposal
{
    /// <summary>The person.</summary>
    public required string Subject { get; init; }

    /// <summary>The program.</summary>
    public required string ClientId { get; init; }

    /// <summary>What the program calls itself, or null.</summary>
    public string? Agent { get; init; }

    /// <summary>The scopes of the agent's token, within which the change is carried out.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The patient to whom those scopes are bound, or null.</summary>
    public string? PatientId { get; init; }

    /// <summary>Whether the caller's scopes limit it: not where he works without a token.</summary>
    public bool IsLimited { get; init; }

    /// <summary>The platform's id.</summary>
    public required string Platform { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The address below the base address.</summary>
    public required string Url { get; init; }

    /// <summary>The body; empty for none.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Its media type, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The version that is to be changed, or null.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The request.</summary>
    public FhirCall ToCall() => new(HttpMethod.Parse(Method), Url) { Body = Body, ContentType = ContentType, IfMatch = IfMatch };

    /// <summary>As whom it is sent: the person, by the agent, within what the agent may do.</summary>
    public GatewayCaller ToCaller() => new()
    {
        Subject = Subject, ClientId = ClientId, Agent = Agent, PatientId = PatientId, TokenScopes = Scopes, Scopes = IsLimited ? SmartScope.ParseAll(string.Join(' ', Scopes)) : null,
        SessionId = SessionIdentity.IdOfPerson(Subject), IsVerified = true,
    };

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(ChangeProposal);
}

/// <summary>What became of a proposal.</summary>
/// <param name="State"><c>sending</c>, <c>done</c>, <c>failed</c>, <c>refused</c> (by the person).</param>
/// <param name="Status">The status of the platform's answer; 0 where there is none.</param>
/// <param name="Reference">The resource that was written, or null.</param>
/// <param name="Version">Its version, or null.</param>
/// <param name="Problem">Why it failed, or null.</param>
internal sealed record ChangeOutcome(string State, int Status, string? Reference, string? Version, string? Problem);

[JsonSerializable(typeof(ChangeProposal))]
[JsonSerializable(typeof(ChangeOutcome))]
internal sealed partial class ChangeJson : JsonSerializerContext;
