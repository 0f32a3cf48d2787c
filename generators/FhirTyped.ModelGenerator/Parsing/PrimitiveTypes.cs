using FhirTyped.ModelGenerator.Model;

namespace FhirTyped.ModelGenerator.Parsing;

/// <summary>The primitive types and their C# types.</summary>
internal static class PrimitiveTypes
{
    /// <summary>All of them, by name.</summary>
    public static readonly string[] All =
    [
        "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer",
        "markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml",
    ];

    /// <summary>Those that are dates and times.</summary>
    public static readonly TemporalType[] Temporal =
    [
        new("date", "FhirDate", HasFraction: false),
        new("dateTime", "FhirDateTime", HasFraction: true),
        new("instant", "FhirInstant", HasFraction: true),
        new("time", "FhirTime", HasFraction: true),
    ];

    /// <summary>The C# type of a primitive, or null where the type is not one.</summary>
    public static string? ClassOf(string type) => type switch
    {
        "boolean" => "bool",
        "integer" or "positiveInt" or "unsignedInt" => "int",
        "decimal" => "decimal",
        "base64Binary" or "canonical" or "code" or "id" or "markdown" or "oid" or "string" or "uri" or "url" or "uuid" or "xhtml" => "string",
        _ => Array.Find(Temporal, temporal => temporal.Name == type).ClassName,
    };
}
