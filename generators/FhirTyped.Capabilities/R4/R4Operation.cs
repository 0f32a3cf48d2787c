namespace FhirTyped.Capabilities;

/// <summary>An operation of the FHIR R4 specification (https://hl7.org/fhir/R4/operationslist.html).</summary>
/// <param name="ResourceType">The resource type that defines it; <c>Resource</c> is for every type.</param>
/// <param name="Name">Its name in the URL, without <c>$</c>.</param>
/// <param name="IsSystem">Whether it can be called on the whole system: <c>[base]/$name</c>.</param>
/// <param name="IsType">Whether it can be called on a resource type: <c>[base]/[type]/$name</c>.</param>
/// <param name="IsInstance">Whether it can be called on one resource: <c>[base]/[type]/[id]/$name</c>.</param>
internal sealed record R4Operation(string ResourceType, string Name, bool IsSystem, bool IsType, bool IsInstance)
{
    /// <summary>The canonical address of its definition, without a version.</summary>
    public string Definition => "http://hl7.org/fhir/OperationDefinition/" + ResourceType + "-" + Name;

    /// <summary>Whether it is for a resource type.</summary>
    public bool AppliesTo(string resourceType) => ResourceType == resourceType || ResourceType == "Resource";
}
