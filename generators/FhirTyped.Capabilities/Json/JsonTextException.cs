using System;

namespace FhirTyped.Capabilities;

/// <summary>A text is not valid JSON (RFC 8259).</summary>
internal sealed class JsonTextException : Exception
{
    /// <summary>Makes the exception for a place in the text.</summary>
    public JsonTextException(string message, TextPosition position)
        : base(message) => Position = position;

    /// <summary>Where the text stops being JSON.</summary>
    public TextPosition Position { get; }
}
