using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Raw;

namespace FhirTyped.Gateway;

/// <summary>What is known of a call by the time it ends, for its event.</summary>
internal sealed class CallTrace(GatewayRequest request, DateTimeOffset at)
{
    private const int MostPatients = 50;

    /// <summary>What was asked.</summary>
    public FhirRoute? Route { get; private set; }

    /// <summary>The resource type, where it is one; or null.</summary>
    public string? ResourceType { get; private set; }

    /// <summary>The operation, where it is one; or null.</summary>
    public string? Operation { get; private set; }

    /// <summary>The patients that the request names, as references: those of a batch are several.</summary>
    public IReadOnlyList<string> Patients { get; private set; } = [];

    /// <summary>Whether the platform was asked.</summary>
    public bool WasSent { get; set; }

    /// <summary>What the receipt of a search says, or null.</summary>
    public string? Receipt { get; set; }

    /// <summary>The ids of what the judge said of a request that was sent all the same.</summary>
    public string? Diagnostics { get; set; }

    /// <summary>What was asked for by a sealed link.</summary>
    public PageKind PageKind { get; set; }

    /// <summary>The resource type of a further page.</summary>
    public string? PageOf
    {
        get => ResourceType;
        set => ResourceType = value;
    }

    /// <summary>Takes what a request shows.</summary>
    public void Take(RawRequest raw)
    {
        Route = raw.Route;
        ResourceType = raw.Message.ResourceType is { Length: > 0 } type ? type : null;
        Operation = raw.Message.Operation is { Length: > 0 } operation ? operation : null;
        var patients = new HashSet<string>(StringComparer.Ordinal);
        AddPatients(patients, raw.Route, raw.Criteria);
        foreach (var entry in raw.Bundle?.Entry ?? [])
        {
            if (entry.Request is { Method.Value: { } method, Url: { Length: > 0 } url })
            {
                var route = FhirRoute.Parse(method.ToString(), url);
                AddPatients(patients, route, route.Query.Length > 0 ? SearchQuery.Parse(route.ResourceType, route.Query) : null);
            }
        }

        Patients = [.. patients.Take(MostPatients)];
    }

    /// <summary>The event.</summary>
    public AuditEntry ToEntry(int status, string? refusal, string? diagnostics)
    {
        // An id of the request stands in the event as a reference: it is what the event is about, and no value of a record.
        var resource = ResourceType is { } type and not "?" && Route is { Id.Length: > 0, Compartment: "" } ? type + "/" + Route.Id : null;
        return new AuditEntry
        {
            RequestId = request.RequestId,
            At = at,
            Action = Route?.Kind.ToCode() is { Length: > 0 } code ? code : request.PageHandle is not null ? PageKind switch { PageKind.ExportStatus => request.EndsPage ? "export-end" : "export-status", PageKind.ExportFile => "export-file", _ => "search-page" } : "none",
            Subject = request.Caller.Subject,
            ClientId = request.Caller.ClientId,
            Agent = request.Caller.Agent,
            Platform = request.Platform,
            ResourceType = ResourceType,
            Operation = Operation,
            Patient = Patients.Count > 0 ? string.Join(' ', Patients) : null,
            Resource = resource,
            Status = status,
            WasSent = WasSent,
            Refusal = refusal,
            Diagnostics = diagnostics ?? Diagnostics,
            Receipt = Receipt,
            Address = request.Address?.ToString(),
        };
    }

    private static void AddPatients(HashSet<string> patients, FhirRoute route, SearchQuery? criteria)
    {
        if (route is { ResourceType: "Patient", Id.Length: > 0 } or { Compartment: "Patient" })
        {
            patients.Add("Patient/" + route.Id);
        }

        foreach (var criterion in criteria?.Criteria ?? default)
        {
            if (criterion.Chain.Length == 0 && (criterion.Name is "patient" or "subject" || (criteria!.ResourceType == "Patient" && criterion.Name == "_id")))
            {
                foreach (var value in criterion.Values)
                {
                    if (ReferenceOf(criterion, value.Escaped) is { } reference)
                    {
                        patients.Add(reference);
                    }
                }
            }
        }
    }

    private static string? ReferenceOf(SearchCriterion criterion, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var mark = value.LastIndexOf("Patient/", StringComparison.Ordinal);
        var id = mark >= 0 ? value[(mark + "Patient/".Length)..] : criterion.Name == "subject" && criterion.Modifier != "Patient" ? "" : value;
        return FhirRoute.IsId(id) ? "Patient/" + id : null;
    }
}
