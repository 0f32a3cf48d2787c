using System.Runtime.CompilerServices;

namespace FhirTyped.R4;

/// <summary>Ends a descent into objects within objects before the stack does, which no program survives.</summary>
internal static class Nesting
{
    /// <summary>The depth up to which any stack has room, and nobody looks.</summary>
    public const int Unwatched = 32;

    /// <summary>Throws where a descent must not go on: at its limit, or where the stack has little room left.</summary>
    /// <exception cref="FhirFormatException">It must not. The place is not named: it is as deep as the object itself.</exception>
    public static void Check(bool isWithinLimit = true)
    {
        if (!isWithinLimit || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new FhirFormatException(new FhirFormatIssue(FhirFormatCode.DepthLimit, FhirFormatSeverity.Fatal, "", 0, 0));
        }
    }
}
