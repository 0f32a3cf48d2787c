using System.Collections.Concurrent;
using System.Reflection;
using FhirTyped.Capabilities;
using FhirTyped.Platforms;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Platforms for tests: the built-in ones, and own ones from a few lines of JSON.</summary>
internal static class BuiltIn
{
    private static readonly ConcurrentDictionary<string, PlatformDescriptor> Known = new(StringComparer.Ordinal);

    public static PlatformDescriptor Epic => Get("epic");

    public static PlatformDescriptor OracleHealth => Get("oracle-health");

    public static PlatformDescriptor Hapi => Get("hapi");

    /// <summary>HAPI as it would be if it took whatever can be sent: batches, updates without If-Match, ids of the client's, <c>$match</c>.</summary>
    public static PlatformDescriptor Permissive { get; } = new(Hapi.Manifest with
    {
        SystemInteractions = Hapi.Manifest.SystemInteractions | FhirInteraction.Batch | FhirInteraction.Transaction,
        Resources = new([.. Hapi.Manifest.Resources.Select(static resource => resource with
        {
            Versioning = "versioned",
            Conditional = resource.Conditional | ConditionalSupport.UpdateCreate,
            Operations = resource.Type == "Patient" ? new([.. resource.Operations.Append(new("match", "")).OrderBy(static operation => operation.Name, StringComparer.Ordinal)]) : resource.Operations,
        })]),
    });

    public static IReadOnlyList<string> Ids { get; } = [.. Attributes().Select(static attribute => attribute.Id).Order(StringComparer.Ordinal)];

    public static PlatformDescriptor Get(string id) => Known.GetOrAdd(id, static id =>
        (PlatformDescriptor)Attributes().Single(attribute => attribute.Id == id).Platform.GetProperty("Descriptor")!.GetValue(null)!);

    /// <summary>A platform of its own: rules as JSON over one resource type, which has all interactions but delete.</summary>
    public static PlatformDescriptor Own(string rules = "[]", string resource = "\"versioning\":\"versioned\"", string system = "[]", string parameters = "") => Make(
        "own.platform.json",
        $$"""{ "id": "own", "capability_statement": "own.json", "rules": {{rules}} }""",
        $$"""
        { "resourceType": "CapabilityStatement", "status": "active", "date": "2026-01-01", "kind": "instance", "fhirVersion": "4.0.1", "format": ["json"],
          "implementation": { "description": "Own" },
          "rest": [{ "mode": "server", "interaction": {{system}}, "resource": [
            { "type": "Patient", {{resource}}, "interaction": [{"code":"read"},{"code":"vread"},{"code":"search-type"},{"code":"create"},{"code":"update"},{"code":"patch"},{"code":"history-instance"}],
              "searchParam": [{"name":"family","type":"string"},{"name":"given","type":"string"},{"name":"birthdate","type":"date"},{"name":"gender","type":"token"},{"name":"identifier","type":"token"}{{parameters}}] },
            { "type": "Observation", "interaction": [{"code":"read"},{"code":"search-type"},{"code":"create"}],
              "searchInclude": ["Observation:subject"],
              "searchParam": [{"name":"patient","type":"reference"},{"name":"subject","type":"reference"},{"name":"code","type":"token"},{"name":"category","type":"token"},{"name":"date","type":"date"}{{parameters}}] }
          ] }] }
        """);

    private static IEnumerable<FhirPlatformAttribute> Attributes() => typeof(Epic).Assembly.GetCustomAttributes<FhirPlatformAttribute>();

    private static PlatformDescriptor Make(string path, string file, string statement)
    {
        var issues = new List<PlatformIssue>();
        var read = PlatformFileReader.Read(path, file, issues)!;
        var facts = CapabilityStatementReader.Read("capabilities.json", statement, issues);
        var manifest = PlatformSet.Build([new(read, facts)], static _ => null, issues).Single();
        return new PlatformDescriptor(manifest);
    }
}
