using System.Globalization;
using System.Net;

namespace FhirTyped.Gateway.Mcp;

/// <summary>One call of a tool: who asks, and what is known of his program.</summary>
internal sealed class AgentCall(GatewayCaller caller, string requestId, IPAddress? address)
{
    private int _calls;

    /// <summary>Who asks.</summary>
    public GatewayCaller Caller => caller;

    /// <summary>By which the call is known in logs and in the audit.</summary>
    public string RequestId => requestId;

    /// <summary>From where it came.</summary>
    public IPAddress? Address => address;

    /// <summary>Whether the program can open an address in the person's browser, and call again (URL elicitation of 2026-07-28).</summary>
    public bool CanOpenAddresses { get; init; }

    /// <summary>What was given to the program to bring back when it calls again; null in the first call.</summary>
    public string? RequestState { get; init; }

    /// <summary>How many calls of platforms came of it; each has its own event in the audit.</summary>
    public int Count => Volatile.Read(ref _calls);

    /// <summary>A call of a platform, which is about to be made: <see cref="AgentGateway"/> alone makes them.</summary>
    public GatewayRequest NewRequest(string platform) =>
        new(requestId + ":" + Interlocked.Increment(ref _calls).ToString(CultureInfo.InvariantCulture), caller, platform, null) { Address = address };

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(AgentCall);
}
