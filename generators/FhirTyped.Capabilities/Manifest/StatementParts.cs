namespace FhirTyped.Capabilities;

/// <summary>The names of the kinds of things that a statement lists, as manifests and cut statements have them.</summary>
internal static class StatementParts
{
    private static readonly string[] Names = { "resource", "interaction", "parameter", "include", "revinclude", "operation", "patch" };

    /// <summary>The name of a kind.</summary>
    public static string ToName(this StatementPart part) => Names[(int)part];

    /// <summary>The kind of a name, or null where there is none of that name.</summary>
    public static StatementPart? FromName(string name) =>
        System.Array.IndexOf(Names, name) is >= 0 and var index ? (StatementPart)index : null;
}
