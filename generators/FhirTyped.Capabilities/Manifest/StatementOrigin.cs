namespace FhirTyped.Capabilities;

/// <summary>Where the facts about a platform come from.</summary>
/// <param name="Kind">How they are known.</param>
/// <param name="Date">The statement's date, for example <c>2026-07-24</c>, or empty where it has none.</param>
/// <param name="Software">The name and version of the server software, or empty.</param>
/// <param name="Source">Where the statement was found, or the implementation guide, or empty.</param>
public sealed record StatementOrigin(StatementKind Kind, string Date, string Software, string Source)
{
    /// <summary>No statement at all.</summary>
    public static StatementOrigin None { get; } = new(StatementKind.Declared, "", "", "");

    /// <summary>The origin in a few words, for messages: <c>statement of 2026-07-24</c>.</summary>
    public string Describe() => Kind switch
    {
        StatementKind.Assumed => Source.Length > 0 ? "assumed from " + Source : "assumed from an implementation guide",
        StatementKind.Derived => Date.Length > 0 ? "vendor documentation of " + Date : "vendor documentation",
        _ => Date.Length > 0 ? "statement of " + Date : "undated statement",
    };
}
