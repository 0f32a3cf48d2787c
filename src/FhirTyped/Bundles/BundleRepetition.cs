using FhirTyped.R4;

namespace FhirTyped;

/// <summary>When a batch or transaction may be sent again: where each of its requests may be.</summary>
internal static class BundleRepetition
{
    /// <summary>That of the request for which it is the least.</summary>
    public static FhirRepetition Of(Bundle bundle)
    {
        var least = FhirRepetition.Always;
        foreach (var entry in bundle.Entry)
        {
            var repetition = entry.Request is { } request ? Of(request) : FhirRepetition.Never;
            least = repetition < least ? repetition : least;
        }

        return least;
    }

    private static FhirRepetition Of(BundleEntryRequest request)
    {
        var isByVersion = !string.IsNullOrEmpty(request.IfMatch);
        return request.Method?.Value switch
        {
            HttpVerb.GET or HttpVerb.HEAD => FhirRepetition.Always,
            HttpVerb.POST when !string.IsNullOrEmpty(request.IfNoneExist) => FhirRepetition.Always,
            HttpVerb.PUT when !isByVersion => FhirRepetition.Always,
            HttpVerb.DELETE when !isByVersion && request.Url?.Contains('?', StringComparison.Ordinal) == false => FhirRepetition.Always,
            HttpVerb.PUT or HttpVerb.DELETE => FhirRepetition.WhereRefused,
            HttpVerb.PATCH when isByVersion => FhirRepetition.WhereRefused,
            _ => FhirRepetition.Never,
        };
    }
}
