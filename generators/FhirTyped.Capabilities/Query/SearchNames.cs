namespace FhirTyped.Capabilities;

/// <summary>What a search parameter can be called in an address, with its modifier or chain: <c>subject:Patient.name</c>.</summary>
internal static class SearchNames
{
    /// <summary>
    /// The characters of names, modifiers, chains and <c>_has</c>. With any other the name would be something else: more than one criterion,
    /// a value, or the fragment of an address, which is never sent.
    /// </summary>
    public const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:";

    private static readonly char[] Divisions = { '.', ':' };

    /// <summary>What is wrong with a name, as a sentence without its end; null where it can be sent. It repeats nothing of the name.</summary>
    public static string? FindProblem(string name)
    {
        if (name.Length == 0)
        {
            return "a value has no name";
        }

        foreach (var c in name)
        {
            if (Characters.IndexOf(c) < 0)
            {
                return "the name of a search parameter has letters, digits, '-', '_', '.' and ':' only";
            }
        }

        // What stands behind the first division is a modifier, or a parameter of a chain.
        var segments = name.Split(Divisions);
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].Length == 0)
            {
                return "a ':' or '.' in the name of a search parameter has nothing before or behind it";
            }

            if (i > 0 && R4Definitions.IsResultParameter(segments[i]))
            {
                return "'" + segments[i] + "' shapes the whole search: it cannot be part of a chain or _has";
            }
        }

        return null;
    }
}
