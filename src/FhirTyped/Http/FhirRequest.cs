using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>One request, as the connection sends it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Address">The absolute address.</param>
/// <param name="Description">Method and resource type, for messages: it holds neither ids nor values.</param>
internal sealed record FhirRequest(HttpMethod Method, Uri Address, string Description)
{
    /// <summary>The body, or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = FhirMediaTypes.Json;

    /// <summary>The media types that the answer may have, for <c>Accept</c>.</summary>
    public string Accept { get; init; } = FhirMediaTypes.Json;

    /// <summary>The version for <c>If-Match</c>, as <see cref="EntityTags"/> reads them, or null.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The version for <c>If-None-Match</c>, as <see cref="EntityTags"/> reads them, or null.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>The moment for <c>If-Modified-Since</c>, or null.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>The criteria for <c>If-None-Exist</c>, percent-encoded, or null.</summary>
    public string? IfNoneExist { get; init; }

    /// <summary>From which byte on the content is wanted (RFC 9110 section 14.2); 0 for all of it.</summary>
    public long FirstByte { get; init; }

    /// <summary>The entity tag, as it came, of the content of which the bytes before <see cref="FirstByte"/> are there already, for <c>If-Range</c>; or null.</summary>
    public string? IfRange { get; init; }

    /// <summary>Whose credential it carries.</summary>
    public FhirRequestAuthority Authority { get; init; }

    /// <summary>What a refusal means.</summary>
    public FhirRequestKind Kind { get; init; }

    /// <summary>The value of <c>Prefer</c>, or null.</summary>
    public string? Prefer { get; init; }

    /// <summary>
    /// Whether the server changes something: then its status says whether that was done, and a body that cannot be read takes nothing from it.
    /// </summary>
    public bool IsWrite { get; init; }

    /// <summary>Whether an OperationOutcome is the result that was asked for, as that of <c>$validate</c> is, and not a refusal.</summary>
    public bool AsksForOutcome { get; init; }

    /// <summary>What it asks for, as FHIR calls it; none where it is an operation, or something of the server's own.</summary>
    public FhirInteraction Interaction { get; init; }

    /// <summary>The resource type; empty where it is about the whole system.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>The operation's name without the dollar sign, or empty.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The criteria of a search, or null.</summary>
    public SearchQuery? Criteria { get; init; }

    /// <summary>When it may be sent again, where its method and its conditions do not say all: of a bundle, and of an operation that changes nothing.</summary>
    public FhirRepetition? KnownRepetition { get; init; }

    /// <summary>When it may be sent again.</summary>
    public FhirRepetition Repetition => KnownRepetition
        ?? (ContentType == FhirMediaTypes.Form && Method == HttpMethod.Post
            ? FhirRepetition.Always
            : FhirRepetitions.Of(Method.Method, IfMatch is not null, Kind == FhirRequestKind.Conditional, IfNoneExist is not null));

    /// <summary>The description: address, body and headers may name a patient.</summary>
    public override string ToString() => Description;
}
