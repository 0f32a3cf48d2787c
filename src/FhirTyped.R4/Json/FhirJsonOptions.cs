namespace FhirTyped.R4;

/// <summary>How payloads are read. Unchangeable once made, and safe to share.</summary>
public sealed record FhirJsonOptions
{
    /// <summary>The depth of nested objects and arrays that is read unless told otherwise.</summary>
    public const int DefaultMaxDepth = 64;

    /// <summary>The size in bytes that is read unless told otherwise: 256 MiB.</summary>
    public const int DefaultMaxPayloadLength = 256 * 1024 * 1024;

    /// <summary>The number of issues that are reported unless told otherwise.</summary>
    public const int DefaultMaxIssues = 1000;

    /// <summary>Keeps the data and reports issues.</summary>
    public static FhirJsonOptions Lenient { get; } = new();

    /// <summary>Throws at the first error.</summary>
    public static FhirJsonOptions Strict { get; } = new() { IsStrict = true };

    /// <summary>Whether the first error is thrown as <see cref="FhirFormatException"/> instead of being reported.</summary>
    /// <value>The default is false.</value>
    public bool IsStrict { get; init; }

    /// <summary>How deep objects and arrays may be nested, counted in JSON.</summary>
    /// <value>The default is 64; at most 256, so that no payload can exhaust the stack.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above 256.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 256);
            field = value;
        }
    } = DefaultMaxDepth;

    /// <summary>How large a payload may be, in bytes.</summary>
    /// <value>The default is 256 MiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxPayloadLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = DefaultMaxPayloadLength;

    /// <summary>How many issues are reported at most; the rest is counted out, and the data still kept.</summary>
    /// <value>The default is 1,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxIssues
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = DefaultMaxIssues;
}
