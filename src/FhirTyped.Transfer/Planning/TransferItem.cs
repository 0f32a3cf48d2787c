using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>A resource that is to be moved.</summary>
/// <param name="resource">The resource as the source has it; it is not changed.</param>
/// <param name="fullUrl">Its address in the Bundle from which it comes, or null.</param>
/// <param name="position">Its place among what the source gave, from 0.</param>
internal sealed class TransferItem(Resource resource, string? fullUrl, int position)
{
    /// <summary>The resource.</summary>
    public Resource Resource { get; } = resource;

    /// <summary>Its address in a Bundle, or null.</summary>
    public string? FullUrl { get; } = fullUrl;

    /// <summary>Its place among what the source gave.</summary>
    public int Position { get; } = position;

    /// <summary>Its name for the linkage: type and id, else the address in the Bundle, else its place.</summary>
    public string Key { get; } = resource.Id is { Length: > 0 } id ? resource.TypeName + "/" + id : fullUrl ?? FormattableString.Invariant($"{resource.TypeName}#{position}");

    /// <summary>The links to other resources that are moved, each once.</summary>
    public List<TransferItem> Needs { get; } = [];

    /// <summary>The request that it goes by.</summary>
    public TransferRequest Request { get; set; }

    /// <summary>The criteria of a conditional create, percent-encoded.</summary>
    public string? Criteria { get; set; }

    /// <summary>Which part of the transfer it goes in, from 0.</summary>
    public int Part { get; set; }

    /// <summary>Whether it has to be updated once all are there, since it names resources that come later.</summary>
    public bool NeedsUpdate { get; set; }

    /// <summary>Why it cannot be moved; null where it can.</summary>
    public FhirException? Problem { get; set; }

    /// <summary>The type: a key is a patient's.</summary>
    public override string ToString() => $"{nameof(TransferItem)} {Resource.TypeName}";
}
