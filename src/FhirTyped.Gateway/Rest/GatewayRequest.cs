using System.Net;

namespace FhirTyped.Gateway;

/// <summary>One call, however it came: by REST, by a transform, by an agent's tool.</summary>
/// <param name="RequestId">By which it is known in logs and answers.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Platform">The platform's name.</param>
/// <param name="Call">What is asked; null where a further page is.</param>
internal sealed record GatewayRequest(string RequestId, GatewayCaller Caller, string Platform, FhirCall? Call)
{
    /// <summary>The place of a further page, sealed; null where <see cref="Call"/> says what is asked.</summary>
    public string? PageHandle { get; init; }

    /// <summary>Whether what <see cref="PageHandle"/> leads to is to be ended (DELETE), and not given.</summary>
    public bool EndsPage { get; init; }

    /// <summary>From where it came.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Neither ids nor values.</summary>
    public override string ToString() => nameof(GatewayRequest) + " " + RequestId;
}
