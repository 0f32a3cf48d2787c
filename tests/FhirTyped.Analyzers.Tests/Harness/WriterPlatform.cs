namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>The files of a platform with conditional requests, a kind of patch, transactions and operations.</summary>
internal static class WriterPlatform
{
    public const string File = """
        {
          "id": "writer", "display_name": "Writer", "capability_statement": "capabilities.json", "fhir_base_url": "https://fhir.writer.example/r4",
          "rules": [{ "resource": "Encounter", "if_match": "required", "source": "manual, page 1" }]
        }
        """;

    public const string Statement = """
        {
          "resourceType": "CapabilityStatement", "status": "active", "date": "2026-01-31", "kind": "instance", "fhirVersion": "4.0.1",
          "format": ["json"], "patchFormat": ["application/json-patch+json"],
          "rest": [{ "mode": "server", "interaction": [{ "code": "batch" }, { "code": "transaction" }], "operation": [{ "name": "reindex" }], "resource": [
            { "type": "Patient", "interaction": [{ "code": "read" }, { "code": "history-instance" }, { "code": "search-type" }, { "code": "create" }, { "code": "update" }, { "code": "patch" }, { "code": "delete" }],
              "conditionalCreate": true, "conditionalRead": "not-match", "conditionalDelete": "single",
              "searchParam": [{ "name": "identifier", "type": "token" }], "operation": [{ "name": "everything" }] },
            { "type": "Encounter", "interaction": [{ "code": "read" }, { "code": "update" }, { "code": "patch" }, { "code": "delete" }] },
            { "type": "Observation", "interaction": [{ "code": "search-type" }, { "code": "create" }], "searchParam": [{ "name": "patient", "type": "reference" }] }
          ] }]
        }
        """;
}
