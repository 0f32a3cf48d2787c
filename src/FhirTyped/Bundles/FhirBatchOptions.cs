namespace FhirTyped;

/// <summary>How a large batch is sent in parts.</summary>
public sealed class FhirBatchOptions
{
    /// <summary>How many requests a part holds at the most; 1 or more. Where the platform is known to take fewer (<c>limits.max_bundle_entries</c>), that counts.</summary>
    /// <value>By default 100.</value>
    public int MaximumEntries { get; set; } = 100;

    /// <summary>Is told after each part how many requests are done, whether they were carried out or failed, of how many.</summary>
    /// <value>By default null.</value>
    public IProgress<FhirProgress>? Progress { get; set; }
}
