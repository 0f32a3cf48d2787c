using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// The table of what endpoints may have: from it come the emitted interfaces and methods, and what the analyzers know of their names. A new
/// interaction or operation is its row here, the method of <c>FhirPlatformClient</c> that it calls, and the interface that documents it.
/// </summary>
internal static class EndpointMembers
{
    private const string Criteria = "Action<TQuery> criteria";
    private const string Written = "Task<FhirWriteResult<T>>";

    /// <summary>Every member, in the order in which it is emitted.</summary>
    public static IReadOnlyList<EndpointMember> All { get; } = new EndpointMember[]
    {
        new("ReadAsync", "IReadEndpoint<T>", "GET", "[type]/[id]", "Task<T>", "string id") { Interactions = FhirInteraction.Read },
        new("TryReadAsync", "IReadEndpoint<T>", "GET", "[type]/[id]", "Task<T?>", "string id") { Interactions = FhirInteraction.Read },
        new("VReadAsync", "IVersionReadEndpoint<T>", "GET", "[type]/[id]/_history/[vid]", "Task<T>", "string id, string versionId") { Interactions = FhirInteraction.VRead },
        new("History", "IInstanceHistoryEndpoint<T>", "GET", "[type]/[id]/_history", "FhirSearch<T>", "string id") { Interactions = FhirInteraction.HistoryInstance },
        new("History", "ITypeHistoryEndpoint<T>", "GET", "[type]/_history", "FhirSearch<T>", "") { Interactions = FhirInteraction.HistoryType, Call = "TypeHistory<T>" },
        new("Search", "ISearchEndpoint<T, TQuery>", "GET", "[type]", "FhirSearch<T>", "Action<TQuery> build") { Interactions = FhirInteraction.SearchType, Call = "Search<T, TQuery>" },
        new("Search", "ISearchEndpoint<T, TQuery>", "GET", "[type]", "FhirSearch<T>", "ref FhirQueryInterpolatedStringHandler query") { Interactions = FhirInteraction.SearchType },
        new("DownloadAsync", "IDownloadEndpoint", "GET", "[type]/[id]", "Task<FhirDownload>", "string id")
            { Interactions = FhirInteraction.Read, ResourceTypes = "Binary", Call = "DownloadAsync" },
        new("DownloadAsync", "IDownloadEndpoint", "GET", "[type]/[id]", "Task<FhirDownload>", "Attachment attachment")
            { Interactions = FhirInteraction.Read, ResourceTypes = "Binary", Call = "DownloadAsync" },
        new("CreateAsync", "ICreateEndpoint<T>", "POST", "[type]", Written, "T resource") { Interactions = FhirInteraction.Create },
        new("UpdateAsync", "IUpdateEndpoint<T>", "PUT", "[type]/[id]", Written, "T resource") { Interactions = FhirInteraction.Update },
        new("ModifyAsync", "IModifyEndpoint<T>", "PUT", "[type]/[id]", Written, "string id, Action<T> change") { Interactions = FhirInteraction.Read | FhirInteraction.Update },
        new("PatchAsync", "IPatchEndpoint<T>", "PATCH", "[type]/[id]", Written, "string id, JsonPatch patch") { Interactions = FhirInteraction.Patch, Patch = PatchKind.JsonPatch },
        new("DeleteAsync", "IDeleteEndpoint<T>", "DELETE", "[type]/[id]", "Task", "string id") { Interactions = FhirInteraction.Delete },
        new("DeleteAsync", "IDeleteEndpoint<T>", "DELETE", "[type]/[id]", "Task", "T resource") { Interactions = FhirInteraction.Delete },
        new("PatchAsync", "IFhirPathPatchEndpoint<T>", "PATCH", "[type]/[id]", Written, "string id, FhirPathPatch patch") { Interactions = FhirInteraction.Patch, Patch = PatchKind.FhirPathPatch },

        // Conditional requests: those with a header are named for it, the others by FHIR's word.
        new("CreateIfNoneExistAsync", "IConditionalCreateEndpoint<T, TQuery>", "POST", "[type]", Written, "T resource, " + Criteria)
            { Interactions = FhirInteraction.Create, Condition = ConditionalSupport.Create, Call = "CreateIfNoneExistAsync<T, TQuery>" },
        new("ConditionalUpdateAsync", "IConditionalUpdateEndpoint<T, TQuery>", "PUT", "[type]", Written, "T resource, " + Criteria)
            { Interactions = FhirInteraction.Update, Condition = ConditionalSupport.Update, Call = "ConditionalUpdateAsync<T, TQuery>" },
        new("ConditionalDeleteAsync", "IConditionalDeleteEndpoint<T, TQuery>", "DELETE", "[type]", "Task", Criteria)
            { Interactions = FhirInteraction.Delete, Condition = ConditionalSupport.DeleteSingle, Call = "ConditionalDeleteAsync<T, TQuery>" },
        new("ConditionalDeleteMultipleAsync", "IConditionalDeleteMultipleEndpoint<T, TQuery>", "DELETE", "[type]", "Task", Criteria)
            { Interactions = FhirInteraction.Delete, Condition = ConditionalSupport.DeleteMultiple, Call = "ConditionalDeleteMultipleAsync<T, TQuery>" },
        new("ReadIfNoneMatchAsync", "IReadIfNoneMatchEndpoint<T>", "GET", "[type]/[id]", "Task<T?>", "string id, string versionId")
            { Interactions = FhirInteraction.Read, Condition = ConditionalSupport.ReadNotMatch },
        new("ReadIfModifiedSinceAsync", "IReadIfModifiedSinceEndpoint<T>", "GET", "[type]/[id]", "Task<T?>", "string id, DateTimeOffset since")
            { Interactions = FhirInteraction.Read, Condition = ConditionalSupport.ReadModifiedSince },

        // Operations, named like them ($validate-code is ValidateCodeAsync). The others are called by name, by OperationAsync.
        new("Docref", "IDocrefEndpoint", "GET", "[type]/$docref", "FhirSearch<DocumentReference>", "string patientId, DocrefOptions? options = null")
            { Operation = "docref", ResourceTypes = "DocumentReference", Call = "Docref" },
        new("Everything", "IEverythingEndpoint", "GET", "[type]/[id]/$everything", "FhirSearch<Resource>", "string id, EverythingOptions? options = null")
            { Operation = "everything", ResourceTypes = "Patient Encounter" },
        new("ExpandAsync", "IExpandEndpoint", "POST", "[type]/$expand", "Task<ValueSet>", "string url, ExpandOptions? options = null")
            { Operation = "expand", ResourceTypes = "ValueSet", Call = "ExpandAsync" },
        new("Lastn", "ILastnEndpoint<T, TQuery>", "GET", "[type]/$lastn", "FhirSearch<Observation>", "Action<TQuery> build, int max = 1")
            { Operation = "lastn", ResourceTypes = "Observation", Call = "Lastn<TQuery>" },
        new("LookupAsync", "ILookupEndpoint", "POST", "[type]/$lookup", "Task<CodeLookup>", "Coding coding")
            { Operation = "lookup", ResourceTypes = "CodeSystem", Call = "LookupAsync" },
        new("MatchAsync", "IMatchEndpoint<T>", "POST", "[type]/$match", "Task<FhirSearchPage<T>>", "T resource, MatchOptions? options = null")
            { Operation = "match", ResourceTypes = "Patient" },
        new("SummaryAsync", "ISummaryEndpoint", "GET", "[type]/[id]/$summary", "Task<Bundle>", "string id") { Operation = "summary", ResourceTypes = "Patient" },
        new("TranslateAsync", "ITranslateEndpoint", "POST", "[type]/$translate", "Task<CodeTranslation>", "Coding coding, TranslateOptions? options = null")
            { Operation = "translate", ResourceTypes = "ConceptMap", Call = "TranslateAsync" },
        new("ValidateAsync", "IValidateEndpoint<T>", "POST", "[type]/$validate", "Task<OperationOutcome>", "T resource, string? profile = null") { Operation = "validate" },
        new("ValidateCodeAsync", "IValidateCodeEndpoint", "POST", "[type]/$validate-code", "Task<CodeValidation>", "string url, Coding coding")
            { Operation = "validate-code", ResourceTypes = "CodeSystem ValueSet" },
    };

    /// <summary>The members of the endpoint of a resource type: their places in <see cref="All"/>.</summary>
    public static EquatableArray<int> Of(CapabilityJudge judge, string resourceType)
    {
        var members = new List<int>();
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].AppliesTo(resourceType) && judge.JudgeMember(resourceType, All[i]).IsSupported)
            {
                members.Add(i);
            }
        }

        return new(members);
    }

    /// <summary>The member that a call means, by its name and how many arguments it has; the first of the name where none takes so many, null where none has the name.</summary>
    public static EndpointMember? Find(string name, int arguments)
    {
        EndpointMember? first = null;
        foreach (var member in All)
        {
            if (member.Name == name)
            {
                if (member.RequiredArguments == arguments)
                {
                    return member;
                }

                first ??= member;
            }
        }

        return first;
    }
}
