using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>Makes a graph of resources, by the same reading of links by which they are moved.</summary>
internal sealed class GraphReader(Uri? baseUrl)
{
    private const string ByCriteria = "?…";

    private readonly SourceIndex _index = new(baseUrl is null ? [] : [baseUrl.AbsoluteUri.TrimEnd('/')]);
    private readonly List<(TransferItem Item, FhirGraphNode Node)> _items = [];
    private readonly Dictionary<TransferItem, FhirGraphNode> _nodes = [];
    private readonly List<FhirGraphNode> _all = [];
    private readonly List<FhirGraphEdge> _edges = [];

    // By how they are named: what one resource misses another may miss too.
    private readonly Dictionary<string, FhirGraphNode> _others = new(StringComparer.Ordinal);

    /// <summary>Takes a resource in; of a Bundle its entries.</summary>
    public void Add(Resource resource)
    {
        if (resource is not Bundle bundle || bundle.Type?.Value is BundleType.Document or BundleType.Message)
        {
            Add(resource, null);
            return;
        }

        foreach (var entry in bundle.Entry)
        {
            if (entry.Resource is { } part && !(part is OperationOutcome && entry.Search?.Mode?.Value != SearchEntryMode.Match))
            {
                Add(part, entry.FullUrl);
            }
        }
    }

    /// <summary>Reads the references, now that all names are known.</summary>
    public FhirResourceGraph Read()
    {
        foreach (var (item, node) in _items)
        {
            var contained = ContainedOf(item.Resource, node);
            foreach (var link in ResourceLinks.In(item.Resource))
            {
                var source = link.Steps[0] is { Name: "contained", Index: >= 0 and var index } && index < contained.Count ? contained[index].Node : node;
                if (FindTarget(link, node, contained) is { } target)
                {
                    _edges.Add(new(source, target, link.PathIn(item.Resource)));
                }
            }
        }

        return new([.. _all, .. _others.Values], _edges);
    }

    private void Add(Resource resource, string? fullUrl)
    {
        var item = new TransferItem(resource, fullUrl, _items.Count);
        if (_index.TryAdd(item, out var other))
        {
            var node = new FhirGraphNode(FhirGraphNodeKind.Resource, resource.TypeName, item.Key, resource);
            _nodes.Add(item, node);
            _all.Add(node);
            _items.Add((item, node));
        }
        else
        {
            _items.Add((item, _nodes[other!]));
        }
    }

    private List<(string? Id, FhirGraphNode Node)> ContainedOf(Resource resource, FhirGraphNode owner)
    {
        var contained = new List<(string? Id, FhirGraphNode Node)>();
        foreach (var part in resource.GetElements("contained").OfType<Resource>())
        {
            var name = owner.Name + "#" + (part.Id is { Length: > 0 } id ? id : FormattableString.Invariant($"[{contained.Count}]"));
            var node = new FhirGraphNode(FhirGraphNodeKind.Contained, part.TypeName, name, part);
            contained.Add((part.Id, node));
            _all.Add(node);
        }

        return contained;
    }

    private FhirGraphNode? FindTarget(ResourceLink link, FhirGraphNode owner, List<(string? Id, FhirGraphNode Node)> contained)
    {
        if (link.Text[0] == '#')
        {
            return link.Text.Length == 1 ? owner
                : contained.Find(one => one.Id == link.Text[1..]).Node ?? (link.Kind == LinkKind.Reference ? Other(FhirGraphNodeKind.Missing, "", owner.Name + link.Text) : null);
        }

        var target = _index.Find(link);
        if (target.Item is { } item)
        {
            return _nodes[item];
        }

        // A name that leads nowhere is mostly a name and no link.
        return link.Kind == LinkKind.Reference ? OtherOf(target.Missing, link.Text) : null;
    }

    private FhirGraphNode OtherOf(string? missing, string text)
    {
        var url = ReferenceUrl.Parse(missing ?? text);
        if (missing is not null)
        {
            return Other(FhirGraphNodeKind.Missing, url.ResourceType ?? "", url.ResourceType is null ? missing : url.ResourceType + "/" + url.Id);
        }

        if (url.Kind == ReferenceKind.Absolute)
        {
            return Other(FhirGraphNodeKind.Elsewhere, url.ResourceType!, url.ResourceType + "/" + url.Id, url.BaseUrl + "/");
        }

        var type = text.Split('?', 2) is [var before, _] ? before[(before.LastIndexOf('/') + 1)..] : "";
        return FhirResources.IsResourceType(type) ? Other(FhirGraphNodeKind.Missing, type, type + ByCriteria) : Other(FhirGraphNodeKind.Missing, "", ByCriteria);
    }

    private FhirGraphNode Other(FhirGraphNodeKind kind, string resourceType, string name, string server = "")
    {
        if (!_others.TryGetValue(server + name, out var node))
        {
            _others.Add(server + name, node = new(kind, resourceType, name));
        }

        return node;
    }
}
