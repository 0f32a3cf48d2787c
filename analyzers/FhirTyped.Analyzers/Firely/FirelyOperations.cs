namespace FhirTyped.Analyzers;

/// <summary>The operations that extension methods of the Firely SDK's client call (FhirClientOperations, FhirClientTermSvcExtensions).</summary>
internal static class FirelyOperations
{
    /// <summary>The operation of a method.</summary>
    /// <param name="method">The method's name without <c>Async</c>.</param>
    /// <returns>The operation; the resource type that it is called on, or null where the call says it; whether the whole system can be asked. Null for any other method.</returns>
    public static (string Operation, string? ResourceType, bool CanAskSystem)? Find(string method) => method switch
    {
        "FetchPatientRecord" => ("everything", "Patient", false),
        "ValidateCreate" or "ValidateUpdate" or "ValidateDelete" or "ValidateResource" => ("validate", null, false),
        "Meta" => ("meta", null, true),
        "AddMeta" => ("meta-add", null, false),
        "DeleteMeta" => ("meta-delete", null, false),
        "TranslateConcept" => ("translate", "ConceptMap", false),
        "ExpandValueSet" => ("expand", "ValueSet", false),
        "ConceptLookup" => ("lookup", "CodeSystem", false),
        "ValidateCode" => ("validate-code", "ValueSet", false),
        _ => null,
    };
}
