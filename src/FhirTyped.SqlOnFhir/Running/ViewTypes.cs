namespace FhirTyped.SqlOnFhir;

/// <summary>The types that a column can have.</summary>
internal static class ViewTypes
{
    private const string Prefix = "http://hl7.org/fhir/StructureDefinition/";
    private const string SystemPrefix = "http://hl7.org/fhirpath/System.";

    /// <summary>Whether values of the type are texts.</summary>
    public static bool IsText(string type) =>
        type is "string" or "code" or "id" or "uri" or "url" or "canonical" or "oid" or "uuid" or "markdown" or "base64Binary" or "xhtml";

    /// <summary>The type without its prefix; null where there is no such type.</summary>
    public static string? Find(string uri)
    {
        if (uri.StartsWith(SystemPrefix, StringComparison.Ordinal))
        {
            return uri[SystemPrefix.Length..] switch
            {
                "Boolean" => "boolean",
                "Integer" => "integer",
                "Decimal" => "decimal",
                "String" => "string",
                "Date" => "date",
                "DateTime" => "dateTime",
                "Time" => "time",
                _ => null,
            };
        }

        var name = uri.StartsWith(Prefix, StringComparison.Ordinal) ? uri[Prefix.Length..] : uri;
        var end = name.IndexOf('.', StringComparison.Ordinal);
        return name == "integer64" || FhirCodes.TryParse<FhirAllTypes>(end < 0 ? name : name[..end], out _) ? name : null;
    }
}
