namespace FhirTyped;

/// <summary>How several servers are asked at once.</summary>
public sealed class FhirServersOptions
{
    /// <summary>How many servers are asked at one time; 1 or more.</summary>
    /// <value>By default 8.</value>
    public int MaximumParallelism { get; set; } = 8;

    /// <summary>
    /// Whether the resources that come back say from which server they are, by <c>meta.source</c> (https://hl7.org/fhir/R4/resource-definitions.html#Meta.source): the server's base
    /// address. A source that a resource has already is kept, since it says more: where that server has it from. The server's name is beside each result in any case. It is set on the
    /// resources of a result, of its lists, pages and Bundles; other results than those are refused with it.
    /// </summary>
    /// <value>By default false.</value>
    public bool SetMetaSource { get; set; }

    /// <summary>Is told how many servers have answered, or failed, of how many; it may be called from several threads, one after the other.</summary>
    /// <value>By default null.</value>
    public IProgress<FhirProgress>? Progress { get; set; }

    internal void ThrowIfWrong(string parameterName)
    {
        if (MaximumParallelism < 1)
        {
            throw new ArgumentException($"{nameof(MaximumParallelism)} must be 1 or more.", parameterName);
        }
    }
}
