using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox;

/// <summary>
/// Where an element stands in the JSON of a resource, and what can be done there. Values and metadata of primitives
/// (https://hl7.org/fhir/R4/json.html#primitive) move together.
/// </summary>
/// <param name="Owner">The object that holds the element; of what belongs to a primitive, its object of id and extensions.</param>
/// <param name="Property">The property without underscore.</param>
/// <param name="Index">The place in the list, from 0; -1 where the element does not repeat.</param>
/// <param name="Parent">The element to which the owner belongs.</param>
/// <param name="Element">The element as the standard defines it.</param>
/// <param name="Type">The type of the element, or the path that defines its elements.</param>
internal sealed record ElementPlace(JsonObject Owner, string Property, int Index, ElementPlace? Parent, SchemaElement? Element, string Type)
{
    /// <summary>Whether it is the resource itself.</summary>
    public bool IsRoot => Parent is null;

    /// <summary>The place of a whole resource.</summary>
    public static ElementPlace Root(JsonObject resource) => new(resource, "", -1, null, null, (string)resource["resourceType"]!);

    /// <summary>Whether an object has an element already, in any type.</summary>
    public static bool Exists(JsonObject owner, SchemaElement element) => element.Types.Any(type =>
        owner.ContainsKey(element.PropertyOf(type)) || owner.ContainsKey("_" + element.PropertyOf(type)));

    /// <summary>Adds an element, at the end where it repeats.</summary>
    public static void Add(JsonObject owner, SchemaElement element, PatchValue value)
    {
        if (element.IsList)
        {
            var items = TakeItems(owner, value.Property);
            items.Add((value.Value, value.Metadata));
            PutItems(owner, value.Property, items);
        }
        else
        {
            Put(owner, value.Property, value.Value);
            Put(owner, "_" + value.Property, value.Metadata);
        }
    }

    /// <summary>The object that holds the elements of this one; null where a primitive has none, or JSON of another form stands there.</summary>
    public JsonObject? FindContent()
    {
        if (IsRoot)
        {
            return Owner;
        }

        var node = Owner[ElementSchema.IsPrimitive(Type) ? "_" + Property : Property];
        return (Index < 0 ? node : (node as JsonArray)?.ElementAtOrDefault(Index)) as JsonObject;
    }

    /// <summary>The object that holds the elements of this one; it is made where a primitive has none yet.</summary>
    public JsonObject Content()
    {
        if (FindContent() is { } content)
        {
            return content;
        }

        if (Index < 0)
        {
            return Put(Owner, "_" + Property, new JsonObject())!;
        }

        var items = TakeItems(Owner, Property);
        JsonObject metadata = [];
        items[Index] = (items[Index].Value, metadata);
        PutItems(Owner, Property, items);
        return metadata;
    }

    /// <summary>Puts another element in its place. That of a choice may be of another type.</summary>
    public void Replace(PatchValue value)
    {
        if (Index >= 0)
        {
            var items = TakeItems(Owner, Property);
            items[Index] = (value.Value, value.Metadata);
            PutItems(Owner, Property, items);
            return;
        }

        Owner.Remove(Property);
        Owner.Remove("_" + Property);
        Put(Owner, value.Property, value.Value);
        Put(Owner, "_" + value.Property, value.Metadata);
    }

    /// <summary>Removes the element, and with the last element of its owner the owner: FHIR has no empty elements.</summary>
    public void Remove()
    {
        if (Index < 0)
        {
            Owner.Remove(Property);
            Owner.Remove("_" + Property);
        }
        else
        {
            var items = TakeItems(Owner, Property);
            items.RemoveAt(Index);
            PutItems(Owner, Property, items);
        }

        if (Owner.Count == 0)
        {
            Parent?.RemoveContent();
        }
    }

    /// <summary>Removes what is left of an element without elements; a primitive keeps its value.</summary>
    private void RemoveContent()
    {
        if (!ElementSchema.IsPrimitive(Type))
        {
            Remove();
        }
        else if (Index < 0)
        {
            Owner.Remove("_" + Property);
            if (!Owner.ContainsKey(Property))
            {
                Remove();
            }
        }
        else
        {
            var items = TakeItems(Owner, Property);
            var hasValue = items[Index].Value is not null;
            items[Index] = (items[Index].Value, null);
            PutItems(Owner, Property, items);
            if (!hasValue)
            {
                Remove();
            }
        }
    }

    /// <summary>The items of a list with their metadata, taken out of their owner.</summary>
    public static List<(JsonNode? Value, JsonNode? Metadata)> TakeItems(JsonObject owner, string property)
    {
        var values = Take(owner[property]);
        var metadata = Take(owner["_" + property]);
        var items = new List<(JsonNode?, JsonNode?)>(Math.Max(values.Length, metadata.Length));
        for (var i = 0; i < items.Capacity; i++)
        {
            items.Add((i < values.Length ? values[i] : null, i < metadata.Length ? metadata[i] : null));
        }

        return items;
    }

    /// <summary>Puts the items of a list back; a list of nothing is left out.</summary>
    public static void PutItems(JsonObject owner, string property, List<(JsonNode? Value, JsonNode? Metadata)> items)
    {
        Put(owner, property, items.Exists(static item => item.Value is not null) ? new JsonArray([.. items.Select(static item => item.Value)]) : null);
        Put(owner, "_" + property, items.Exists(static item => item.Metadata is not null) ? new JsonArray([.. items.Select(static item => item.Metadata)]) : null);
    }

    private static JsonNode?[] Take(JsonNode? list)
    {
        switch (list)
        {
            case null:
                return [];
            case JsonArray array:
                JsonNode?[] items = [.. array];
                array.Clear();
                return items;
            default:
                throw FhirPathPatchDocument.CannotApply("What stands where a list should be is none.");
        }
    }

    private static T? Put<T>(JsonObject owner, string property, T? value)
        where T : JsonNode
    {
        if (value is null)
        {
            owner.Remove(property);
        }
        else
        {
            owner[property] = value;
        }

        return value;
    }
}
