using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Projects with platform files, for tests.</summary>
internal static class PlatformProject
{
    /// <summary>The folder of the project in memory.</summary>
    public const string Folder = "/acme/";

    /// <summary>The names of the generator's steps.</summary>
    public static IReadOnlyList<string> Steps { get; } =
        [.. typeof(PlatformGeneratorSteps).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetValue(null)!)];

    /// <summary>A project without platform files.</summary>
    public static GeneratorSession Begin(params MetadataReference[] more) =>
        new(new PlatformGenerator(), Steps, [.. TestReferences.Framework, .. TestReferences.Libraries, .. more]);

    /// <summary>Adds a platform file with a statement beside it.</summary>
    public static GeneratorSession WithPlatform(this GeneratorSession session, string id, string statement, string more = "") =>
        session
            .WithText(Folder + id + "/platform.json", $$"""{ "id": "{{id}}", "capability_statement": "capabilities.json"{{(more.Length > 0 ? ", " + more : "")}} }""")
            .WithText(Folder + id + "/capabilities.json", statement);

    /// <summary>A statement with the given resources, each written as JSON.</summary>
    public static string Statement(params string[] resources) => $$"""
        {
          "resourceType": "CapabilityStatement", "status": "active", "date": "2026-01-31", "kind": "instance", "fhirVersion": "4.0.1",
          "format": ["json"],
          "rest": [{ "mode": "server", "resource": [{{string.Join(",\n", resources)}}] }]
        }
        """;

    /// <summary>A resource of a statement.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="interactions">The codes of its interactions, separated by blanks.</param>
    /// <param name="parameters">Its search parameters, each as name:type, separated by blanks.</param>
    /// <param name="includes">Its includes, separated by blanks.</param>
    /// <param name="revIncludes">Its reverse includes, separated by blanks.</param>
    public static string Resource(string type, string interactions, string parameters = "", string includes = "", string revIncludes = "") => new JsonObject
    {
        ["type"] = type,
        ["interaction"] = new JsonArray([.. Words(interactions).Select(static code => new JsonObject { ["code"] = code })]),
        ["searchParam"] = new JsonArray([.. Words(parameters).Select(static parameter => parameter.Split(':')).Select(
            static parts => new JsonObject { ["name"] = parts[0], ["type"] = parts[1] })]),
        ["searchInclude"] = new JsonArray([.. Words(includes).Select(static include => JsonValue.Create(include))]),
        ["searchRevInclude"] = new JsonArray([.. Words(revIncludes).Select(static include => JsonValue.Create(include))]),
    }.ToJsonString();

    /// <summary>A text as a JSON string.</summary>
    public static string Json(string text) => JsonSerializer.Serialize(text);

    /// <summary>Compiles a run's code with every warning an error, and loads it.</summary>
    public static Assembly Load(this GeneratorRun run) => LiveCompilation.Load(run.Compilation);

    /// <summary>The emitted type of a name in the project's namespace.</summary>
    public static Type TypeOf(this Assembly assembly, string name) =>
        assembly.GetType("Acme." + name) ?? throw new InvalidOperationException("There is no type Acme." + name + ".");

    /// <summary>The names of the public members that a type itself has.</summary>
    public static IReadOnlyList<string> MembersOf(this Assembly assembly, string name) =>
        [.. assembly.TypeOf(name).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static member => member is not (ConstructorInfo or MethodInfo { IsSpecialName: true } or FieldInfo { IsLiteral: true } or Type))
            .Select(static member => member.Name).Distinct().Order(StringComparer.Ordinal)];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
