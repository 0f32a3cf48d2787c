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

    /// <summary>The C# type of a primitive, or null where the type is not one.</summary>
    public static string? ClassOf(string type) => type switch
    {
        "boolean" => "bool",
        "integer" or "positiveInt" or "unsignedInt" => "int",
        "decimal" => "decimal",
        "date" => "FhirDate",
        "dateTime" => "FhirDateTime",
        "instant" => "FhirInstant",
        "time" => "FhirTime",
        "base64Binary" or "canonical" or "code" or "id" or "markdown" or "oid" or "string" or "uri" or "url" or "uuid" or "xhtml" => "string",
        _ => null,
    };
}
