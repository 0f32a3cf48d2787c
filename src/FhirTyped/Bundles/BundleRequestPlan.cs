using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What an entry of a batch or transaction will be.</summary>
/// <param name="Description">Method and resource type, for messages: it holds neither ids nor values.</param>
/// <param name="Guard">Throws where the judge refuses the request.</param>
/// <param name="Make">Makes the entry as it is sent. It is called when the bundle is sent, since resources may be changed until then.</param>
internal sealed record BundleRequestPlan(string Description, Action Guard, Func<BundleEntry> Make)
{
    /// <summary>What other entries of a transaction refer to it by: a <c>urn:uuid</c>, or type and id; null where it writes no resource.</summary>
    public string? Target { get; init; }

    /// <summary>Whether criteria say which resource is meant.</summary>
    public bool HasCriteria { get; init; }
}
