using System.Collections.Generic;
using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Refit;

/// <summary>
/// Reads the table of members as Refit interfaces have them: verb and path are the table's; what Refit needs beyond that, attributes and forms, is here.
/// </summary>
internal static class RefitMethods
{
    private const string CriteriaFunction = "Action<{Q}> ";

    /// <summary>The methods of a resource type.</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="members">The members of its endpoint: their places in <see cref="EndpointMembers.All"/>.</param>
    /// <param name="takesPost">Whether its searches may go by POST.</param>
    public static IEnumerable<RefitMethod> Of(string resourceType, EquatableArray<int> members, bool takesPost)
    {
        foreach (var index in members)
        {
            var member = EndpointMembers.All[index];
            foreach (var method in Of(member, Verb(member, resourceType)))
            {
                yield return method;
            }

            if (takesPost && member is { Name: "Search", TakesQuery: true, Parameters: "Action<TQuery> build" })
            {
                yield return ByCriteria(new(
                    "SearchByPostAsync", "Task<FhirPage<{T}>>", "Post(\"/" + resourceType + "/_search\")", "[Body] FhirCriteria<{Q}> query", "query",
                    "SearchByPostAsync<{T}, {Q}>", "search by POST, so that no value stands in an address: the first page."));
            }
        }
    }

    private static IEnumerable<RefitMethod> Of(EndpointMember member, string verb)
    {
        switch (member.Name)
        {
            case "ReadAsync":
                yield return new("ReadAsync", "Task<{T}>", verb, "string id", "id", "ReadAsync<{T}>", "read: a resource by its id.");
                yield return Respond("ReadAsync", "{T}", verb, "string id", "id", "read: a resource by its id.");
                break;
            case "VReadAsync":
                yield return new("VReadAsync", "Task<{T}>", verb, "string id, string versionId", "id, versionId", "VReadAsync<{T}>", "vread: a version of a resource.");
                yield return Respond("VReadAsync", "{T}", verb, "string id, string versionId", "id, versionId", "vread: a version of a resource.");
                break;
            case "ReadIfNoneMatchAsync":
                yield return new("ReadIfNoneMatchAsync", "Task<{T}?>", verb, "string id, [Header(\"If-None-Match\")] string versionId", "id, versionId",
                    "ReadIfNoneMatchAsync<{T}>", "read, unless the version is still the same: then null.");
                break;
            case "ReadIfModifiedSinceAsync":
                yield return new("ReadIfModifiedSinceAsync", "Task<{T}?>", verb, "string id, [Header(\"If-Modified-Since\")] string since", "id, since",
                    "ReadIfModifiedSinceAsync<{T}>", "read, unless it is unchanged since a time (an HTTP date: ToString(\"R\") of a time in UTC): then null.");
                break;
            case "DownloadAsync" when member.Parameters == "string id":
                yield return new("DownloadAsync", "Task<Stream>", verb + ", Headers(\"Accept: */*\")", "string id", "id", "DownloadAsync", "The bytes of a Binary.");
                break;
            case "History":
                foreach (var method in History(member, verb))
                {
                    yield return method;
                }

                break;
            case "Search" when member.TakesQuery && member.Parameters == "Action<TQuery> build":
                foreach (var method in Search(verb))
                {
                    yield return method;
                }

                break;
            default:
                foreach (var method in member.Operation.Length > 0 ? Operation(member, verb) : Write(member, verb))
                {
                    yield return method;
                }

                break;
        }
    }

    private static IEnumerable<RefitMethod> Search(string verb)
    {
        const string Criteria = "{Criteria}FhirCriteria<{Q}> query";
        yield return ByCriteria(new("Search", "PagedEnumerable<FhirPage<{T}>, {T}>", verb + ", " + Paged, Criteria, "query", "Search<{T}, {Q}>",
            "search: the matches of all pages, asked for as they are enumerated."));
        yield return ByCriteria(new("SearchAsync", "Task<FhirPage<{T}>>", verb, Criteria, "query", "SearchAsync<{T}, {Q}>", "search: the first page."));
        yield return ByCriteria(new("SearchWithResponseAsync", "Task<ApiResponse<FhirPage<{T}>>>", verb, Criteria, "query", "SearchWithResponseAsync<{T}, {Q}>",
            "search: the first page, with the answer itself."));
    }

    private static IEnumerable<RefitMethod> History(EndpointMember member, string verb)
    {
        var (of, arguments) = member.Parameters.Length > 0 ? ("a resource", "id") : ("all resources of the type", "");
        yield return new("History", "PagedEnumerable<FhirPage<{T}>, {T}>", verb + ", " + Paged, member.Parameters, arguments, "History<{T}>",
            "history: the versions of " + of + ", of all pages.");
        yield return new("HistoryAsync", "Task<FhirPage<{T}>>", verb, member.Parameters, arguments, "HistoryAsync<{T}>", "history: the versions of " + of + ", the first page.");
    }

    private static IEnumerable<RefitMethod> Write(EndpointMember member, string verb)
    {
        const string IfMatch = ", [Header(\"If-Match\")] string? ifMatch = null";
        switch (member.Name)
        {
            case "CreateAsync":
                return Both("CreateAsync", verb, "[Body] {T} resource", "resource", "create: what is there now, with its id.");
            case "CreateIfNoneExistAsync":
                return Both("CreateIfNoneExistAsync", verb, "[Body] {T} resource, [Header(\"If-None-Exist\")] string criteria", "resource, criteria",
                    "Conditional create, unless a resource meets the criteria (a query as it stands in an address).",
                    "{T} resource, " + CriteriaFunction + "criteria", "resource, FhirCriteria<{Q}>.Of(criteria).Query");
            case "UpdateAsync":
                return Both("UpdateAsync", verb, "string id, [Body] {T} resource" + IfMatch, "id, resource, ifMatch",
                    "update: what is there now. Without ifMatch the version that the resource carries is the one that must be there.");
            case "ConditionalUpdateAsync":
                return Both("ConditionalUpdateAsync", verb, "{Criteria}FhirCriteria<{Q}> criteria, [Body] {T} resource", "criteria, resource",
                    "Conditional update of the one resource that meets the criteria, or a create where none does.",
                    CriteriaFunction + "criteria, {T} resource", "FhirCriteria<{Q}>.Of(criteria), resource", "<{T}, {Q}>");
            case "PatchAsync":
                var patch = member.Parameters.Contains("FhirPathPatch") ? "FhirPathPatch" : "JsonPatch";
                return Both("PatchAsync", verb, "string id, [Body] " + patch + " patch" + IfMatch, "id, patch, ifMatch", "patch (" + patch + "): what is there now.");
            case "DeleteAsync" when member.Parameters == "string id":
                return new[] { new RefitMethod("DeleteAsync", "Task", verb, "string id" + IfMatch, "id, ifMatch", "DeleteAsync<{T}>", "delete.") };
            case "ConditionalDeleteAsync" or "ConditionalDeleteMultipleAsync":
                return new[]
                {
                    ByCriteria(new(member.Name, "Task", verb, "{Criteria}FhirCriteria<{Q}> criteria", "criteria", member.Name + "<{T}, {Q}>",
                        member.Name == "ConditionalDeleteAsync" ? "Conditional delete of the one resource that meets the criteria." : "Conditional delete of all that meets the criteria.")),
                };
            default:
                // TryReadAsync, ModifyAsync and the forms that take a whole resource are more than one request, or another form of the same.
                return System.Array.Empty<RefitMethod>();
        }
    }

    private static IEnumerable<RefitMethod> Operation(EndpointMember member, string verb)
    {
        var summary = "$" + member.Operation;
        switch (member.Name)
        {
            case "Everything":
                const string Options = ", [QueryConverter(typeof(EverythingOptionsConverter))] EverythingOptions? options = null";
                yield return new("Everything", "PagedEnumerable<FhirPage<Resource>, Resource>", verb + ", " + Paged, "string id" + Options, "id, options", "Everything<{T}>", summary + ": all pages.");
                yield return new("EverythingAsync", "Task<FhirPage<Resource>>", verb, "string id" + Options, "id, options", "EverythingAsync<{T}>", summary + ": the first page.");
                break;
            case "Docref":
                const string Patient = "[AliasAs(\"patient\")] string patientId, [QueryConverter(typeof(DocrefOptionsConverter))] DocrefOptions? options = null";
                yield return new("Docref", "PagedEnumerable<FhirPage<{T}>, {T}>", verb + ", " + Paged, Patient, "patientId, options", "Docref", summary + ": all pages.");
                yield return new("DocrefAsync", "Task<FhirPage<{T}>>", verb, Patient, "patientId, options", "DocrefAsync", summary + ": the first page.");
                break;
            case "Lastn":
                yield return ByCriteria(new("Lastn", "PagedEnumerable<FhirPage<{T}>, {T}>", verb + ", " + Paged, "{Criteria}FhirCriteria<{Q}> query, int max = 1", "query, max", "Lastn<{Q}>", summary + ": all pages."));
                yield return ByCriteria(new("LastnAsync", "Task<FhirPage<{T}>>", verb, "{Criteria}FhirCriteria<{Q}> query, int max = 1", "query, max", "LastnAsync<{Q}>", summary + ": the first page."));
                break;
            case "SummaryAsync":
                yield return new("SummaryAsync", "Task<Bundle>", verb, "string id", "id", "SummaryAsync<{T}>", summary + ".");
                break;
            case "MatchAsync":
                yield return new("MatchAsync", "Task<FhirPage<{T}>>", verb, "[Body] Parameters parameters", "parameters", "MatchAsync<{T}>", summary + ".");
                break;
            default:
                var result = member.Name switch { "ExpandAsync" => "ValueSet", "ValidateAsync" => "OperationOutcome", _ => "Parameters" };
                yield return new(member.Name, "Task<" + result + ">", verb, "[Body] Parameters parameters",
                    "\"" + member.Name + "\", \"" + member.Operation + "\", parameters", "OperationAsync<{T}, " + result + ">", summary + ".");
                break;
        }
    }

    private const string Paged = "Paged(Items = \"Matches\", Next = \"NextLink\", SameOrigin = true)";

    private static IEnumerable<RefitMethod> Both(
        string name, string verb, string parameters, string arguments, string summary, string extension = "", string extensionArguments = "", string types = "<{T}>")
    {
        yield return new(name, "Task<{T}?>", verb, parameters, arguments, name + types, summary)
        {
            ExtensionParameters = extension, ExtensionArguments = extensionArguments,
        };
        yield return Respond(name, "{T}?", verb, parameters, arguments, summary, types) with { ExtensionParameters = extension, ExtensionArguments = extensionArguments };
    }

    private static RefitMethod Respond(string name, string content, string verb, string parameters, string arguments, string summary, string types = "<{T}>")
    {
        var responding = name.Substring(0, name.Length - "Async".Length) + "WithResponseAsync";
        return new(responding, "Task<ApiResponse<" + content + ">>", verb, parameters, arguments, responding + types, summary.TrimEnd('.') + ", with the answer itself.");
    }

    /// <summary>Gives a method whose first parameter are criteria the extension that takes a function.</summary>
    private static RefitMethod ByCriteria(RefitMethod method)
    {
        var name = method.Arguments.Split(',')[0];
        var more = method.Parameters.IndexOf(',');
        var rest = more < 0 ? "" : method.Parameters.Substring(more);
        var arguments = method.Arguments.IndexOf(',') is var comma and >= 0 ? method.Arguments.Substring(comma) : "";
        return method with
        {
            ExtensionParameters = CriteriaFunction + name + rest,
            ExtensionArguments = "FhirCriteria<{Q}>.Of(" + name + ")" + arguments,
            IsSearch = true,
        };
    }

    private static string Verb(EndpointMember member, string resourceType)
    {
        var verb = member.Verb.Substring(0, 1) + member.Verb.Substring(1).ToLowerInvariant();
        return verb + "(\"/" + member.Path.Replace("[type]", resourceType).Replace("[id]", "{id}").Replace("[vid]", "{versionId}") + "\")";
    }
}
