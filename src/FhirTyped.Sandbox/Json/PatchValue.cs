using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox;

/// <summary>An element as JSON has it: of a primitive, the value and beside it the id and extensions.</summary>
/// <param name="Property">The property under which it stands, for example <c>valueQuantity</c>.</param>
/// <param name="Value">The value; null where a primitive has none.</param>
/// <param name="Metadata">The id and extensions of a primitive, or null.</param>
internal sealed record PatchValue(string Property, JsonNode? Value, JsonNode? Metadata = null);
