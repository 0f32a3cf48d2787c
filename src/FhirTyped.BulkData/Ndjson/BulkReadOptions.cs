namespace FhirTyped.BulkData;

/// <summary>How the lines of exported files are read.</summary>
public sealed record BulkReadOptions
{
    /// <summary>The longest line, in bytes; a longer one is an error that ends the reading, whatever <see cref="OnBadLine"/> is.</summary>
    /// <value>By default 64 MiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int LongestLine
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 64 * 1024 * 1024;

    /// <summary>Whether a resource that breaks FHIR's rules is a bad line. Otherwise its data are kept as far as they can be.</summary>
    /// <value>By default false.</value>
    public bool IsStrict { get; init; }

    /// <summary>Is told of a line that cannot be read, which is then left out. What was left out is to be looked at: a patient may be missing.</summary>
    /// <value>By default null: such a line throws.</value>
    public Action<BulkLineException>? OnBadLine { get; init; }
}
