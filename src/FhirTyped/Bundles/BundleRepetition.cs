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
            var repetition = entry.Request is not { } request ? FhirRepetition.Never : FhirRepetitions.Of(
                request.Method?.Value?.ToString(),
                isByVersion: !string.IsNullOrEmpty(request.IfMatch),
                isByCriteria: request.Url?.Contains('?', StringComparison.Ordinal) != false,
                hasIfNoneExist: !string.IsNullOrEmpty(request.IfNoneExist));
            least = repetition < least ? repetition : least;
        }

        return least;
    }
}
