using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>The operations that FHIR R4 itself and widely used implementation guides define.</summary>
/// <remarks>Read once, on first use, from facts inside the assembly. Thread-safe.</remarks>
internal static class KnownOperations
{
    private static readonly Lazy<IReadOnlyList<OperationScope>> Operations = new(Load);

    /// <summary>The names of all of them.</summary>
    public static IEnumerable<string> Names
    {
        get
        {
            foreach (var operation in Operations.Value)
            {
                yield return operation.Name;
            }
        }
    }

    /// <summary>The operation that a canonical address defines, whatever version it names; null where it is not known.</summary>
    public static OperationScope? FindByDefinition(string canonical) => Find(operation => operation.Definition == canonical);

    /// <summary>The operation of an id, for example <c>Patient-everything</c>, in any case; null where it is not known.</summary>
    public static OperationScope? FindById(string id) => Find(operation => string.Equals(operation.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The operations of a name: <c>everything</c> is one of four resource types.</summary>
    public static IReadOnlyList<OperationScope> Named(string name)
    {
        var found = new List<OperationScope>();
        foreach (var operation in Operations.Value)
        {
            if (operation.Name == name)
            {
                found.Add(operation);
            }
        }

        return found;
    }

    private static OperationScope? Find(Predicate<OperationScope> isIt)
    {
        foreach (var operation in Operations.Value)
        {
            if (isIt(operation))
            {
                return operation;
            }
        }

        return null;
    }

    private static IReadOnlyList<OperationScope> Load()
    {
        var operations = new List<OperationScope>();
        foreach (var operation in R4Operations.All)
        {
            operations.Add(new(
                operation.ResourceType,
                operation.Name,
                (operation.IsSystem ? OperationLevels.System : OperationLevels.None)
                    | (operation.IsType ? OperationLevels.Type : OperationLevels.None)
                    | (operation.IsInstance ? OperationLevels.Instance : OperationLevels.None),
                operation.Definition));
        }

        foreach (var words in EmbeddedFacts.Lines("guide-operations.facts"))
        {
            var colon = words[1].IndexOf(':');
            operations.Add(new(words[0], words[1].Substring(0, colon), OperationScope.LevelsOf(words[1].Substring(colon + 1)), words[2]));
        }

        return operations;
    }
}
