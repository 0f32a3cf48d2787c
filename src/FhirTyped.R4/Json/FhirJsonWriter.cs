using System.Text.Json;

namespace FhirTyped.R4;

/// <summary>Writes objects of the model as JSON: the helpers that the emitted code calls.</summary>
internal sealed partial class FhirJsonWriter(Utf8JsonWriter json)
{
    private const int LongestName = 128;

    // The side table of the object being written; null for almost all objects.
    private SideTable? _side;

    /// <summary>Writes a resource with its type.</summary>
    public void WriteRoot(Resource resource)
    {
        json.WriteStartObject();
        var name = resource.NameUtf8;
        if (!name.IsEmpty)
        {
            json.WriteString("resourceType"u8, name);
        }
        else if (resource.TypeName.Length > 0)
        {
            json.WriteString("resourceType"u8, resource.TypeName);
        }

        WriteContent(resource);
    }

    public void WriteObject(ReadOnlySpan<byte> name, Base? value)
    {
        if (value is not null)
        {
            json.WriteStartObject(name);
            WriteContent(value);
        }
    }

    public void WriteObjects<T>(ReadOnlySpan<byte> name, List<T>? list)
        where T : Base
    {
        var hasRaw = _side is not null && _side.RawItems(name) > 0;
        if (list is not { Count: > 0 } && !hasRaw)
        {
            return;
        }

        json.WriteStartArray(name);
        if (hasRaw)
        {
            WriteMixed(name, list);
        }
        else
        {
            foreach (var item in list!)
            {
                WriteItem(item);
            }
        }

        json.WriteEndArray();
    }

    public void WriteResource(ReadOnlySpan<byte> name, Resource? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            WriteRoot(value);
        }
    }

    public void WriteResources(ReadOnlySpan<byte> name, List<Resource>? list) => WriteObjects(name, list);

    public void WriteChoice(ReadOnlySpan<byte> name, Element? value)
    {
        if (value is null)
        {
            return;
        }

        // The type follows the name: valueQuantity; before both, where it is about a primitive, an underscore.
        Span<byte> full = stackalloc byte[LongestName];
        full[0] = (byte)'_';
        name.CopyTo(full[1..]);
        value.NameUtf8.CopyTo(full[(1 + name.Length)..]);
        full = full[..(1 + name.Length + value.NameUtf8.Length)];
        if (value is not PrimitiveElement primitive)
        {
            WriteObject(full[1..], value);
            return;
        }

        primitive.WriteValue(this, full[1..]);
        if (primitive.HasIdOrExtension)
        {
            WriteObject(full, primitive);
        }
    }

    private void WriteItem(Base item)
    {
        if (item is Resource resource)
        {
            WriteRoot(resource);
            return;
        }

        json.WriteStartObject();
        WriteContent(item);
    }

    // The list's objects and, at their old places, the items that were none.
    private void WriteMixed<T>(ReadOnlySpan<byte> name, List<T>? list)
        where T : Base
    {
        var next = 0;
        var total = (list?.Count ?? 0) + _side!.RawItems(name);
        for (var i = 0; i < total; i++)
        {
            if (_side.Raw(SideKind.RawItem, name, i) is { } raw)
            {
                json.WriteRawValue(raw, skipInputValidation: true);
            }
            else if (next < (list?.Count ?? 0))
            {
                WriteItem(list![next++]);
            }
        }
    }

    private void WriteContent(Base value)
    {
        var outer = _side;
        _side = value.Side;
        value.WriteProperties(this);
        if (_side is not null)
        {
            WriteRawProperties(value);
        }

        _side = outer;
        json.WriteEndObject();
    }

    // What no property could hold; a property that has been given a value since then wins.
    private void WriteRawProperties(Base value)
    {
        foreach (var entry in value.Side!.RawProperties)
        {
            if (value is PrimitiveElement && entry.Name == "value")
            {
                continue;
            }

            if (entry.Name.Length == 0 || entry.Name[0] == '_' || !HasElement(value, entry.Name))
            {
                json.WritePropertyName(entry.Name);
                json.WriteRawValue(entry.Raw, skipInputValidation: true);
            }
        }
    }

    private static bool HasElement(Base value, string name)
    {
        List<NamedElement>? items = null;
        var collector = new ElementCollector(name, ref items);
        value.CollectElements(ref collector);
        return items is { Count: > 0 } && (items[0].Value is not PrimitiveElement primitive || primitive.HasValue);
    }
}
