using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>The operations that FHIR R4 (4.0.1) itself defines, and where each can be called.</summary>
/// <remarks>
/// Read once, on first use, from facts inside the assembly. Thread-safe. Which of them change something on the server is not
/// known: none of R4's definitions says so (<c>affectsState</c>).
/// </remarks>
internal static class R4Operations
{
    private static readonly Lazy<IReadOnlyList<R4Operation>> Operations = new(Load);

    /// <summary>Every operation, by resource type and then by name, in ordinal order.</summary>
    public static IReadOnlyList<R4Operation> All => Operations.Value;

    /// <summary>The operations of a name: <c>everything</c> is one of four resource types.</summary>
    public static IEnumerable<R4Operation> Named(string name)
    {
        foreach (var operation in All)
        {
            if (operation.Name == name)
            {
                yield return operation;
            }
        }
    }

    /// <summary>The operation that a canonical address defines, whatever version it names; null where it is none of R4's.</summary>
    public static R4Operation? FindByDefinition(string canonical)
    {
        var bar = canonical.IndexOf('|');
        var url = bar < 0 ? canonical : canonical.Substring(0, bar);
        foreach (var operation in All)
        {
            if (operation.Definition == url)
            {
                return operation;
            }
        }

        return null;
    }

    private static IReadOnlyList<R4Operation> Load()
    {
        var operations = new List<R4Operation>();
        foreach (var words in EmbeddedFacts.Lines("operations.facts"))
        {
            for (var i = 1; i < words.Length; i++)
            {
                var colon = words[i].IndexOf(':');
                var levels = words[i].Substring(colon + 1);
                operations.Add(new(words[0], words[i].Substring(0, colon), levels.IndexOf('s') >= 0, levels.IndexOf('t') >= 0, levels.IndexOf('i') >= 0));
            }
        }

        return operations;
    }
}
