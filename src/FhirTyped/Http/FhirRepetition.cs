namespace FhirTyped;

/// <summary>When a request may be sent again (RFC 9110 section 9.2.2, and what FHIR makes of it).</summary>
internal enum FhirRepetition
{
    /// <summary>Never: twice is not the same as once.</summary>
    Never,

    /// <summary>
    /// Only where the server said that it did not carry it out (429, 503). After a lost answer the second one would be refused for what the first had done:
    /// a write under <c>If-Match</c> would be reported as somebody else's change, though it was one's own.
    /// </summary>
    WhereRefused,

    /// <summary>Whatever became of the one before: it asks, or twice is the same as once.</summary>
    Always,
}
