using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FhirTyped.R4;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.Sandbox;

/// <summary>Finds where in the JSON of a resource a FHIRPath leads. It holds until the JSON is changed.</summary>
/// <remarks>
/// The expression is evaluated over the model, in which primitives have no identity of their own: before it is read, each is given an id
/// that tells its place, unless it has one. So any expression can lead to any element.
/// </remarks>
internal sealed class ElementPlaces
{
    private const int MostSteps = 100_000;

    // The marks stand deeper than what they mark.
    private static readonly FhirJsonOptions Reading = new() { MaxDepth = FhirJsonOptions.DefaultMaxDepth + 4 };

    private readonly Resource _resource;
    private readonly ElementPlace _root;
    private readonly Dictionary<Base, ElementPlace> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ElementPlace> _primitives = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public ElementPlaces(JsonObject resource)
    {
        var marked = (JsonObject)resource.DeepClone();
        Mark(marked);
        _resource = FhirJson.Read<Resource>(Encoding.UTF8.GetBytes(marked.ToJsonString()), Reading);
        _root = ElementPlace.Root(resource);
        Collect(_resource, _root);
    }

    /// <summary>The places of the elements to which a path leads, in their order.</summary>
    /// <exception cref="RefusedException">It is no FHIRPath, or leads to something that is no element of the resource.</exception>
    public IReadOnlyList<ElementPlace> Find(string path)
    {
        var items = Evaluate(path);
        var places = new ElementPlace[items.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = PlaceOf(items[i].Element) ?? (items.Count == 1 ? FindByOwner(path) : null)
                ?? throw FhirPathPatchDocument.CannotApply("A path of the patch leads to something that is no element of the resource.");
        }

        return places;
    }

    /// <summary>The one place to which a path leads.</summary>
    public ElementPlace FindOne(string path) => Find(path) is [var place]
        ? place
        : throw FhirPathPatchDocument.CannotApply("A path of the patch leads to nothing, or to more than one element.");

    /// <summary>The list to which a path leads, by its owner: the path gives all its items, or none where there are none yet.</summary>
    public (ElementPlace Owner, SchemaElement Element) FindList(string path)
    {
        var items = Find(path);
        if (items is [{ Parent: { } parent, Element: { IsList: true } element } first, ..])
        {
            if (items.All(item => item.Owner == first.Owner && item.Property == first.Property) && items.Count == CountOf(first.Owner, first.Property))
            {
                return (parent, element);
            }
        }
        else if (items.Count == 0 && Split(path) is var (ownerPath, name) && Find(ownerPath) is [var owner]
            && ElementSchema.Find(owner.Type, name) is { IsList: true } empty)
        {
            return (owner, empty);
        }

        throw FhirPathPatchDocument.CannotApply("A path of the patch leads to no list, or not to the whole of it.");
    }

    private static int CountOf(JsonObject owner, string property) =>
        Math.Max((owner[property] as JsonArray)?.Count ?? 0, (owner["_" + property] as JsonArray)?.Count ?? 0);

    private IReadOnlyList<FhirPathValue> Evaluate(string path)
    {
        try
        {
            // Not kept: a patch's paths are not those of a program.
            return FhirPathExpression.Parse(path).Select(_resource, new FhirPathContext { Resource = _resource, MaximumSteps = MostSteps });
        }
        catch (FhirPathException exception)
        {
            // The reason holds no value; the expression itself may.
            throw FhirPathPatchDocument.Refuse("A path of the patch is no FHIRPath that can be evaluated here: " + exception.Reason);
        }
    }

    private ElementPlace? PlaceOf(Base? element) => ReferenceEquals(element, _resource) ? _root : element switch
    {
        null => null,
        PrimitiveElement primitive => primitive.Id is { } id ? _primitives.GetValueOrDefault(id) : null,
        _ => _places.GetValueOrDefault(element),
    };

    /// <summary>Attributes (the id of an element, the url of an extension) cannot be marked: they are found as a step from their owner.</summary>
    private ElementPlace? FindByOwner(string path) =>
        Split(path) is var (ownerPath, name) && Find(ownerPath) is [var owner] && owner.FindContent() is { } content && content.ContainsKey(name)
            && ElementSchema.FindProperty(owner.Type, name) is var (element, type)
            ? new ElementPlace(content, name, -1, owner, element, type)
            : null;

    /// <summary>A path as the path of an owner and the name of its element; null where its last step is no name.</summary>
    private static (string Owner, string Name)? Split(string path)
    {
        var dot = LastStep(path);
        var name = path[(dot + 1)..].Trim();
        return name.Length > 0 && name.All(char.IsAsciiLetterOrDigit) ? (dot < 0 ? "$this" : path[..dot], name) : null;
    }

    /// <summary>The dot before the last step that is not within an argument, an index or a text; -1 where there is one step.</summary>
    private static int LastStep(string path)
    {
        var (last, depth) = (-1, 0);
        for (var i = 0; i < path.Length; i++)
        {
            switch (path[i])
            {
                case '(' or '[':
                    depth++;
                    break;
                case ')' or ']':
                    depth--;
                    break;
                case '.' when depth == 0:
                    last = i;
                    break;
                case '\'' or '`' or '"':
                    var quote = path[i];
                    for (i++; i < path.Length && path[i] != quote; i++)
                    {
                        i += path[i] == '\\' ? 1 : 0;
                    }

                    break;
            }
        }

        return last;
    }

    private void Collect(Base owner, ElementPlace place)
    {
        if (place.FindContent() is not { } content)
        {
            return;
        }

        foreach (var (name, index, value) in owner.GetElements())
        {
            if (ElementSchema.Find(place.Type, name) is not { } element)
            {
                continue;
            }

            var type = element.IsChoice || value is Resource ? value.TypeName : element.Types[0];
            var found = new ElementPlace(content, element.PropertyOf(type), index, place, element, type);
            if (value is not PrimitiveElement)
            {
                _places[value] = found;
            }
            else if (value is Element { Id: { } id })
            {
                _primitives.TryAdd(id, found);
            }

            Collect(value, found);
        }
    }

    /// <summary>Gives each primitive below an object an id of its own, beside its value.</summary>
    private void Mark(JsonObject owner)
    {
        foreach (var (name, node) in owner.ToArray())
        {
            switch (node)
            {
                case JsonObject inner:
                    Mark(inner);
                    if (name[0] == '_')
                    {
                        MarkMetadata(inner);
                    }

                    break;
                case JsonArray list when list.Any(static item => item is JsonObject) && name[0] != '_':
                    foreach (var item in list.OfType<JsonObject>())
                    {
                        Mark(item);
                    }

                    break;
                case JsonArray when name[0] != '_' || !owner.ContainsKey(name[1..]):
                    MarkList(owner, name.TrimStart('_'));
                    break;
                case JsonValue when name is not ("resourceType" or "id") && !owner.ContainsKey("_" + name):
                    owner["_" + name] = MarkMetadata([]);
                    break;
            }
        }
    }

    private void MarkList(JsonObject owner, string property)
    {
        var items = ElementPlace.TakeItems(owner, property);
        for (var i = 0; i < items.Count; i++)
        {
            var metadata = items[i].Metadata as JsonObject ?? [];
            Mark(metadata);
            items[i] = (items[i].Value, MarkMetadata(metadata));
        }

        ElementPlace.PutItems(owner, property, items);
    }

    private JsonObject MarkMetadata(JsonObject metadata)
    {
        if (metadata["id"] is not JsonValue own || !own.TryGetValue<string>(out var id) || !_ids.Add(id))
        {
            id = "#" + _ids.Count.ToString(CultureInfo.InvariantCulture);
            _ids.Add(id);
            metadata["id"] = id;
        }

        return metadata;
    }
}
