using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Keeps proposals and what became of them, for all nodes, sealed. A proposal is taken out once, by whoever decides on it.</summary>
internal sealed class ChangeProposals(IOnceStore store, SealedOnce once, IOptions<FhirGatewayMcpOptions> options)
{
    private const string Purpose = "mcp-change";
    private const string OutcomePurpose = "mcp-outcome";
    private const int LongestId = 64;

    private static readonly TimeSpan OutcomeLife = TimeSpan.FromHours(1);

    /// <summary>Keeps a proposal.</summary>
    /// <returns>Its id.</returns>
    public async ValueTask<string> AddAsync(ChangeProposal proposal, CancellationToken cancellationToken)
    {
        var id = SealedOnce.NewKey();
        await once.PutAsync(Purpose + "|" + id, Purpose, [id], proposal, ChangeJson.Default.ChangeProposal, options.Value.ApprovalLifetime, cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>Looks at a proposal that nobody has decided on; null where there is none.</summary>
    public async ValueTask<ChangeProposal?> PeekAsync(string id, CancellationToken cancellationToken) =>
        IsId(id) ? await once.PeekAsync(Purpose + "|" + id, Purpose, [id], ChangeJson.Default.ChangeProposal, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Takes a proposal to decide on it; null where there is none, or somebody was quicker.</summary>
    public async ValueTask<ChangeProposal?> TakeAsync(string id, CancellationToken cancellationToken) =>
        IsId(id) ? await once.TakeAsync(Purpose + "|" + id, Purpose, [id], ChangeJson.Default.ChangeProposal, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Writes down what became of a proposal.</summary>
    public async ValueTask SetOutcomeAsync(string id, GatewayCaller caller, ChangeOutcome outcome)
    {
        await store.TakeAsync(OutcomePurpose + "|" + id, CancellationToken.None).ConfigureAwait(false);
        await once.PutAsync(OutcomePurpose + "|" + id, OutcomePurpose, ContextOf(id, caller), outcome, ChangeJson.Default.ChangeOutcome, OutcomeLife, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>What became of a proposal of a caller; null where nothing has, or it is none of his.</summary>
    public async ValueTask<ChangeOutcome?> FindOutcomeAsync(string id, GatewayCaller caller, CancellationToken cancellationToken) =>
        IsId(id) ? await once.PeekAsync(OutcomePurpose + "|" + id, OutcomePurpose, ContextOf(id, caller), ChangeJson.Default.ChangeOutcome, cancellationToken).ConfigureAwait(false) : null;

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId;

    private static string[] ContextOf(string id, GatewayCaller caller) => [id, caller.Subject, caller.ClientId ?? ""];
}
