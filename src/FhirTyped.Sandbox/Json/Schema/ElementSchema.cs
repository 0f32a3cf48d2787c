using System.Collections.Concurrent;

namespace FhirTyped.Sandbox;

/// <summary>
/// Which elements each type has, whether they repeat, and of which types they are: the facts of FHIR R4, read when a resource type is first
/// asked for. Thread-safe.
/// </summary>
internal static class ElementSchema
{
    private const string NoType = "-";
    private const string DataTypes = "";

    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, SchemaType>> Files = new(StringComparer.Ordinal);

    private static readonly string[] Texts =
        ["base64Binary", "canonical", "code", "date", "dateTime", "id", "instant", "markdown", "oid", "string", "time", "uri", "url", "uuid", "xhtml"];

    private static readonly string[] Numbers = ["decimal", "integer", "positiveInt", "unsignedInt"];

    /// <summary>Whether a type is a primitive: a JSON string, number or boolean.</summary>
    public static bool IsPrimitive(string type) => char.IsAsciiLetterLower(type[0]);

    /// <summary>Whether a primitive of one type can be written where another is expected: whether its text fits, reading shows.</summary>
    public static bool HasFormOf(string type, string expected) =>
        (Texts.Contains(type) && Texts.Contains(expected)) || (Numbers.Contains(type) && Numbers.Contains(expected));

    /// <summary>The element of a name; null where the type has none.</summary>
    /// <param name="type">A type, or the path of an element with elements of its own.</param>
    /// <param name="name">The name, of a choice without type.</param>
    public static SchemaElement? Find(string type, string name)
    {
        for (var current = Load(type); current is not null; current = Load(current.BaseType))
        {
            if (current.Find(name) is { } element)
            {
                return element;
            }
        }

        return null;
    }

    /// <summary>The element for which a property stands in JSON, and the type that the property has; null where the type has none.</summary>
    /// <param name="type">A type, or the path of an element with elements of its own.</param>
    /// <param name="property">The name in JSON, for example <c>valueQuantity</c>.</param>
    public static (SchemaElement Element, string Type)? FindProperty(string type, string property)
    {
        for (var current = Load(type); current is not null; current = Load(current.BaseType))
        {
            if (current.FindProperty(property) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static SchemaType? Load(string type)
    {
        if (type is "" or NoType)
        {
            return null;
        }

        // Primitives have the elements of every element: id and extensions.
        var key = IsPrimitive(type) ? "Element" : type;
        return File(DataTypes)!.GetValueOrDefault(key) ?? File(key.Split('.', 2)[0])?.GetValueOrDefault(key);
    }

    private static IReadOnlyDictionary<string, SchemaType>? File(string name)
    {
        if (Files.TryGetValue(name, out var known))
        {
            return known;
        }

        // What is no type of FHIR is not kept: a client can make up any number of names.
        using var stream = typeof(ElementSchema).Assembly.GetManifestResourceStream(
            name == DataTypes ? "FhirTyped.R4.Types" : "FhirTyped.R4.Elements." + name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return Files.GetOrAdd(name, static (_, lines) => Read(lines), reader);
    }

    private static Dictionary<string, SchemaType> Read(StreamReader reader)
    {
        var types = new Dictionary<string, SchemaType>(StringComparer.Ordinal);
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            var words = line.Split(' ');
            if (words is ["resource" or "datatype", var name, var baseType, ..])
            {
                types[name] = new SchemaType(baseType);
            }
            else if (words is [var path, var cardinality, var typeNames, ..])
            {
                var dot = path.LastIndexOf('.');
                types[path[..dot]].Add(Read(path, path[(dot + 1)..], cardinality, typeNames, types));
            }
        }

        return types;
    }

    private static SchemaElement Read(string path, string name, string cardinality, string typeNames, Dictionary<string, SchemaType> types)
    {
        var isChoice = name.EndsWith("[x]", StringComparison.Ordinal);
        IReadOnlyList<string> elementTypes = typeNames switch
        {
            ['#', ..] => [typeNames[1..]],
            // Those of the facts that have elements of their own follow under their path.
            "BackboneElement" or "Element" => [path],
            _ => typeNames.Split('|'),
        };
        if (typeNames is "BackboneElement" or "Element")
        {
            types[path] = new SchemaType(typeNames);
        }

        return new SchemaElement(isChoice ? name[..^3] : name, !cardinality.EndsWith("..1", StringComparison.Ordinal), isChoice, elementTypes);
    }
}
