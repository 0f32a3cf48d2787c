using System.Diagnostics;

namespace FhirTyped.R4.FhirPath;

/// <summary>The time that one evaluation has for its regular expressions together: what a single one may take, many may not.</summary>
internal sealed class PatternTime
{
    /// <summary>The time of an evaluation, and of a single match.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private long _spent;

    /// <summary>Whether there is time left.</summary>
    public bool IsLeft => Stopwatch.GetElapsedTime(0, _spent) < Longest;

    /// <summary>Counts the time since a time stamp.</summary>
    public void Spend(long since) => _spent += Stopwatch.GetTimestamp() - since;

    public void Restart() => _spent = 0;
}
