using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using FhirTyped.Capabilities;
using FhirTyped.Platforms;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>
/// The facts of a platform as JSON, for the explorer: what it can do, by types, and its rules with their sources. What can stand behind a parameter (modifiers, comparisons) is what the judge
/// says yes to, so that completion offers nothing that is refused afterwards.
/// </summary>
internal sealed class PlatformFacts(GatewayPlatforms platforms, GatewayAddress address)
{
    // Platforms are immutable: other platform files make others.
    private readonly ConditionalWeakTable<GatewayPlatform, byte[]> _written = [];

    /// <summary><c>GET /api/explorer/platforms/{platform}</c>.</summary>
    public async Task ShowAsync(HttpContext context)
    {
        if (platforms.Find((string)context.Request.RouteValues["platform"]!) is not { } platform)
        {
            await ExplorerAnswers.WriteProblemAsync(context, StatusCodes.Status404NotFound, "There is no such platform here; /api/platforms lists those that there are.").ConfigureAwait(false);
            return;
        }

        var facts = _written.GetValue(platform, Write);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = facts.Length;
        await context.Response.Body.WriteAsync(facts, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The C# class of a platform; null where it came from a file that the gateway read, and not with FhirTyped.Platforms.</summary>
    public static string? ClassOf(GatewayPlatform platform) => BuiltInPlatforms.All.Any(known => ReferenceEquals(known, platform.Descriptor)) ? platform.Descriptor.Manifest.ClassName : null;

    private byte[] Write(GatewayPlatform platform)
    {
        var manifest = platform.Descriptor.Manifest;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteHead(json, platform, manifest);
            var lists = new SharedLists();
            WriteSystem(json, platform.Descriptor.Judge);
            json.WriteStartArray("resources");
            foreach (var resource in manifest.Resources)
            {
                WriteResource(json, platform.Descriptor.Judge, resource, lists);
            }

            json.WriteEndArray();
            lists.Write(json, "lists");
            WriteRules(json, manifest);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void WriteHead(Utf8JsonWriter json, GatewayPlatform platform, PlatformManifest manifest)
    {
        json.WriteString("id", platform.Id);
        json.WriteString("name", platform.DisplayName);
        json.WriteString("platform", manifest.Id);
        json.WriteString("type", manifest.Type);
        json.WriteString("class", ClassOf(platform));
        json.WriteString("base", AnswerWriter.PathOf(platform));
        json.WriteString("address", address.At(AnswerWriter.PathOf(platform)).AbsoluteUri);
        json.WriteBoolean("hasLogin", platform.HasLogin);
        json.WriteBoolean("isReadOnly", platform.Options.ReadOnly);
        json.WriteStartObject("origin");
        json.WriteString("text", manifest.Origin.Describe());
        json.WriteString("kind", manifest.Origin.Kind.ToString().ToLowerInvariant());
        json.WriteString("date", manifest.Origin.Date);
        json.WriteString("software", manifest.Origin.Software);
        json.WriteString("source", manifest.Origin.Source);
        json.WriteString("reviewAfter", manifest.ReviewAfter);
        json.WriteNumber("leftOut", manifest.LeftOut.Count);
        json.WriteEndObject();
    }

    private static void WriteSystem(Utf8JsonWriter json, CapabilityJudge judge)
    {
        var manifest = judge.Manifest;
        json.WriteStartObject("system");
        WriteInteractions(json, manifest.SystemInteractions);
        WriteOperations(json, manifest.SystemOperations);
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, CapabilityJudge judge, ResourceCapability resource, SharedLists lists)
    {
        json.WriteStartObject();
        json.WriteString("type", resource.Type);
        WriteInteractions(json, resource.Interactions);
        WriteList(json, "conditional", Enum.GetValues<ConditionalSupport>().Where(value => value != ConditionalSupport.None && resource.Conditional.HasFlag(value)).Select(static value => value.ToString()));
        json.WriteString("versioning", resource.Versioning);
        WriteList(json, "includes", resource.SearchIncludes);
        WriteList(json, "revincludes", resource.SearchRevIncludes);
        WriteOperations(json, resource.Operations);
        json.WriteStartArray("parameters");
        var properties = QueryPropertyNames.For(judge.Manifest, resource).ToDictionary(static property => property.Parameter.Name, static property => property.Name, StringComparer.Ordinal);
        var known = new JudgedType(judge.Manifest, resource.Type);
        foreach (var parameter in judge.Manifest.SearchParametersOf(resource).Values)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("type", parameter.Type.ToCode());
            if (properties.TryGetValue(parameter.Name, out var property))
            {
                json.WriteString("property", property);
            }

            var values = KnownValues.Of(judge, known, parameter);
            WriteShared(json, "modifiers", values.Modifiers, lists);
            WriteShared(json, "prefixes", values.Prefixes, lists);
            WriteShared(json, "codes", values.Codes, lists);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, PlatformManifest manifest)
    {
        json.WriteStartArray("rules");
        foreach (var rule in manifest.Rules)
        {
            var shape = RuleShapes.Of(rule.Verb);
            json.WriteStartObject();
            json.WriteString("type", rule.ResourceType);
            json.WriteString("verb", shape.Name);
            json.WriteString("meaning", shape.Meaning);
            WriteList(json, "says", rule.Clauses.Select(clause => TextOf(rule.Verb, clause)));
            json.WriteString("source", rule.Source);
            json.WriteBoolean("isDeclaredOnly", rule.IsDeclaredOnly);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string TextOf(RuleVerb verb, RuleClause clause)
    {
        var values = string.Join(verb is RuleVerb.RequiresOneOf or RuleVerb.Excludes ? " + " : ", ", clause.Values);
        return clause.Parameter.Length == 0 ? values
            : clause.Parameter + (clause.Other.Length > 0 ? " where " + clause.Other + " is " : ": ") + values;
    }

    private static void WriteInteractions(Utf8JsonWriter json, FhirInteraction interactions) =>
        WriteList(json, "interactions", Enum.GetValues<FhirInteraction>().Where(value => value != FhirInteraction.None && interactions.HasFlag(value)).Select(static value => value.ToCode()));

    private static void WriteOperations(Utf8JsonWriter json, EquatableArray<OperationCapability> operations)
    {
        json.WriteStartArray("operations");
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("name", operation.Name);
            json.WriteString("definition", operation.Definition);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteShared(Utf8JsonWriter json, string name, IReadOnlyList<string> list, SharedLists lists)
    {
        if (list.Count > 0)
        {
            json.WriteNumber(name, lists.Add(list));
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    // Most parameters have one of few lists: each is written once, and named by its place.
    private sealed class SharedLists
    {
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
        private readonly List<IReadOnlyList<string>> _lists = [];

        public int Add(IReadOnlyList<string> list)
        {
            var key = string.Join('\n', list);
            if (!_places.TryGetValue(key, out var place))
            {
                place = _lists.Count;
                _places.Add(key, place);
                _lists.Add(list);
            }

            return place;
        }

        public void Write(Utf8JsonWriter json, string name)
        {
            json.WriteStartArray(name);
            foreach (var list in _lists)
            {
                json.WriteStartArray();
                foreach (var value in list)
                {
                    json.WriteStringValue(value);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }
    }
}
