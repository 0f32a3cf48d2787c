namespace FhirTyped.R4;

/// <summary>The primitive types. <see href="https://hl7.org/fhir/R4/datatypes.html#primitive"/></summary>
public enum PrimitiveType
{
    /// <summary>boolean.</summary>
    Boolean,

    /// <summary>integer: 32 bits, signed.</summary>
    Integer,

    /// <summary>positiveInt: 1 and above.</summary>
    PositiveInt,

    /// <summary>unsignedInt: 0 and above.</summary>
    UnsignedInt,

    /// <summary>decimal, with its precision.</summary>
    Decimal,

    /// <summary>string.</summary>
    String,

    /// <summary>code: no white space but single spaces inside.</summary>
    Code,

    /// <summary>id: letters, digits, hyphen and full stop, at most 64.</summary>
    Id,

    /// <summary>uri.</summary>
    Uri,

    /// <summary>url.</summary>
    Url,

    /// <summary>canonical: a uri, with a version after a bar.</summary>
    Canonical,

    /// <summary>oid, as a urn.</summary>
    Oid,

    /// <summary>uuid, as a urn.</summary>
    Uuid,

    /// <summary>markdown.</summary>
    Markdown,

    /// <summary>base64Binary.</summary>
    Base64Binary,

    /// <summary>xhtml: the text of a narrative.</summary>
    Xhtml,

    /// <summary>date: a year, month or day.</summary>
    Date,

    /// <summary>dateTime: a year, month, day or moment.</summary>
    DateTime,

    /// <summary>instant: a moment.</summary>
    Instant,

    /// <summary>time: of a day.</summary>
    Time,
}
