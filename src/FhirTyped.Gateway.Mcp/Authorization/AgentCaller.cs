namespace FhirTyped.Gateway.Mcp;

/// <summary>Who asks in this request, once that is known. One for each request.</summary>
internal sealed class AgentCaller
{
    /// <summary>The person of those who work without a token, at this machine.</summary>
    public const string LocalSubject = "local|developer";

    /// <summary>The caller.</summary>
    public GatewayCaller Caller { get; set; } = GatewayCaller.Nobody;

    /// <summary>By which the request is known in logs and answers.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>From where it came.</summary>
    public System.Net.IPAddress? Address { get; set; }

    /// <summary>The person at this machine.</summary>
    public static GatewayCaller Local(string? agent, IReadOnlyList<string> scopes) => new()
    {
        Subject = LocalSubject, SessionId = SessionIdentity.IdOfPerson(LocalSubject), IsVerified = true, Agent = agent, ClientId = "local", TokenScopes = scopes,
    };
}
