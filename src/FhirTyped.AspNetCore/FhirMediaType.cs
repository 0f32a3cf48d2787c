using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FhirTyped.AspNetCore;

/// <summary>The media types of FHIR JSON. <see href="https://hl7.org/fhir/R4/http.html#mime-type"/></summary>
internal static class FhirMediaType
{
    public const string Fhir = "application/fhir+json";

    public const string Plain = "application/json";

    public const string Text = "text/json";

    private const string Utf8 = "; charset=utf-8";

    /// <summary>What an answer calls itself: FHIR's own, unless the client asks for a general one and not for FHIR's.</summary>
    public static string Of(HttpRequest request)
    {
        string? general = null;
        if (MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            foreach (var type in accepted)
            {
                if (type.Quality == 0)
                {
                    continue;
                }

                if (type.MatchesAllTypes || type.MatchesAllSubTypes || type.MediaType.Equals(Fhir, StringComparison.OrdinalIgnoreCase))
                {
                    return Fhir + Utf8;
                }

                general ??= type.MediaType.Equals(Plain, StringComparison.OrdinalIgnoreCase) ? Plain
                    : type.MediaType.Equals(Text, StringComparison.OrdinalIgnoreCase) ? Text : null;
            }
        }

        return (general ?? Fhir) + Utf8;
    }
}
