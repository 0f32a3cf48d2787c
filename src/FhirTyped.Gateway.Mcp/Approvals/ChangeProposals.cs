using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Keeps proposals and what became of them, for all nodes, sealed. A proposal is taken out once, by whoever decides on it.</summary>
internal sealed class ChangeProposals(IOnceStore once, SecretSealer sealer, IOptions<FhirGatewayMcpOptions> options, TimeProvider time)
{
    private const string Purpose = "mcp-change";
    private const string OutcomePurpose = "mcp-outcome";
    private const int LongestId = 64;

    private static readonly TimeSpan OutcomeLife = TimeSpan.FromHours(1);

    /// <summary>Keeps a proposal.</summary>
    /// <returns>Its id.</returns>
    public async ValueTask<string> AddAsync(ChangeProposal proposal, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        var value = sealer.Seal(Purpose, [id], JsonSerializer.SerializeToUtf8Bytes(proposal, ChangeJson.Default.ChangeProposal));
        await once.PutAsync(Purpose + "|" + id, value, time.GetUtcNow() + options.Value.ApprovalLifetime, cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>Looks at a proposal that nobody has decided on; null where there is none.</summary>
    public async ValueTask<ChangeProposal?> PeekAsync(string id, CancellationToken cancellationToken) =>
        IsId(id) ? Open(id, await once.PeekAsync(Purpose + "|" + id, cancellationToken).ConfigureAwait(false)) : null;

    /// <summary>Takes a proposal to decide on it; null where there is none, or somebody was quicker.</summary>
    public async ValueTask<ChangeProposal?> TakeAsync(string id, CancellationToken cancellationToken) =>
        IsId(id) ? Open(id, await once.TakeAsync(Purpose + "|" + id, cancellationToken).ConfigureAwait(false)) : null;

    /// <summary>Writes down what became of a proposal.</summary>
    public async ValueTask SetOutcomeAsync(string id, GatewayCaller caller, ChangeOutcome outcome)
    {
        await once.TakeAsync(OutcomePurpose + "|" + id, CancellationToken.None).ConfigureAwait(false);
        var value = sealer.Seal(OutcomePurpose, ContextOf(id, caller), JsonSerializer.SerializeToUtf8Bytes(outcome, ChangeJson.Default.ChangeOutcome));
        await once.PutAsync(OutcomePurpose + "|" + id, value, time.GetUtcNow() + OutcomeLife, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>What became of a proposal of a caller; null where nothing has, or it is none of his.</summary>
    public async ValueTask<ChangeOutcome?> FindOutcomeAsync(string id, GatewayCaller caller, CancellationToken cancellationToken) =>
        IsId(id) && await once.PeekAsync(OutcomePurpose + "|" + id, cancellationToken).ConfigureAwait(false) is { } value && sealer.TryOpen(OutcomePurpose, ContextOf(id, caller), value.Span, out var opened)
            ? JsonSerializer.Deserialize(opened.Plaintext, ChangeJson.Default.ChangeOutcome)
            : null;

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId;

    private static string[] ContextOf(string id, GatewayCaller caller) => [id, caller.Subject, caller.ClientId ?? ""];

    private ChangeProposal? Open(string id, ReadOnlyMemory<byte>? value) =>
        value is { } found && sealer.TryOpen(Purpose, [id], found.Span, out var opened) ? JsonSerializer.Deserialize(opened.Plaintext, ChangeJson.Default.ChangeProposal) : null;
}
