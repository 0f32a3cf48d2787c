using System.Collections.Frozen;

namespace FhirTyped.R4.FhirPath;

/// <summary>All functions by name.</summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, FunctionDefinition> Functions =
        ((IEnumerable<FunctionDefinition>)
        [
            .. ExistenceFunctions.All, .. FilterFunctions.All, .. SetFunctions.All, .. ConversionFunctions.All, .. TextFunctions.All,
            .. MathFunctions.All, .. BoundaryFunctions.All, .. TreeFunctions.All, .. FhirFunctions.All, .. SqlOnFhirFunctions.All,
        ]).ToFrozenDictionary(static function => function.Name, StringComparer.Ordinal);

    /// <summary>The names, in ordinal order.</summary>
    public static IEnumerable<string> Names => Functions.Keys.Order(StringComparer.Ordinal);

    /// <summary>The function of a name; null where there is none.</summary>
    public static FunctionDefinition? Find(string name) => Functions.GetValueOrDefault(name);
}
