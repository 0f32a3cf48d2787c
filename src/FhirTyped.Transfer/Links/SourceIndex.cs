using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>Finds what a link means among the resources that are moved.</summary>
/// <param name="bases">The base addresses of the source, without a slash at the end: what is below them is the source's own.</param>
internal sealed class SourceIndex(IReadOnlyCollection<string> bases)
{
    private readonly Dictionary<string, TransferItem> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _canonicals = new(StringComparer.Ordinal);

    /// <summary>Takes a resource in; false where another one has its name already, which is then given.</summary>
    public bool TryAdd(TransferItem item, out TransferItem? other)
    {
        var names = NamesOf(item).ToArray();
        other = names.Select(name => _names.GetValueOrDefault(name)).FirstOrDefault(static found => found is not null);
        if (other is not null)
        {
            return false;
        }

        foreach (var name in names)
        {
            _names[name] = item;
        }

        if (item.Resource.GetElements("url") is [PrimitiveElement { Text: { Length: > 0 } url }])
        {
            _canonicals.Add(url);
        }

        return true;
    }

    /// <summary>What a link leads to.</summary>
    public LinkTarget Find(ResourceLink link)
    {
        var end = link.Text.AsSpan(1).IndexOfAny('#', link.Kind == LinkKind.Name ? '|' : '#') + 1;
        var (text, rest) = end > 0 ? (link.Text[..end], link.Text[end..]) : (link.Text, "");
        var url = ReferenceUrl.Parse(text);
        if (url.Kind == ReferenceKind.Contained || (link.Kind == LinkKind.Name && (_canonicals.Contains(text) || !IsLink(link, url))))
        {
            return default;
        }

        var name = NameOf(url, text);
        if (_names.TryGetValue(name, out var item))
        {
            return new(item, null, rest);
        }

        var isOwn = url.Kind is ReferenceKind.Relative or ReferenceKind.Urn || (url.Kind == ReferenceKind.Absolute && IsBase(url.BaseUrl!));
        return link.Kind == LinkKind.Reference && isOwn ? new(null, name, rest) : default;
    }

    // Of names, a URN may be that of an entry, and a canonical may be an address.
    private static bool IsLink(ResourceLink link, ReferenceUrl url) =>
        url.Kind == ReferenceKind.Urn || (url.Kind != ReferenceKind.Other && link.Steps[^1].Value is PrimitiveElement { PrimitiveType: PrimitiveType.Canonical });

    private IEnumerable<string> NamesOf(TransferItem item)
    {
        if (item.Resource.Id is { Length: > 0 } id)
        {
            yield return item.Resource.TypeName + "/" + id;
        }

        if (item.FullUrl is { Length: > 0 } fullUrl && NameOf(ReferenceUrl.Parse(fullUrl), fullUrl) is var name && name != item.Resource.TypeName + "/" + item.Resource.Id)
        {
            yield return name;
        }
    }

    // A version is none of the target's.
    private string NameOf(ReferenceUrl url, string text) => url.Kind switch
    {
        ReferenceKind.Relative => url.ResourceType + "/" + url.Id,
        ReferenceKind.Absolute when IsBase(url.BaseUrl!) => url.ResourceType + "/" + url.Id,
        ReferenceKind.Absolute => url.BaseUrl + "/" + url.ResourceType + "/" + url.Id,
        _ => text,
    };

    private bool IsBase(string address) => bases.Contains(address);
}
