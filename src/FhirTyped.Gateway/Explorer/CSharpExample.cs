using System.Text;
using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>
/// A request as a program in C#: by the platform's own class where that has a member for it, and else by the untyped client. What is shown compiles in a new console project with
/// FhirTyped.Platforms.
/// </summary>
internal static class CSharpExample
{
    private const string UntypedClient = "IFhirPlatformClient";

    /// <summary>The program.</summary>
    public static string Write(RequestExample example)
    {
        var code = new StringBuilder("using FhirTyped;\nusing FhirTyped.Platforms;\nusing FhirTyped.R4;\n\n");
        var typed = PlatformFacts.ClassOf(example.Platform) is not null ? TypedCall(example) : null;
        WriteClient(code, example, typed is null ? UntypedClient : "var");
        foreach (var verdict in example.Explained.Verdicts.Where(static verdict => verdict.Support == CapabilitySupport.Unsupported))
        {
            code.Append(CSharpText.Comment("Refused before it is sent, " + verdict.Id + ": " + verdict.Message)).Append('\n');
        }

        return code.Append(typed ?? UntypedCall(example)).Append('\n').ToString();
    }

    private static void WriteClient(StringBuilder code, RequestExample example, string variable)
    {
        code.Append(variable).Append(" client = FhirPlatform.Create");
        code.Append(PlatformFacts.ClassOf(example.Platform) is { } name
            ? "<" + name + ">(o =>\n"
            : "(PlatformFiles.LoadDirectory(\"platforms\", BuiltInPlatforms.All).Single(p => p.Id == " + CSharpText.Quoted(example.Platform.Descriptor.Id) + "), o =>\n");
        code.Append("{\n    o.BaseUrl = new Uri(").Append(CSharpText.Quoted(example.BaseAddress)).Append(");\n");
        if (example.NeedsToken)
        {
            code.Append("    o.AccessToken = _ => new(Environment.GetEnvironmentVariable(\"GATEWAY_TOKEN\"));   // one of the gateway's\n");
        }

        code.Append("});\n\n");
    }

    // By the members that the platform's class has, as its generator emits them.
    private static string? TypedCall(RequestExample example)
    {
        var route = example.Route;
        var judge = example.Platform.Descriptor.Judge;
        if (judge.Manifest.FindResource(route.ResourceType) is not { } resource)
        {
            return null;
        }

        bool Has(string member) => EndpointMembers.Of(judge, resource.Type).Any(index => EndpointMembers.All[index].Name == member);
        var endpoint = "client." + resource.Type;
        var type = CSharpNames.ResourceClass(resource.Type);
        return route.Kind switch
        {
            FhirRouteKind.Read when Has("ReadAsync") && route.Query.Length == 0 => $"{type} resource = await {endpoint}.ReadAsync({CSharpText.Quoted(route.Id)});\nConsole.WriteLine(resource.Id);",
            FhirRouteKind.VRead when Has("VReadAsync") && route.Query.Length == 0 =>
                $"{type} resource = await {endpoint}.VReadAsync({CSharpText.Quoted(route.Id)}, {CSharpText.Quoted(route.VersionId)});\nConsole.WriteLine(resource.Id);",
            FhirRouteKind.Delete when Has("DeleteAsync") && route.Query.Length == 0 => $"await {endpoint}.DeleteAsync({CSharpText.Quoted(route.Id)});",
            FhirRouteKind.Operation when route.Operation == "everything" && route.Id.Length > 0 && route.Query.Length == 0 && Has("Everything") =>
                Enumerated("Resource", $"{endpoint}.Everything({CSharpText.Quoted(route.Id)})"),
            FhirRouteKind.SearchType when !route.IsSearchByPost && Has("Search") && example.Explained.Criteria is { } criteria => Search(example, resource, criteria, type, endpoint),
            _ => null,
        };
    }

    private static string Search(RequestExample example, ResourceCapability resource, SearchQuery criteria, string type, string endpoint)
    {
        var properties = QueryPropertyNames.For(example.Platform.Descriptor.Manifest, resource).ToDictionary(static property => property.Parameter.Name, StringComparer.Ordinal);
        var refused = example.Explained.Verdicts.Where(static verdict => verdict.Support == CapabilitySupport.Unsupported).Select(static verdict => verdict.CriterionIndex).ToHashSet();
        var lines = new List<string>();
        for (var i = 0; i < criteria.Criteria.Count; i++)
        {
            if (CSharpCriterion.Write(resource, criteria.Criteria[i], properties, refused.Contains(i)) is not { } line)
            {
                // One that no member can say: then the whole as text, which the platform's class takes as well.
                return Enumerated(type, endpoint + ".Search($" + CSharpText.Quoted(RequestExample.Encode(criteria)) + ")");
            }

            lines.Add("    " + line);
        }

        return lines.Count == 0
            ? Enumerated(type, endpoint + ".Search(q => q.All())")
            : Enumerated(type, endpoint + ".Search(q => q\n" + string.Join('\n', lines) + ")");
    }

    private static string Enumerated(string type, string search) => $"await foreach ({type} resource in {search})\n{{\n    Console.WriteLine(resource.Id);\n}}";

    private static string UntypedCall(RequestExample example)
    {
        var route = example.Route;
        var (type, id) = (CSharpText.Quoted(route.ResourceType), CSharpText.Quoted(route.Id));
        return route.Kind switch
        {
            FhirRouteKind.Read when route.Query.Length == 0 => $"Resource resource = await client.ReadAsync({type}, {id});\nConsole.WriteLine(resource.Id);",
            FhirRouteKind.SearchType when !route.IsSearchByPost => Enumerated("Resource", "client.Search(" + CSharpText.Quoted(example.RelativeUrl) + ")"),
            _ => $"FhirResponse answer = await client.SendAsync(HttpMethod.Parse({CSharpText.Quoted(example.Call.Method.Method)}), {CSharpText.Quoted(example.RelativeUrl)}{BodyOf(example)});\nConsole.WriteLine(answer.StatusCode);",
        };
    }

    private static string BodyOf(RequestExample example) => example.Call.Method.Method is "POST" or "PUT" or "PATCH" && !example.Route.IsSearchByPost && example.Route.Kind != FhirRouteKind.Operation
        ? ", FhirJson.Read(File.ReadAllBytes(\"resource.json\"))"
        : "";
}
