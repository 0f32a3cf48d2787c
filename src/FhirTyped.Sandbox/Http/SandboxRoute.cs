using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>What a request asks for, by its method and path: https://hl7.org/fhir/R4/http.html#summary.</summary>
/// <param name="Interaction">FHIR's word for it, for example <c>search-type</c>; for operations <c>operation</c>, for conformance <c>capabilities</c>.</param>
/// <param name="ResourceType">The resource type, or empty where the whole system is asked.</param>
/// <param name="Id">The id, or empty where no one resource is asked.</param>
/// <param name="VersionId">The version, or empty.</param>
internal sealed record SandboxRoute(string Interaction, string ResourceType = "", string Id = "", string VersionId = "")
{
    private const int LongestId = 256;

    /// <summary>The route of a request; null where it is none of FHIR's.</summary>
    public static SandboxRoute? Find(SandboxMessage message)
    {
        var path = message.Path;
        var method = message.Method == "HEAD" ? "GET" : message.Method;
        if (path.Count == 0)
        {
            return OfSystem(method);
        }

        if (path.Any(static part => part.Length == 0))
        {
            return null;
        }

        if (R4Definitions.IsResourceType(path[0]) || char.IsAsciiLetterUpper(path[0][0]))
        {
            return OfType(method, path, message.Query.Length > 0);
        }

        return (method, path) switch
        {
            ("GET", ["metadata"]) => new("capabilities"),
            ("GET", [".well-known", "smart-configuration"]) => new("smart-configuration"),
            ("GET", ["_history"]) => new("history-system"),
            ("POST", ["_search"]) => new("search-system"),
            ("GET" or "POST", [['$', ..]]) => new("operation"),
            _ => null,
        };
    }

    private static SandboxRoute? OfSystem(string method) => method switch
    {
        "GET" => new("search-system"),
        "POST" => new("batch"),
        _ => null,
    };

    private static SandboxRoute? OfType(string method, IReadOnlyList<string> path, bool hasQuery)
    {
        var type = path[0];
        return (method, path) switch
        {
            ("GET", [_]) => new("search-type", type),
            ("POST", [_]) => new("create", type),
            ("PUT", [_]) when hasQuery => new("conditional-update", type),
            ("DELETE", [_]) when hasQuery => new("conditional-delete", type),
            ("POST", [_, "_search"]) => new("search-type", type),
            ("GET", [_, "_history"]) => new("history-type", type),
            ("GET" or "POST", [_, ['$', ..]]) => new("operation", type),
            (_, [_, var id, ..]) when !IsId(id) => null,
            ("GET", [_, var id]) => new("read", type, id),
            ("PUT", [_, var id]) => new("update", type, id),
            ("PATCH", [_, var id]) => new("patch", type, id),
            ("DELETE", [_, var id]) => new("delete", type, id),
            ("GET", [_, var id, "_history"]) => new("history-instance", type, id),
            ("GET", [_, var id, "_history", var version]) when IsId(version) => new("vread", type, id, version),
            ("GET" or "POST", [_, var id, ['$', ..]]) => new("operation", type, id),
            _ => null,
        };
    }

    /// <summary>
    /// Whether a text can be an id (https://hl7.org/fhir/R4/datatypes.html#id). Vendors' ids are longer than FHIR's 64 characters;
    /// what matters here is that nothing else gets through.
    /// </summary>
    public static bool IsId(string text) => text.Length is > 0 and <= LongestId
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && text.Any(static c => c != '.') && text[0] != '_';
}
