namespace FhirTyped.FactsTool;

/// <summary>The facts of invariants: context, key, severity, and the FHIRPath that must be true.</summary>
internal static class InvariantFacts
{
    /// <summary>The lines of the file.</summary>
    public static IEnumerable<string> Lines(Definitions definitions) =>
        definitions.DataTypes.Concat(definitions.Resources)
            .SelectMany(type => type.Differential)
            .SelectMany(element => element.Items("constraint")
                .Where(c => c.Text("expression") is not null)
                .Select(c => $"{element.Text("path")} {c.Text("key")} {c.Text("severity")}\t{OneLine(c.Text("expression")!)}"))
            .Distinct();

    private static string OneLine(string expression) => string.Join(' ', expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
