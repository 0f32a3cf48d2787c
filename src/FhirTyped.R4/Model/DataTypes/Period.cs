namespace FhirTyped.R4;

/// <content>Making one.</content>
public sealed partial class Period
{
    /// <summary>Creates an empty period.</summary>
    public Period()
    {
    }

    /// <summary>
    /// Creates a period; both ends belong to it. <c>DateOnly</c> and <c>DateTimeOffset</c> convert: to the day, and to the moment. An end that is a day
    /// means all of that day.
    /// </summary>
    /// <param name="start">The start; null where it is not known.</param>
    /// <param name="end">The end; null where it is not known, or has not come yet.</param>
    /// <exception cref="ArgumentException">The end is certainly before the start.</exception>
    public Period(FhirDateTime? start, FhirDateTime? end = null)
    {
        if (start is { } first && end is { } last && last < first)
        {
            throw new ArgumentException("The end is before the start.", nameof(end));
        }

        Start = start;
        End = end;
    }
}
