namespace FhirTyped.Firely;

/// <summary>What of an HTTP client's traffic is validated. By default what is written is, and nothing of what is read.</summary>
public sealed class FhirProfileValidationOptions
{
    /// <summary>
    /// Whether creates and updates, alone or in a batch or transaction, are validated before they are sent, and refused where they do not conform
    /// (<see cref="FhirProfileValidationException"/>). It costs some milliseconds for each resource. Patches hold parts of resources, and are not validated.
    /// </summary>
    /// <value>The default is true.</value>
    public bool ValidateWrites { get; set; } = true;

    /// <summary>
    /// The share of answers to reads and searches that is validated, after they were handed out and never in their way: 0.01 is every hundredth. What is found is told
    /// by the log, by the counter <c>fhirtyped.validation.invalid</c> and to <see cref="OnInvalidRead"/>. Which answers are chosen depends on their number alone.
    /// </summary>
    /// <value>0 to 1. The default is 0: none.</value>
    public double ReadSamplingRate { get; set; }

    /// <summary>The largest answer that is validated, in bytes; larger ones are passed over.</summary>
    /// <value>At least 1. The default is 4 MiB.</value>
    public int MaximumReadBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many answers wait to be validated at most; further ones are passed over, and counted by <c>fhirtyped.validation.skipped</c>.</summary>
    /// <value>At least 1. The default is 20.</value>
    public int MaximumWaitingReads { get; set; } = 20;

    /// <summary>
    /// Is told of each resource that was read and does not conform, with all that the validator said: it holds patient data. It is called from one thread at a time; what it
    /// throws is logged by its type.
    /// </summary>
    /// <value>The default is null.</value>
    public Action<FhirProfileValidationResult>? OnInvalidRead { get; set; }

    /// <summary>Throws where an option is out of its range.</summary>
    internal void ThrowIfWrong()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumReadBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumWaitingReads, 1);
        if (!(ReadSamplingRate is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ReadSamplingRate), "It is a share, from 0 to 1.");
        }
    }
}
