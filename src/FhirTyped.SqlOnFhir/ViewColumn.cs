namespace FhirTyped.SqlOnFhir;

/// <summary>A column that a ViewDefinition produces. <see href="https://sql-on-fhir.org/ig/StructureDefinition-ViewDefinition.html"/></summary>
/// <param name="Name">The name: a letter, then letters, digits and underscores.</param>
/// <param name="Type">The FHIR type without its prefix, <c>dateTime</c>; null where the ViewDefinition states none.</param>
/// <param name="IsCollection">Whether a value is a list.</param>
/// <param name="Description">What the column holds, or null.</param>
/// <param name="Tags">The values of the column's tags by their names.</param>
public sealed record ViewColumn(string Name, string? Type, bool IsCollection, string? Description, IReadOnlyDictionary<string, string> Tags);
