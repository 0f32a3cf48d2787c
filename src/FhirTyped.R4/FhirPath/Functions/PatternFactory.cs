using System.Text.RegularExpressions;

namespace FhirTyped.R4.FhirPath;

/// <summary>Makes regular expressions that cannot run away.</summary>
internal static class PatternFactory
{
    /// <summary>The expression of a pattern; null where it is none.</summary>
    public static Regex? TryCreate(string pattern)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Singleline;
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, PatternTime.Longest);
        }
        catch (NotSupportedException)
        {
            // Looking around and referring back need backtracking, which only the time limit holds in check.
            return new Regex(pattern, Options, PatternTime.Longest);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
