using System.Net;
using FhirTyped.Capabilities;

namespace FhirTyped.ServerBenchmark;

/// <summary>An answer that was read whole.</summary>
/// <param name="StatusCode">The status; null where there is none.</param>
/// <param name="Error">What went wrong, by kind; null where it is a success.</param>
/// <param name="Body">The body.</param>
/// <param name="Location"><c>Location</c>, or null.</param>
/// <param name="ETag"><c>ETag</c>, or null.</param>
/// <param name="Next">The address of the next page, or null.</param>
internal sealed record Answer(HttpStatusCode? StatusCode, string? Error, ReadOnlyMemory<byte> Body, string? Location, string? ETag, string? Next)
{
    /// <summary>Whether nobody knows if what was sent was carried out.</summary>
    public bool IsUncertain => Error is not null && (StatusCode is null || (int)StatusCode >= 500 || (int)StatusCode < 400);

    /// <summary>The id of the resource of a type to which a location leads; null where it leads to none.</summary>
    public static string? IdOf(string? location, string type)
    {
        if (location is null)
        {
            return null;
        }

        // [base/]Type/id[/_history/version]
        var parts = location.Split('?', '#')[0].TrimEnd('/').Split('/');
        var last = Array.LastIndexOf(parts, "_history") is > 1 and var history ? history : parts.Length;
        return last >= 2 && parts[last - 2] == type && FhirRoute.IsId(parts[last - 1]) ? parts[last - 1] : null;
    }
}
