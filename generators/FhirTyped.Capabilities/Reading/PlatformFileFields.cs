using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>The fields that a platform file may have.</summary>
internal static class PlatformFileFields
{
    /// <summary>Fields with a meaning for FhirTyped.</summary>
    public static IReadOnlyCollection<string> Read { get; } = new[]
    {
        "id", "name", "display_name", "class_name", "type", "extends", "fhir_base_url", "sandbox_url", "allow_unencrypted", "fhir_version",
        "capability_statement", "statement_kind", "implementation_guides", "supported_resources", "capabilities", "oauth", "auth", "client",
        "limits", "client_headers", "rules", "review_after",
    };

    /// <summary>Fields of the public gateway platform files that FhirTyped carries no meaning for, and takes without complaint.</summary>
    public static IReadOnlyCollection<string> Accepted { get; } = new[]
    {
        "$schema", "aliases", "api_library", "api_products", "auth_model", "code_console", "covered_plans", "crd_hooks", "developer_portal",
        "document_type_codes", "documentation", "endpoints", "flex_domain", "interchange_portal", "is_federation",
        "known_plan_subdomains", "last_verified", "notes", "optum_developer_portal", "partition_ids", "patterns", "payer_ids", "privacy_notes",
        "rate_limited", "rate_limits", "regional_plans", "regional_portals", "registration_email", "registration_portal",
        "resources", "sandbox_features", "states", "support_email", "technical_standards", "technology_partners",
        "verification_status",
    };

    private static readonly HashSet<string> Known = MakeKnown();

    /// <summary>Whether a field is known.</summary>
    public static bool IsKnown(string name) => Known.Contains(name);

    /// <summary>The known field nearest to a name, or null.</summary>
    public static string? Nearest(string name) => NearestName.Find(name, Known);

    private static HashSet<string> MakeKnown()
    {
        var known = new HashSet<string>(Read, StringComparer.Ordinal);
        known.UnionWith(Accepted);
        return known;
    }
}
