using System.Text.Json.Serialization;

namespace FhirTyped.Gateway.Mcp;

/// <summary>That an agent has asked for its person to be connected to a platform. It holds nothing of a patient.</summary>
/// <param name="Subject">The person.</param>
/// <param name="ClientId">The program.</param>
/// <param name="Agent">What the program calls itself, or null.</param>
/// <param name="Platform">The platform's id.</param>
internal sealed record ConnectTicket(string Subject, string ClientId, string? Agent, string Platform)
{
    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(ConnectTicket);
}

/// <summary>Keeps tickets, for all nodes: sealed, for ten minutes, and for one use.</summary>
internal sealed class ConnectTickets(SealedOnce once, GatewayAddress address)
{
    /// <summary>The path before the ticket.</summary>
    public const string Path = "/connect/";

    private const string Purpose = "mcp-connect";
    private const int LongestId = 64;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>A new ticket: the address that the person opens.</summary>
    public async ValueTask<Uri> NewAsync(GatewayCaller caller, GatewayPlatform platform, CancellationToken cancellationToken)
    {
        var id = SealedOnce.NewKey();
        var ticket = new ConnectTicket(caller.Subject, caller.ClientId ?? "", caller.Agent, platform.Id);
        await once.PutAsync(KeyOf(id), Purpose, [id], ticket, ConnectJson.Default.ConnectTicket, Life, cancellationToken).ConfigureAwait(false);
        return address.At(Path + id);
    }

    /// <summary>Looks at a ticket; null where there is none.</summary>
    public async ValueTask<ConnectTicket?> PeekAsync(string id, CancellationToken cancellationToken) =>
        id.Length > LongestId ? null : await once.PeekAsync(KeyOf(id), Purpose, [id], ConnectJson.Default.ConnectTicket, cancellationToken).ConfigureAwait(false);

    /// <summary>Takes a ticket; null where there is none, or somebody was quicker.</summary>
    public async ValueTask<ConnectTicket?> TakeAsync(string id, CancellationToken cancellationToken) =>
        id.Length > LongestId ? null : await once.TakeAsync(KeyOf(id), Purpose, [id], ConnectJson.Default.ConnectTicket, cancellationToken).ConfigureAwait(false);

    private static string KeyOf(string id) => Purpose + "|" + id;
}

[JsonSerializable(typeof(ConnectTicket))]
internal sealed partial class ConnectJson : JsonSerializerContext;
