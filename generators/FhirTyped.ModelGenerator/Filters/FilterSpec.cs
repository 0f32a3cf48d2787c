namespace FhirTyped.ModelGenerator.Filters;

/// <summary>The local filter of a resource type, or of every type where the type is <c>Resource</c>. Cached by the driver: plain data only.</summary>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Properties">Its search parameters, in the order of the facts.</param>
internal sealed record FilterSpec(string ResourceType, EquatableArray<FilterPropertySpec> Properties);
