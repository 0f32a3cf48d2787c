namespace FhirTyped.Analyzers;

/// <summary>What a method of a parameter struct writes into the query.</summary>
/// <param name="Modifier">The modifier, or empty.</param>
/// <param name="Prefix">The comparison prefix, or empty.</param>
/// <param name="Form">How its arguments make the value.</param>
internal readonly record struct Comparator(string Modifier, string Prefix, ComparatorForm Form);
