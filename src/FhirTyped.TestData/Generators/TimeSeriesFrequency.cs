namespace FhirTyped.TestData;

/// <summary>The unit in which the steps of a time series are counted.</summary>
public enum TimeSeriesFrequency
{
    /// <summary>Hours.</summary>
    Hourly,

    /// <summary>Days.</summary>
    Daily,

    /// <summary>Weeks.</summary>
    Weekly,

    /// <summary>Months of the calendar.</summary>
    Monthly,

    /// <summary>Years of the calendar.</summary>
    Yearly,
}
