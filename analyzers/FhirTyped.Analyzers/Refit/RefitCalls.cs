using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Reads calls of emitted Refit interfaces as those of endpoints: they differ in names and in where a version stands.</summary>
internal static class RefitCalls
{
    private const string Version = "ifMatch";

    /// <summary>The name of a method, of two forms the plain one.</summary>
    public static string NameOf(IMethodSymbol method) =>
        method.Name.EndsWith("WithResponseAsync", System.StringComparison.Ordinal) ? method.Name.Replace("WithResponse", "") : method.Name;

    /// <summary>Whether a method takes the version as a parameter of its own.</summary>
    public static bool TakesVersion(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Name == Version)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a call gives it.</summary>
    public static bool GivesVersion(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument is { Parameter.Name: Version, ArgumentKind: not ArgumentKind.DefaultValue })
            {
                return true;
            }
        }

        return false;
    }
}
