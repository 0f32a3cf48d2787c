using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>What a link leads to.</summary>
/// <param name="Item">The resource that is moved; null where it leads to none of them.</param>
/// <param name="Missing">The resource of the source that is not moved, as type and id or as URN; null where the link is none of the source's.</param>
/// <param name="Rest">What stands behind the resource's own name: the version of a canonical, or a fragment.</param>
internal readonly record struct LinkTarget(TransferItem? Item, string? Missing, string Rest)
{
    /// <summary>Whether the link can be asked for at the source.</summary>
    public bool CanBeFetched => Missing is not null && ReferenceUrl.Parse(Missing).Kind == ReferenceKind.Relative;
}
