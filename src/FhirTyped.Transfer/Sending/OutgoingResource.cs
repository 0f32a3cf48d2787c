using System.Text.Json.Nodes;
using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>A resource as it goes to the target.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="IsWhole">Whether all its references are there; otherwise it has to be updated.</param>
/// <param name="Unmoved">A link to a resource that will never be there, as a path; null where there is none.</param>
internal sealed record OutgoingResource(Resource Resource, bool IsWhole, string? Unmoved)
{
    /// <summary>Makes it: a copy with the links rewritten, without the id, version and date of the source.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="item">The resource at the source.</param>
    /// <param name="nameOf">What a resource is called at the target, or null where it is not there yet.</param>
    /// <param name="isLost">Whether a resource will never be there.</param>
    /// <exception cref="FhirTransferException">A link cannot be rewritten.</exception>
    public static OutgoingResource Make(FhirTransferPlan plan, TransferItem item, Func<TransferItem, string?> nameOf, Func<TransferItem, bool> isLost)
    {
        var copy = item.Resource.DeepClone();
        string? unmoved = null;
        var isWhole = true;
        var texts = new List<(ResourceLink Link, string Text)>();
        foreach (var link in ResourceLinks.In(copy))
        {
            var target = plan.Index.Find(link);
            if (target.Item is { } other)
            {
                if (nameOf(other) is { } name)
                {
                    Set(link, name + target.Rest, texts);
                    continue;
                }

                isWhole = false;
                unmoved ??= isLost(other) ? link.PathIn(copy) : null;
                Blank(link, other);
            }
            else if (target.CanBeFetched && plan.Transfer.Options is { MissingReferences: FhirMissingReferences.Absolute, Base: { } address })
            {
                Set(link, address.AbsoluteUri.TrimEnd('/') + "/" + target.Missing + target.Rest, texts);
            }
        }

        copy = WithTexts(copy, texts);
        copy.Id = item.Request == TransferRequest.Put ? item.Resource.Id : null;
        WithoutVersion(copy);
        return new(copy, isWhole, unmoved);
    }

    /// <summary>Takes away what only the server that keeps a resource can say.</summary>
    public static void WithoutVersion(Resource resource)
    {
        if (resource.Meta is { } meta)
        {
            meta.VersionId = null;
            meta.LastUpdated = null;
            if (meta.GetElements().Count == 0 && meta.UnknownProperties.Count == 0)
            {
                resource.Meta = null;
            }
        }
    }

    private static void Set(ResourceLink link, string text, List<(ResourceLink Link, string Text)> texts)
    {
        if (link.Reference is { } reference)
        {
            reference.Reference = text;
        }
        else
        {
            texts.Add((link, text));
        }
    }

    // An element must hold something, and one that is required must be there: the reference says at least of what type it is.
    private static void Blank(ResourceLink link, TransferItem other)
    {
        if (link.Reference is { } reference)
        {
            reference.Reference = null;
            reference.Type ??= other.Resource.TypeName;
        }
    }

    private static Resource WithTexts(Resource resource, List<(ResourceLink Link, string Text)> texts)
    {
        if (texts.Count == 0)
        {
            return resource;
        }

        var json = JsonNode.Parse(FhirJson.ToUtf8Bytes(resource))!;
        foreach (var (link, text) in texts)
        {
            link.Set(json, text);
        }

        return FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
