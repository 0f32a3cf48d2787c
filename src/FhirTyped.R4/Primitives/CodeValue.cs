namespace FhirTyped.R4;

/// <summary>A code without the type of its enum, as properties hold it. The default is no code.</summary>
/// <param name="Member">The member of the enum, from 1; 0 for none.</param>
/// <param name="Unknown">The text of a code that the enum does not have.</param>
internal readonly record struct CodeValue(int Member, string? Unknown)
{
    public bool IsEmpty => Member == 0 && Unknown is null;

    /// <summary>The text by the enum's table; null for no code.</summary>
    public string? TextOf(CodeTable table) => Unknown ?? (table.Contains(Member - 1) ? table.CodeAt(Member - 1) : null);
}
