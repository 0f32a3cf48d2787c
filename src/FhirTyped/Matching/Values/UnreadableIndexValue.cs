namespace FhirTyped.Matching;

/// <summary>
/// A value that is there, and is none of its type: a date of no calendar, samples beyond .NET's numbers. It fulfils no comparison,
/// and is not missing either.
/// </summary>
internal sealed record UnreadableIndexValue : IndexValue
{
    private UnreadableIndexValue()
    {
    }

    public static UnreadableIndexValue Instance { get; } = new();

    public override bool IsUncertain => true;
}
