using System.Text.Json.Nodes;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>What a CDS service is told when a hook fires, and the record behind it.</summary>
public sealed class CdsHookScenario
{
    internal CdsHookScenario(string hook, Guid instance, IReadOnlyDictionary<string, string> context, Bundle? draftOrders, IReadOnlyDictionary<string, Resource> prefetch, Dataset record)
    {
        (Hook, Instance, Context, DraftOrders, Prefetch, Record) = (hook, instance, context, draftOrders, prefetch, record);
    }

    /// <summary>The hook's name: <c>order-sign</c>.</summary>
    public string Hook { get; }

    /// <summary>The id of this call.</summary>
    public Guid Instance { get; }

    /// <summary>The fields of the context that are texts: <c>userId</c>, <c>patientId</c>, <c>encounterId</c>.</summary>
    public IReadOnlyDictionary<string, string> Context { get; }

    /// <summary>The orders that are not signed yet; null for hooks that are not about orders.</summary>
    public Bundle? DraftOrders { get; }

    /// <summary>What the service is handed by key: <c>patient</c>, and where there is one <c>encounter</c>, as resources; <c>conditions</c>, <c>medications</c>, <c>allergies</c>, <c>observations</c> as searchsets.</summary>
    public IReadOnlyDictionary<string, Resource> Prefetch { get; }

    /// <summary>All that the server knows: the patient's whole record with people and places. Drafts are not among it.</summary>
    public Dataset Record { get; }

    /// <summary>The request's body, as a CDS client would post it. <see href="https://cds-hooks.hl7.org/2.0/#http-request"/></summary>
    /// <param name="fhirServer">The base address at which the service may ask for more; null for none.</param>
    public JsonObject ToRequest(Uri? fhirServer = null)
    {
        var context = new JsonObject(Context.Select(static field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));
        if (DraftOrders is not null)
        {
            if (Hook == "order-select")
            {
                context["selections"] = new JsonArray([.. DraftOrders.Entry.Select(static entry => (JsonNode?)$"{entry.Resource!.TypeName}/{entry.Resource.Id}")]);
            }

            context["draftOrders"] = Json(DraftOrders);
        }

        var request = new JsonObject { ["hookInstance"] = Instance.ToString("D"), ["hook"] = Hook };
        if (fhirServer is not null)
        {
            request["fhirServer"] = fhirServer.AbsoluteUri;
        }

        request["context"] = context;
        request["prefetch"] = new JsonObject(Prefetch.Select(static item => KeyValuePair.Create(item.Key, Json(item.Value))));
        return request;
    }

    private static JsonNode? Json(Resource resource) => JsonNode.Parse(FhirJson.ToUtf8Bytes(resource));
}
