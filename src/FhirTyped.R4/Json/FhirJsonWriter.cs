using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirTyped.R4;

/// <summary>Writes objects of the model as JSON: the helpers that the emitted code calls.</summary>
internal sealed partial class FhirJsonWriter(Utf8JsonWriter json)
{
    // What the kept writer points at between uses; never written to.
    private static readonly ArrayBufferWriter<byte> Idle = new();

    [ThreadStatic]
    private static FhirJsonWriter? _spare;

    private const int LongestName = 128;

    // The side table of the object being written; null for almost all objects.
    private SideTable? _side;

    /// <summary>Writes compact JSON with a writer that the thread keeps, so that writing allocates nothing.</summary>
    public static void Write(IBufferWriter<byte> output, Base value)
    {
        var writer = _spare ?? new FhirJsonWriter(new Utf8JsonWriter(output, Compact));

        // Away while in use: an output that itself writes gets another one.
        _spare = null;
        writer.Use(output, value);
        _spare = writer;
    }

    /// <summary>Minimal escaping, and no checks: what is written is well-formed by construction.</summary>
    public static JsonWriterOptions Compact { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 1000,
    };

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

    private void Use(IBufferWriter<byte> output, Base value)
    {
        json.Reset(output);
        _side = null;
        try
        {
            WriteItem(value);
            json.Flush();
        }
        finally
        {
            // Nothing of the caller's stays behind, also after an exception.
            json.Reset(Idle);
        }
    }

    private void WriteItem(Base? item)
    {
        if (item is null)
        {
            // FHIR has no null in a list of objects: one that a program put there is left out.
            return;
        }

        if (item is Resource resource)
        {
            WriteRoot(resource);
            return;
        }

        json.WriteStartObject();
        (item as PrimitiveElement)?.WriteValue(this, "value"u8);
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
            if (entry.Kind == SideKind.UnreadableProperty && (IsWritten(value, entry.Name) || (value is PrimitiveElement && entry.Name == "value")))
            {
                continue;
            }

            json.WritePropertyName(entry.Name);
            json.WriteRawValue(entry.Raw, skipInputValidation: true);
        }
    }

    private static bool IsWritten(Base value, string property)
    {
        foreach (var (name, _, element) in value.GetElements())
        {
            if (property[0] == '_')
            {
                if (element is PrimitiveElement { HasIdOrExtension: true } && IsProperty(property.AsSpan(1), name, element))
                {
                    return true;
                }
            }
            else if (element is not PrimitiveElement { HasValue: false } && IsProperty(property, name, element))
            {
                return true;
            }
        }

        return false;
    }

    // Whether an element is written under a property: by its name, or by its name and type where it is a choice.
    private static bool IsProperty(ReadOnlySpan<char> property, string name, Base element) =>
        property.StartsWith(name, StringComparison.Ordinal)
        && (property.Length == name.Length || Ascii.Equals(element.NameUtf8, property[name.Length..]));
}
