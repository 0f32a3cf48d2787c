namespace FhirTyped.ServerBenchmark;

/// <summary>What became of one attempt.</summary>
internal sealed class Attempt
{
    /// <summary>How long it took.</summary>
    public TimeSpan Time { get; set; }

    /// <summary>How many requests were answered.</summary>
    public int Requests { get; set; }

    /// <summary>How many bytes of bodies were sent.</summary>
    public long BytesSent { get; set; }

    /// <summary>How many bytes of bodies came back.</summary>
    public long BytesReceived { get; set; }

    /// <summary>How many resources were written or found.</summary>
    public long Resources { get; set; }

    /// <summary>What went wrong, by kind.</summary>
    public List<string> Errors { get; } = [];
}
