using System.Text.Json.Nodes;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// Replaces the links of one entry of a transaction that lead to other entries (https://hl7.org/fhir/R4/http.html#trules): references,
/// elements of type uri, url, oid and uuid, and the links of narratives.
/// </summary>
/// <remarks>
/// A <c>urn:uuid</c> or <c>urn:oid</c> means the entry wherever it stands, canonicals included: as it is, nobody could follow it. Any other
/// address is replaced where it is a link (references, urls, narratives), not where it is a name: the url of a definition stays what it is.
/// </remarks>
internal sealed class LinkRewriter(TransactionLinks links, string? baseUrl)
{
    /// <summary>The references that search for their target, with the search.</summary>
    public List<(JsonObject Reference, string Search)> Conditional { get; } = [];

    /// <summary>Whether there is a reference by URN that leads to no entry: nobody could ever follow it.</summary>
    public bool HasUnresolved { get; private set; }

    /// <summary>Changes a resource in place.</summary>
    public void RewriteResource(JsonObject resource)
    {
        if (resource["resourceType"] is JsonValue value && value.TryGetValue<string>(out var type))
        {
            Rewrite(resource, type);
        }
    }

    private void Rewrite(JsonObject owner, string type)
    {
        foreach (var (name, node) in owner.ToArray())
        {
            if (name[0] == '_')
            {
                ForEach(node, metadata => Rewrite(metadata, "Element"));
            }
            else if (ElementSchema.FindProperty(type, name) is var (element, elementType) && (type, name) is not ("Extension", "url"))
            {
                RewriteElement(owner, name, node, type, elementType);
                if (elementType is "oid" or "uuid" && element.Types.Contains("uri") && owner[name]?.ToString() is { } text && !TransactionLinks.IsUrn(text))
                {
                    Rename(owner, name, element.PropertyOf("uri"));
                }
            }
        }
    }

    private void RewriteElement(JsonObject owner, string name, JsonNode? node, string type, string elementType)
    {
        switch (elementType)
        {
            case "string" when (type, name) is ("Reference", "reference"):
                RewriteTexts(owner, name, text => RewriteReference(owner, text));
                break;
            case "url":
                RewriteTexts(owner, name, text => links.Resolve(text, baseUrl));
                break;
            case "uri" or "oid" or "uuid" or "canonical":
                RewriteTexts(owner, name, text => TransactionLinks.IsUrn(text) ? links.Resolve(text, null, mayHaveVersion: true) : null);
                break;
            case "xhtml":
                RewriteTexts(owner, name, text => NarrativeLinks.Replace(text, link => links.Resolve(link, baseUrl)));
                break;
            case "Resource":
                // The entries of a bundle that is itself stored refer to each other, and to nothing else.
                ForEach(node, type == "Bundle.entry" ? static _ => { } : RewriteResource);
                break;
            default:
                if (!ElementSchema.IsPrimitive(elementType))
                {
                    ForEach(node, inner => Rewrite(inner, elementType));
                }

                break;
        }
    }

    /// <summary>An address is no oid and no uuid: where one was replaced, its choice has the type uri.</summary>
    private static void Rename(JsonObject owner, string name, string newName)
    {
        foreach (var prefix in (string[])["", "_"])
        {
            if (owner.Remove(prefix + name, out var node))
            {
                owner[prefix + newName] = node;
            }
        }
    }

    private string? RewriteReference(JsonObject reference, string text)
    {
        if (ConditionalReference.Is(text))
        {
            Conditional.Add((reference, text));
            return null;
        }

        var resolved = links.Resolve(text, baseUrl);
        HasUnresolved |= resolved is null && TransactionLinks.IsUrn(text);
        return resolved;
    }

    /// <summary>The text of a property, or each text of a list.</summary>
    private static void RewriteTexts(JsonObject owner, string name, Func<string, string?> rewrite)
    {
        if (owner[name] is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is JsonValue item && item.TryGetValue<string>(out var text) && rewrite(text) is { } replacement)
                {
                    list[i] = replacement;
                }
            }
        }
        else if (owner[name] is JsonValue value && value.TryGetValue<string>(out var text) && rewrite(text) is { } replacement)
        {
            owner[name] = replacement;
        }
    }

    private static void ForEach(JsonNode? node, Action<JsonObject> visit)
    {
        if (node is JsonObject single)
        {
            visit(single);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list.OfType<JsonObject>())
            {
                visit(item);
            }
        }
    }
}
