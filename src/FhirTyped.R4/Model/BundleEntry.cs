namespace FhirTyped.R4;

/// <content>Looking at the links without making their list.</content>
public sealed partial class BundleEntry
{
    /// <summary>The links, where the payload had any.</summary>
    internal List<BundleLink>? LinksOrNull => _link;
}
