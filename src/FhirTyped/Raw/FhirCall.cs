namespace FhirTyped;

/// <summary>A request of FHIR's RESTful API as it is to be sent, to the byte (https://hl7.org/fhir/R4/http.html#summary).</summary>
/// <remarks>What it may hold is looked at when it is judged or sent.</remarks>
/// <param name="Method">The HTTP method.</param>
/// <param name="RelativeUrl">The address below the base address, percent-encoded, for example <c>Observation?patient=1</c>; empty for the base address.</param>
public sealed record FhirCall(HttpMethod Method, string RelativeUrl)
{
    /// <summary>The body; empty for none. Of a search by POST it is the form.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body's media type.</summary>
    /// <value>By default null: <c>application/fhir+json</c>, or for <c>_search</c> <c>application/x-www-form-urlencoded</c>.</value>
    public string? ContentType { get; init; }

    /// <summary>The media types that the answer may have.</summary>
    /// <value>By default <c>application/fhir+json</c>.</value>
    public string Accept { get; init; } = FhirMediaTypes.Json;

    /// <summary>The value of <c>If-Match</c>, for example <c>W/"3"</c>, or null.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The value of <c>If-None-Match</c>, or null.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>The moment for <c>If-Modified-Since</c>, or null.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>The criteria of a conditional create, for <c>If-None-Exist</c>, percent-encoded, or null.</summary>
    public string? IfNoneExist { get; init; }

    /// <summary>The value of <c>Prefer</c>, or null.</summary>
    public string? Prefer { get; init; }

    /// <summary>Method and nothing else: the address and the body may be about a patient.</summary>
    public override string ToString() => nameof(FhirCall) + " " + Method;
}
