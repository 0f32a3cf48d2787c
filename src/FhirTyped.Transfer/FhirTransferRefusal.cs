using FhirTyped.Capabilities;

namespace FhirTyped.Transfer;

/// <summary>What the target's judge refuses of a transfer, before anything is sent.</summary>
/// <param name="ResourceType">The resource type; empty for transactions.</param>
/// <param name="Request">The request: <c>POST Patient</c>.</param>
/// <param name="Count">How many resources it concerns.</param>
/// <param name="Verdicts">What the judge says, with the platform's word for it.</param>
public sealed record FhirTransferRefusal(string ResourceType, string Request, int Count, IReadOnlyList<CapabilityVerdict> Verdicts);
