namespace FhirTyped.R4;

/// <summary>The forms that a reference takes.</summary>
public enum ReferenceKind
{
    /// <summary>None of the others: empty, or a URL that does not end in a resource type and an id.</summary>
    Other,

    /// <summary>On the same server: <c>Patient/123</c>.</summary>
    Relative,

    /// <summary>On a named server: <c>https://example.org/fhir/Patient/123</c>.</summary>
    Absolute,

    /// <summary>Within a Bundle, by the fullUrl: <c>urn:uuid:...</c>, <c>urn:oid:...</c>.</summary>
    Urn,

    /// <summary>Within the same resource: <c>#med1</c>; <c>#</c> is the resource itself.</summary>
    Contained,
}
