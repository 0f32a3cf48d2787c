namespace FhirTyped.BulkData.DuckDb;

/// <summary>How tables are made.</summary>
public sealed record FhirTableOptions
{
    /// <summary>The views: each has a name, which is that of its table; views of one name fill one table.</summary>
    /// <value>By default <see cref="FhirTableViews.BuiltIn"/>.</value>
    public IReadOnlyList<ViewDefinition> Views { get; init; } = FhirTableViews.BuiltIn;

    /// <summary>What becomes of a line that cannot be read.</summary>
    /// <value>By default it ends the work.</value>
    public BadLineHandling BadLines { get; init; } = BadLineHandling.Stop;

    /// <summary>Whether what is at the target already is replaced: the file, or in a folder the tables that are written.</summary>
    /// <value>By default false: the work fails.</value>
    public bool Replace { get; init; }

    /// <summary>How many lines are worked on at the same time, in parts of about 1 MiB; memory grows with it.</summary>
    /// <value>By default the number of processors, at most 8.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above 64.</exception>
    public int Parallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64);
            field = value;
        }
    } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>How much memory DuckDB may take, in MiB; beyond it, DuckDB uses the disk beside the target.</summary>
    /// <value>By default 512.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 64.</exception>
    public int DuckDbMemory
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 64);
            field = value;
        }
    } = 512;
}
