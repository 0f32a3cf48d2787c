using System.Text;
using FhirTyped.Capabilities;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>What a platform does with one resource type, in lines of which the most needful come first: as many as there is room for.</summary>
internal static class TypeDescription
{
    private const int MostValues = 12;
    private const int MostNames = 60;
    private const int LongestLine = 700;

    /// <summary>The description.</summary>
    public static CallToolResult Of(GatewayPlatform platform, ResourceCapability resource)
    {
        var lines = Lines(platform, resource).Where(static line => line.Text.Length > 0).Select(static line => (line.Name, Text: Cut(line.Text))).ToList();
        return ToolAnswer.Fit(lines.Count, count => Make(platform, resource, lines, count), PlatformDescription.MostBytes).Result;
    }

    private static IEnumerable<(string Name, string Text)> Lines(GatewayPlatform platform, ResourceCapability resource)
    {
        var manifest = platform.Descriptor.Manifest;
        var rules = manifest.Rules.Where(rule => rule.AppliesTo(resource.Type)).ToList();
        var parameters = manifest.SearchParametersOf(resource);
        yield return ("can", string.Join(' ', resource.Interactions.ToCodes()));
        yield return ("required", string.Join("; ", rules.Where(static rule => rule.Verb == RuleVerb.RequiresOneOf).Select(static rule => "one of " + Sets(rule, " | ", " and "))));
        yield return ("example", ExampleOf(platform, resource, parameters));
        yield return ("parameters", string.Join(", ", parameters.Values.OrderBy(static one => Rank(one.Name)).Take(MostNames).Select(static one => one.Name + " " + one.Type.ToCode())) + (parameters.Count > MostNames ? ", …" : ""));
        foreach (var clause in rules.Where(static rule => rule.Verb == RuleVerb.Values).SelectMany(static rule => rule.Clauses))
        {
            yield return ("values of " + clause.Parameter, string.Join(", ", clause.Values.Take(MostValues)) + (clause.Values.Count > MostValues ? ", …" : ""));
        }

        foreach (var rule in rules)
        {
            if (SentenceOf(rule, parameters) is { Length: > 0 } sentence)
            {
                yield return (RuleShapes.Of(rule.Verb).Name, sentence);
            }
        }

        yield return ("operations", string.Join(' ', resource.Operations.Select(static operation => "$" + operation.Name)));
        yield return ("includes", string.Join(' ', resource.SearchIncludes.Take(MostNames)));
    }

    /// <summary>A search that works: for one patient, where the type has one.</summary>
    private static string ExampleOf(GatewayPlatform platform, ResourceCapability resource, SortedDictionary<string, SearchParameterCapability> parameters)
    {
        if (!resource.Supports(FhirInteraction.SearchType))
        {
            return "";
        }

        var first = new[] { "patient", "subject", "_id", "name", "identifier" }.FirstOrDefault(parameters.ContainsKey);
        var query = first switch { null => "", "name" => "name=smith", "identifier" => "identifier=http://example.org|1", "_id" => "_id=123", _ => first + "=123" };
        if (query.Length == 0)
        {
            return "";
        }

        var call = new FhirCall(HttpMethod.Get, resource.Type + "?" + query);
        var raw = platform.Exchange.Prepare(call);
        var url = platform.Exchange.IsRefused(raw.Verdicts) ? RequestCorrection.Find(call, raw, raw.Verdicts, platform) : call.RelativeUrl;
        return url is null ? "" : "criteria " + Encoding.UTF8.GetString(Criteria(url));
    }

    private static ReadOnlySpan<byte> Criteria(string url)
    {
        using var buffer = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            SearchCriteria.Write(json, url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..]);
            json.WriteEndObject();
        }

        // The object within: {"criteria":{…}}.
        return buffer.GetBuffer().AsSpan((int)"{\"criteria\":".Length, (int)buffer.Length - "{\"criteria\":".Length - 1);
    }

    private static string SentenceOf(PlatformRule rule, SortedDictionary<string, SearchParameterCapability> parameters) => rule.Verb switch
    {
        RuleVerb.RequiresWith => Each(rule, parameters, static clause => clause.Parameter + " needs " + string.Join(" and ", clause.Values)),
        RuleVerb.ActiveWhen => Each(rule, parameters, static clause => clause.Parameter + " only where " + clause.Other + " is " + string.Join(" or ", clause.Values)),
        RuleVerb.Excludes => Sets(rule, "; ", ", "),
        RuleVerb.Modifiers or RuleVerb.Prefixes or RuleVerb.ModifierRequired => rule.ResourceType == "*" ? "" : Each(rule, parameters, static clause => clause.Parameter + ": " + string.Join(", ", clause.Values)),
        RuleVerb.MaxOccurs or RuleVerb.Default => Each(rule, parameters, static clause => clause.Parameter + " " + string.Join(", ", clause.Values)),
        RuleVerb.IgnoresOthers or RuleVerb.Ignored or RuleVerb.OrOnly or RuleVerb.SystemRequired or RuleVerb.ClosedRange => Sets(rule, "; ", ", "),
        RuleVerb.IfMatch => "updates need the version",
        _ => "",
    };

    private static string Each(PlatformRule rule, SortedDictionary<string, SearchParameterCapability> parameters, Func<RuleClause, string> say) =>
        string.Join("; ", rule.Clauses.Where(clause => parameters.ContainsKey(clause.Parameter) || clause.Parameter.StartsWith('_')).Select(say));

    private static string Sets(PlatformRule rule, string between, string within) => string.Join(between, rule.Clauses.Select(clause => string.Join(within, clause.Values)));

    // What most searches begin with comes first: the rest is cut where there is no room.
    private static int Rank(string name) => name switch { "patient" or "subject" => 0, "category" or "code" or "date" or "status" or "name" or "identifier" => 1, _ when name.StartsWith('_') => 3, _ => 2 };

    private static string Cut(string text) => text.Length <= LongestLine ? text : text[..LongestLine] + "…";

    private static CallToolResult Make(GatewayPlatform platform, ResourceCapability resource, List<(string Name, string Text)> lines, int count)
    {
        var source = platform.Descriptor.Manifest.Origin.Describe();
        var text = new StringBuilder(platform.DisplayName).Append(' ').Append(resource.Type).Append(" (").Append(source).Append(")\n");
        foreach (var (name, line) in lines.Take(count))
        {
            text.Append(name).Append(": ").Append(line).Append('\n');
        }

        return ToolAnswer.Of(text.ToString(), json =>
        {
            json.WriteString("platform", platform.Id);
            json.WriteString("type", resource.Type);
            json.WriteString("source", source);
            foreach (var (name, line) in lines.Take(count))
            {
                json.WriteString(name, line);
            }

            if (count < lines.Count)
            {
                json.WriteStartArray("left_out");
                foreach (var name in lines.Skip(count).Select(static line => line.Name).Distinct(StringComparer.Ordinal))
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
            }
        });
    }
}
