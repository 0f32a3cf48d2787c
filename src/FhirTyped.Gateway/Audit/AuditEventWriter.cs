using System.Globalization;
using System.Text.Json;

namespace FhirTyped.Gateway;

/// <summary>Writes events of the audit as FHIR's AuditEvent (https://hl7.org/fhir/R4/auditevent.html), with their place in the chain.</summary>
internal static class AuditEventWriter
{
    private const string ChainExtension = "urn:fhirtyped:audit-chain";

    /// <summary>One event as a line of NDJSON, without the end of the line.</summary>
    public static byte[] ToJson(AuditRecord record)
    {
        var entry = AuditEntry.FromJson(record.Content);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "AuditEvent");
            json.WriteString("id", record.Node.Length <= 40 && record.Node.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? record.Node + "-" + record.Sequence : "e" + record.Sequence);
            WriteChain(json, record);
            WriteCoding(json, "type", "http://terminology.hl7.org/CodeSystem/audit-event-type", entry.Action is "login" or "logout" or "launch" ? "login" : "rest");
            json.WriteStartArray("subtype");
            WriteCoding(json, null, "http://hl7.org/fhir/restful-interaction", entry.Action);
            json.WriteEndArray();
            json.WriteString("action", ActionOf(entry.Action));
            json.WriteString("recorded", Instant(entry.At));
            json.WriteString("outcome", entry.Status < 400 ? "0" : entry.Status < 500 ? "4" : "8");
            json.WriteString("outcomeDesc", string.Join(' ', new[] { entry.Status.ToString(CultureInfo.InvariantCulture), entry.Refusal, entry.Diagnostics, entry.Receipt }.Where(static part => part is not null)));
            WriteAgents(json, entry);
            json.WriteStartObject("source");
            json.WriteString("site", record.Node);
            json.WriteStartObject("observer");
            json.WriteString("display", "FhirTyped.Gateway " + record.Node);
            json.WriteEndObject();
            json.WriteEndObject();
            WriteEntities(json, entry);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteChain(Utf8JsonWriter json, AuditRecord record)
    {
        json.WriteStartArray("extension");
        json.WriteStartObject();
        json.WriteString("url", ChainExtension);
        json.WriteStartArray("extension");
        Write("node", record.Node);
        Write("sequence", record.Sequence.ToString(CultureInfo.InvariantCulture));
        Write("previous", Convert.ToHexStringLower(record.PreviousHash.Span));
        Write("hash", Convert.ToHexStringLower(record.Hash.Span));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();

        void Write(string name, string value)
        {
            json.WriteStartObject();
            json.WriteString("url", name);
            json.WriteString("valueString", value);
            json.WriteEndObject();
        }
    }

    private static void WriteAgents(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartArray("agent");
        json.WriteStartObject();
        json.WriteStartObject("who");
        if (entry.Subject.Length > 0)
        {
            json.WriteStartObject("identifier");
            json.WriteString("value", entry.Subject);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("display", "nobody");
        }

        json.WriteEndObject();
        json.WriteBoolean("requestor", entry.ClientId is null);
        if (entry.Address is { } address)
        {
            json.WriteStartObject("network");
            json.WriteString("address", address);
            json.WriteString("type", "2");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (entry.ClientId is { } client)
        {
            json.WriteStartObject();
            json.WriteStartObject("who");
            json.WriteStartObject("identifier");
            json.WriteString("value", client);
            json.WriteEndObject();
            json.WriteEndObject();
            if (entry.Agent is { } agent)
            {
                json.WriteString("name", agent);
            }

            json.WriteBoolean("requestor", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEntities(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartArray("entity");
        foreach (var patient in entry.Patient?.Split(' ') ?? [])
        {
            Write(patient, "1", "1");
        }

        if (entry.Resource is { } resource && resource != entry.Patient)
        {
            Write(resource, "2", "4");
        }

        // The platform and the request, by which the other events of it are found.
        json.WriteStartObject();
        json.WriteStartObject("what");
        json.WriteString("display", entry.Platform ?? "gateway");
        json.WriteEndObject();
        json.WriteString("name", entry.RequestId);
        json.WriteEndObject();
        json.WriteEndArray();

        void Write(string reference, string type, string role)
        {
            json.WriteStartObject();
            json.WriteStartObject("what");
            json.WriteString("reference", reference);
            json.WriteEndObject();
            WriteCoding(json, "type", "http://terminology.hl7.org/CodeSystem/audit-entity-type", type);
            WriteCoding(json, "role", "http://terminology.hl7.org/CodeSystem/object-role", role);
            json.WriteEndObject();
        }
    }

    private static void WriteCoding(Utf8JsonWriter json, string? name, string system, string code)
    {
        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        json.WriteString("system", system);
        json.WriteString("code", code);
        json.WriteEndObject();
    }

    private static string ActionOf(string action) => action switch
    {
        "create" => "C",
        "update" or "conditional-update" or "patch" or "conditional-patch" => "U",
        "delete" or "conditional-delete" => "D",
        "operation" or "batch" or "transaction" => "E",
        "login" or "logout" or "launch" => "E",
        _ => "R",
    };

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
