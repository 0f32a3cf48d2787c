using System.Diagnostics;

namespace FhirTyped.Benchmarks;

/// <summary>Times two pieces of work in turn, so that a machine whose speed drifts is fair to both.</summary>
internal static class Interleaved
{
    private const int Rounds = 41;

    /// <summary>The median time of the candidate over that of the baseline.</summary>
    public static double Ratio(Action candidate, Action baseline, int callsPerRound)
    {
        // Enough calls, and a pause, for the JIT to have its last word.
        for (var i = 0; i < 4; i++)
        {
            Time(candidate, Math.Max(callsPerRound, 40));
            Time(baseline, Math.Max(callsPerRound, 40));
            Thread.Sleep(150);
        }

        var ratios = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var first = Time(candidate, callsPerRound);
            ratios[i] = first / Time(baseline, callsPerRound);
        }

        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    /// <summary>Bytes that one call allocates, once it is warm.</summary>
    public static double AllocatedBytes(Action work)
    {
        work();
        work();
        const int Calls = 8;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            work();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
    }

    private static double Time(Action work, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
