namespace FhirTyped;

/// <summary>How many references are resolved.</summary>
public sealed class FhirResolveOptions
{
    /// <summary>How many requests are under way at one time; 1 or more.</summary>
    /// <value>By default 4.</value>
    public int MaximumParallelism { get; set; } = 4;

    /// <summary>
    /// How many ids one search asks for; 1 or more, and 1 asks for each by a read. Fewer are asked for where the platform's pages are smaller (<c>max_count</c>), or where the
    /// address would be longer than <see cref="FhirPlatformOptions.MaximumUrlLength"/>.
    /// </summary>
    /// <value>By default 100.</value>
    public int MaximumIds { get; set; } = 100;

    /// <summary>Is told how many references are done, of how many different ones; it may be called from several threads, one after the other.</summary>
    /// <value>By default null.</value>
    public IProgress<FhirProgress>? Progress { get; set; }

    internal void ThrowIfWrong(string parameterName)
    {
        if (MaximumParallelism < 1 || MaximumIds < 1)
        {
            throw new ArgumentException($"{nameof(MaximumParallelism)} and {nameof(MaximumIds)} must be 1 or more.", parameterName);
        }
    }
}
