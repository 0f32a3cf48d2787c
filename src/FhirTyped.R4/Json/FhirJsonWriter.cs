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

    // Objects within objects: deeper than any payload that can be read, and within what the JSON writer takes.
    private const int DeepestNesting = 400;

    // The side table of the object being written; null for almost all objects.
    private SideTable? _side;

    // What is being written, from the root.
    private Base? _root;

    private bool _keepsHalves;
    private int _nesting;

    /// <summary>Writes compact JSON with a writer that the thread keeps, so that writing allocates nothing.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="value">What to write.</param>
    /// <param name="keepsHalves">
    /// Whether half of a surrogate pair is written as an escape, so that a text that is none can be compared or found; else it is an error.
    /// </param>
    public static void Write(IBufferWriter<byte> output, Base value, bool keepsHalves = false)
    {
        var writer = _spare ?? new FhirJsonWriter(new Utf8JsonWriter(output, Compact));

        // Away while in use: an output that itself writes gets another one.
        _spare = null;
        writer._keepsHalves = keepsHalves;
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
        _root ??= resource;
        json.WriteStartObject();
        var name = resource.NameUtf8;
        if (!name.IsEmpty)
        {
            json.WriteString("resourceType"u8, name);
        }
        else if (resource.TypeName.Length > 0)
        {
            WriteText("resourceType"u8, resource.TypeName);
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
        var raw = _side?.ItemsOf(name);
        if (list is not { Count: > 0 } && raw is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartArray(name);
        if (raw is { Count: > 0 })
        {
            WriteMixed(list ?? [], raw);
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
        _nesting = 0;
        _root = value;
        try
        {
            WriteItem(value);
            json.Flush();
        }
        finally
        {
            // Nothing of the caller's stays behind, also after an exception.
            json.Reset(Idle);
            _root = null;
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

    // The list's objects and, at their old places as far as these are left, the items that were none.
    private void WriteMixed<T>(List<T> list, RawItems raw)
        where T : Base
    {
        var next = 0;
        var nextRaw = 0;
        while (next < list.Count || nextRaw < raw.Count)
        {
            if (nextRaw < raw.Count && (next == list.Count || raw[nextRaw].Index <= next + nextRaw))
            {
                json.WriteRawValue(raw[nextRaw++].Raw, skipInputValidation: true);
            }
            else
            {
                WriteItem(list[next++]);
            }
        }
    }

    private void WriteContent(Base value)
    {
        if (++_nesting > Nesting.Unwatched)
        {
            Nesting.Check(_nesting <= DeepestNesting);
        }

        var outer = _side;
        _side = value.Side;
        value.WriteProperties(this);
        if (_side is not null)
        {
            WriteRawProperties(value);
        }

        _side = outer;
        _nesting--;
        json.WriteEndObject();
    }

    // What no property could hold; a property that has been given a value since then wins.
    private void WriteRawProperties(Base value)
    {
        HashSet<string>? written = null;
        foreach (var entry in value.Side!.RawProperties)
        {
            if (entry.Kind != SideKind.UnknownProperty
                && ((written ??= NamesWritten(value)).Contains(entry.Name) || (value is PrimitiveElement && entry.Name == "value")))
            {
                continue;
            }

            json.WritePropertyName(entry.Name);
            json.WriteRawValue(entry.Raw, skipInputValidation: true);
        }
    }

    // The properties that an object's elements were written to: a choice's name has its type behind it.
    private static HashSet<string> NamesWritten(Base value)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _, element) in value.GetElements())
        {
            // A number that is only kept as text has no value that would be written.
            var primitive = element as PrimitiveElement;
            if (primitive is not { ObjectValue: null } && names.Add(name))
            {
                names.Add(name + Encoding.ASCII.GetString(element.NameUtf8));
            }

            if (primitive is { HasIdOrExtension: true } && names.Add("_" + name))
            {
                names.Add("_" + name + Encoding.ASCII.GetString(element.NameUtf8));
            }
        }

        return names;
    }
}
