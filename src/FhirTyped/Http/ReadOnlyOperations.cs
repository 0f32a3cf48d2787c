namespace FhirTyped;

/// <summary>
/// The operations that only ask, so that a second call does no harm. R4's own definitions leave <c>affectsState</c> out; these are the ones whose text leaves no
/// doubt, and R5's definitions say so of each that they have.
/// </summary>
internal static class ReadOnlyOperations
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "conforms", "docref", "everything", "expand", "find-matches", "graphql", "lastn", "lookup", "match", "stats", "subsumes",
        "summary", "translate", "validate", "validate-code", "versions",
    };

    /// <summary>Whether an operation is one of them.</summary>
    public static bool Contains(string operation) => Names.Contains(operation);
}
