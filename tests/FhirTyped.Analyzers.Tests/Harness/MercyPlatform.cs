namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>The files of a platform that has a rule of each kind.</summary>
internal static class MercyPlatform
{
    public const string File = """
        {
          "id": "mercy", "display_name": "Mercy", "capability_statement": "capabilities.json",
          "fhir_base_url": "https://fhir.mercy.example/r4", "limits": { "max_count": 100 },
          "rules": [
            { "resource": "Observation", "requires_one_of": [["patient", "category"], ["patient", "code"], ["_id"]], "source": "manual, page 1" },
            { "resource": "Observation", "max_occurs": { "date": 2 }, "source": "manual, page 2" },
            { "resource": "Observation", "prefixes": { "date": ["eq", "ge", "le"] }, "source": "manual, page 3" },
            { "resource": "Observation", "excludes": [["patient", "subject"]], "source": "manual, page 4" },
            { "resource": "Observation", "or_only": ["code"], "source": "manual, page 5" },
            { "resource": "Observation", "values": { "category": ["laboratory", "vital-signs"] }, "source": "manual, page 6" },
            { "resource": "Patient", "ignores_others": ["_id"], "source": "manual, page 7" },
            { "resource": "Patient", "requires_with": { "given": ["family"] }, "source": "manual, page 8" },
            { "resource": "Patient", "modifiers": { "family": ["exact"] }, "source": "manual, page 9" },
            { "resource": "Patient", "system_required": ["identifier"], "source": "manual, page 10" },
            { "resource": "Condition", "active_when": { "code": { "category": ["infection"] } }, "source": "manual, page 11" },
            { "resource": "Condition", "ignored": ["_count", "severity"], "source": "manual, page 12" },
            { "resource": "Encounter", "default": { "status": "finished" }, "source": "manual, page 13" },
            { "resource": "Patient", "if_match": "required", "source": "manual, page 14" }
          ]
        }
        """;

    /// <summary>One of its clinics, with a client that asks for a few scopes.</summary>
    public const string Clinic = """
        {
          "id": "mercy-clinic", "extends": "mercy", "display_name": "Mercy Clinic", "fhir_base_url": "https://clinic.mercy.example/r4",
          "review_after": "2026-06-30",
          "auth": { "token_lifetime": 600 },
          "client": { "scopes": ["openid", "user/Patient.rs", "user/Condition.s", "user/Observation.rs"] },
          "rules": [
            { "resource": "Patient", "include_scope": { "Provenance:target": "Provenance.read", "Patient:general-practitioner": "Patient.read" }, "source": "manual, page 15" },
            { "resource": "Observation", "requires_one_of": [["patient", "category"]], "source": "manual, page 16" }
          ]
        }
        """;

    /// <summary>One of its wards, which says what a statement cannot, and has an address without encryption.</summary>
    public const string Ward = """
        {
          "id": "mercy-ward", "extends": "mercy", "display_name": "Mercy Ward", "fhir_base_url": "http://ward.mercy.example/r4", "allow_unencrypted": true,
          "rules": [
            { "resource": "Condition", "chains": false, "source": "manual, page 17" },
            { "resource": "Encounter", "chains": true, "source": "manual, page 18" },
            { "resource": "Encounter", "reverse_chains": true, "source": "manual, page 19" },
            { "resource": "Condition", "reverse_chains": false, "source": "manual, page 20" },
            { "resource": "Patient", "modifier_required": { "general-practitioner": ["identifier"] }, "source": "manual, page 21" },
            { "paging_parameters": ["page"], "source": "manual, page 22" }
          ]
        }
        """;

    public const string Statement = """
        {
          "resourceType": "CapabilityStatement", "status": "active", "date": "2026-01-31", "kind": "instance", "fhirVersion": "4.0.1",
          "format": ["json"],
          "rest": [{ "mode": "server", "resource": [
            { "type": "Patient", "interaction": [{ "code": "read" }, { "code": "search-type" }, { "code": "update" }],
              "searchParam": [
                { "name": "_id", "type": "token" }, { "name": "identifier", "type": "token" }, { "name": "family", "type": "string" },
                { "name": "given", "type": "string" }, { "name": "birthdate", "type": "date" }, { "name": "address-city", "type": "string" },
                { "name": "gender", "type": "token" }, { "name": "general-practitioner", "type": "reference" } ],
              "searchInclude": ["Patient:general-practitioner"], "searchRevInclude": ["Provenance:target"] },
            { "type": "Observation", "interaction": [{ "code": "read" }, { "code": "search-type" }, { "code": "create" }],
              "searchParam": [
                { "name": "_id", "type": "token" }, { "name": "patient", "type": "reference" }, { "name": "subject", "type": "reference" },
                { "name": "category", "type": "token" }, { "name": "code", "type": "token" }, { "name": "date", "type": "date" },
                { "name": "value-quantity", "type": "quantity" }, { "name": "-encounter", "type": "reference" } ] },
            { "type": "Condition", "interaction": [{ "code": "search-type" }],
              "searchParam": [
                { "name": "patient", "type": "reference" }, { "name": "category", "type": "token" }, { "name": "code", "type": "token" },
                { "name": "severity", "type": "token" }, { "name": "onset-date", "type": "date" } ] },
            { "type": "Encounter", "interaction": [{ "code": "read" }, { "code": "search-type" }],
              "searchParam": [ { "name": "patient", "type": "reference" }, { "name": "status", "type": "token" }, { "name": "length", "type": "number" } ] },
            { "type": "Provenance", "interaction": [{ "code": "search-type" }], "searchParam": [ { "name": "target", "type": "reference" } ] },
            { "type": "Organization", "interaction": [{ "code": "read" }] },
            { "type": "Task", "interaction": [{ "code": "read" }] }
          ] }]
        }
        """;
}
