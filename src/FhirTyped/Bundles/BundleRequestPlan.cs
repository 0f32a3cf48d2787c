using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What an entry of a batch or transaction will be.</summary>
/// <param name="Description">Method and resource type, for messages: it holds neither ids nor values.</param>
/// <param name="ResourceType">The resource type that is read, searched or written.</param>
/// <param name="Guard">Throws where the judge refuses the request.</param>
/// <param name="Make">Makes the entry as it is sent. It is called when the bundle is sent, since resources may be changed until then.</param>
internal sealed record BundleRequestPlan(string Description, string ResourceType, Action Guard, Func<BundleEntry> Make)
{
    /// <summary>The id that is read or written; null where the server says which.</summary>
    public string? Id { get; init; }

    /// <summary>Whether it is a search, whose answer is a Bundle.</summary>
    public bool IsSearch { get; init; }

    /// <summary>What other entries of a transaction refer to it by: a <c>urn:uuid</c>, or type and id; null where it writes no resource.</summary>
    public string? Target { get; init; }

    /// <summary>Whether criteria say which resource is meant.</summary>
    public bool HasCriteria { get; init; }
}
