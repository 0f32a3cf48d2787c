using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Makes the searches that operations by GET are: their answers are pages.</summary>
internal static class OperationSearches
{
    /// <summary>See <see cref="IEverythingEndpoint.Everything"/>.</summary>
    public static SearchRequest Everything(OperationCaller operations, string resourceType, string id, EverythingOptions? options)
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        return new(
            operations.Exchange, resourceType, resourceType + "/" + id + "/$everything", QueryOf(options), _ => operations.Guard(resourceType, "everything"))
        {
            TakesWholeBundle = true,
        };
    }

    /// <summary>See <see cref="IDocrefEndpoint.Docref"/>.</summary>
    public static SearchRequest Docref(OperationCaller operations, string patientId, DocrefOptions? options)
    {
        FhirId.ThrowIfInvalid(patientId, nameof(patientId));
        var (patient, more) = (new OperationQuery().Add("patient", patientId).ToString(), QueryOf(options));
        var query = more.Length > 0 ? patient + "&" + more : patient;
        return new(operations.Exchange, "DocumentReference", "DocumentReference/$docref", query, _ => operations.Guard("DocumentReference", "docref"))
        {
            TakesWholeBundle = true,
        };
    }

    /// <summary>See <see cref="ILastnEndpoint{T, TQuery}.Lastn"/>.</summary>
    public static SearchRequest Lastn(OperationCaller operations, string query, bool meansAll, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var number = new OperationQuery().Add("max", max).ToString();
        return new(operations.Exchange, "Observation", "Observation/$lastn", query.Length > 0 ? query + "&" + number : number, _ =>
        {
            operations.Guard("Observation", "lastn");
            operations.Exchange.GuardSearch(SearchQuery.Parse("Observation", query), meansAll, canMeanAll: true);
        });
    }

    /// <summary>The query of <c>$everything</c>.</summary>
    public static string QueryOf(EverythingOptions? options) => new OperationQuery()
        .Add("start", options?.Start?.ToString())
        .Add("end", options?.End?.ToString())
        .Add("_since", options?.Since is { } since ? new FhirInstant(since).ToString() : null)
        .Add("_type", options?.Types is { Count: > 0 } types ? string.Join(',', types) : null)
        .Add("_count", options?.Count)
        .ToString();

    /// <summary>The query of <c>$docref</c>, without its patient.</summary>
    public static string QueryOf(DocrefOptions? options) => new OperationQuery()
        .Add("start", options?.Start?.ToString())
        .Add("end", options?.End?.ToString())
        .Add("type", options?.Type is { } type ? type.System + "|" + type.Code : null)
        .ToString();
}
