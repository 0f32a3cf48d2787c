namespace FhirTyped.Matching;

/// <summary>What an index is asked for.</summary>
internal enum IndexRangeKind
{
    /// <summary>A key: references, codes, URIs.</summary>
    Key,

    /// <summary>A whole text.</summary>
    Text,

    /// <summary>The beginning of a text.</summary>
    BeginningOfText,

    /// <summary>The start of a time.</summary>
    Start,

    /// <summary>The end of a time.</summary>
    End,
}
