using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

// The requests that a batch or transaction can hold.
public abstract partial class FhirBundleRequest
{
    /// <summary>Adds a read: GET [type]/[id].</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="id">The id.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    public FhirBundleEntry<T> Read<T>(string id)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var description = "GET " + T.ResourceType;
        return Add<T>(
            new(description, T.ResourceType, () => Judge<T>(FhirInteraction.Read), () => Entry(HttpVerb.GET, T.ResourceType + "/" + id)) { Id = id },
            answer => (T)ReadAnswer.Expect(description, answer, T.ResourceType, id));
    }

    /// <summary>Adds a search: GET [type]?…</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="search">The search, of the same client: <c>batch.Search(epic.Patient.Search(q => …))</c>. Its result is the first page.</param>
    /// <exception cref="ArgumentException">The search is of another client, or is to be sent by POST.</exception>
    public FhirBundleEntry<FhirSearchPage<T>> Search<T>(FhirSearch<T> search)
        where T : Resource
    {
        ThrowIfForeign(search, nameof(search));
        if (search.Request.IsPost)
        {
            throw new ArgumentException("A search in a bundle goes by GET: its criteria travel in the body of the bundle all the same.", nameof(search));
        }

        return Keep(new FhirBundleEntry<FhirSearchPage<T>>(
            this,
            new("GET " + search.ResourceType + " search", search.ResourceType, () => search.Request.Guard(search.Request.Criteria), () => Entry(HttpVerb.GET, search.RelativeUrl))
            {
                IsSearch = true,
            },
            search.ReadPage));
    }

    /// <summary>Adds a create: POST [type].</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="resource">The resource. It may be changed until the bundle is sent.</param>
    public FhirBundleEntry<T> Create<T>(T resource)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        var fullUrl = NewFullUrl();
        return Add<T>(
            new("POST " + T.ResourceType, T.ResourceType, () => Judge<T>(FhirInteraction.Create), () => Entry(HttpVerb.POST, T.ResourceType, resource, fullUrl))
            {
                Target = fullUrl,
            },
            answer => WriteAnswer.Read("POST " + T.ResourceType, answer, T.ResourceType, id: null, resource).Resource);
    }

    /// <summary>Adds a conditional create: POST [type] with <c>ifNoneExist</c> (https://hl7.org/fhir/R4/http.html#ccreate).</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="resource">The resource. It may be changed until the bundle is sent.</param>
    /// <param name="ifNoneExist">The criteria as a search of the same client: <c>epic.Patient.Search(q => q.Identifier.Is(system, value))</c>.</param>
    /// <exception cref="ArgumentException">The search is of another client.</exception>
    public FhirBundleEntry<T> Create<T>(T resource, FhirSearch<T> ifNoneExist)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        ThrowIfNoCriteria(ifNoneExist, nameof(ifNoneExist));
        var fullUrl = NewFullUrl();
        return Add<T>(
            new("POST " + T.ResourceType + " if none exist", T.ResourceType, () => JudgeCriteria(ConditionalSupport.Create, ifNoneExist), () =>
            {
                var entry = Entry(HttpVerb.POST, T.ResourceType, resource, fullUrl);
                entry.Request!.IfNoneExist = ifNoneExist.Request.Query;
                return entry;
            })
            { Target = fullUrl, HasCriteria = true },
            answer => WriteAnswer.Read(
                "POST " + T.ResourceType + " if none exist", answer, T.ResourceType, id: null, answer.StatusCode == System.Net.HttpStatusCode.Created ? resource : null).Resource);
    }

    /// <summary>Adds an update: PUT [type]/[id], with <c>ifMatch</c> where the resource carries <c>meta.versionId</c>.</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="resource">The resource, with its id. It may be changed until the bundle is sent, but for its id.</param>
    /// <exception cref="ArgumentException">The resource has no valid id.</exception>
    public FhirBundleEntry<T> Update<T>(T resource)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        FhirId.ThrowIfInvalid(resource.Id, nameof(resource));
        var address = T.ResourceType + "/" + resource.Id;
        return Add<T>(
            new("PUT " + T.ResourceType, T.ResourceType, () => JudgeUpdate(resource), () => Entry(
                HttpVerb.PUT, address, resource, _exchange.AddressOf(address).AbsoluteUri, WriteRequest.VersionOf(resource, nameof(resource))))
            {
                Id = resource.Id,
                Target = address,
            },
            answer => WriteAnswer.Read("PUT " + T.ResourceType, answer, T.ResourceType, resource.Id, resource).Resource);
    }

    /// <summary>Adds a conditional update: PUT [type]?… (https://hl7.org/fhir/R4/http.html#cond-update).</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="resource">The resource. It may be changed until the bundle is sent.</param>
    /// <param name="criteria">The criteria as a search of the same client.</param>
    /// <exception cref="ArgumentException">The search is of another client.</exception>
    public FhirBundleEntry<T> Update<T>(T resource, FhirSearch<T> criteria)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        ThrowIfNoCriteria(criteria, nameof(criteria));
        var fullUrl = NewFullUrl();
        return Add<T>(
            new("PUT " + T.ResourceType + " by criteria", T.ResourceType, () => JudgeUpdate(resource, criteria),
                () => Entry(HttpVerb.PUT, criteria.RelativeUrl, resource, fullUrl)) { Target = fullUrl, HasCriteria = true },
            answer => WriteAnswer.Read("PUT " + T.ResourceType + " by criteria", answer, T.ResourceType, resource.Id, resource).Resource);
    }

    /// <summary>Adds a patch by FHIRPath Patch: PATCH [type]/[id] (https://hl7.org/fhir/R4/http.html#patch).</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="patch">The changes.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    public FhirBundleEntry<T> Patch<T>(string id, FhirPathPatch patch)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(patch);
        return AddPatch<T>(id, PatchKind.FhirPathPatch, nameof(FhirPathPatch), patch.ToParameters, () => patch.VersionId);
    }

    /// <summary>Adds a patch by JSON Patch, which travels in a Binary: PATCH [type]/[id] (https://hl7.org/fhir/R4/http.html#patch).</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="patch">The changes.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    public FhirBundleEntry<T> Patch<T>(string id, JsonPatch patch)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(patch);
        return AddPatch<T>(
            id, PatchKind.JsonPatch, nameof(JsonPatch),
            () => new Binary { ContentType = FhirMediaTypes.JsonPatch, Data = Convert.ToBase64String(patch.ToUtf8Bytes()) },
            () => patch.VersionId);
    }

    /// <summary>Adds a delete: DELETE [type]/[id].</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="id">The id.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    public FhirBundleEntry Delete<T>(string id)
        where T : Resource, IFhirResource<T> => AddDelete<T>(id, null);

    /// <summary>Adds a delete of a resource as it was read: DELETE [type]/[id], with <c>ifMatch</c> where it carries <c>meta.versionId</c>.</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="resource">The resource, with its id.</param>
    /// <exception cref="ArgumentException">The resource has no valid id.</exception>
    public FhirBundleEntry Delete<T>(T resource)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        return AddDelete<T>(resource.Id!, WriteRequest.VersionOf(resource, nameof(resource)));
    }

    /// <summary>
    /// Adds a conditional delete of one match at most: DELETE [type]?… (https://hl7.org/fhir/R4/http.html#cdelete). Where the platform declares
    /// <c>multiple</c> it would delete every match, and is refused: <see cref="DeleteMultiple{T}"/> says so.
    /// </summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="criteria">The criteria as a search of the same client.</param>
    /// <exception cref="ArgumentException">The search is of another client.</exception>
    public FhirBundleEntry Delete<T>(FhirSearch<T> criteria)
        where T : Resource, IFhirResource<T> => AddDelete(criteria, ConditionalSupport.DeleteSingle);

    /// <summary>Adds a conditional delete of every match: DELETE [type]?… (https://hl7.org/fhir/R4/http.html#cdelete), where the platform declares <c>multiple</c>.</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="criteria">The criteria as a search of the same client.</param>
    /// <exception cref="ArgumentException">The search is of another client.</exception>
    public FhirBundleEntry DeleteMultiple<T>(FhirSearch<T> criteria)
        where T : Resource, IFhirResource<T> => AddDelete(criteria, ConditionalSupport.DeleteMultiple);

    private FhirBundleEntry AddDelete<T>(FhirSearch<T> criteria, ConditionalSupport support)
        where T : Resource, IFhirResource<T>
    {
        ThrowIfNoCriteria(criteria, nameof(criteria));
        return Add(new(
            "DELETE " + T.ResourceType + " by criteria", T.ResourceType, () => JudgeCriteria(support, criteria),
            () => Entry(HttpVerb.DELETE, criteria.RelativeUrl)) { HasCriteria = true });
    }

    private FhirBundleEntry<T> AddPatch<T>(string id, PatchKind kind, string name, Func<Resource> body, Func<string?> versionId)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var address = T.ResourceType + "/" + id;
        var description = "PATCH " + T.ResourceType;
        string? Version() => EntityTags.RequireVersion(versionId(), name + ".VersionId", "patch");
        return Add<T>(
            new(description, T.ResourceType,
                () => _exchange.Guard(_exchange.Judge.JudgePatch(T.ResourceType, kind, Version() is not null), description),
                () => Entry(HttpVerb.PATCH, address, body(), version: Version())) { Id = id, Target = address },
            answer => WriteAnswer.Read<T>(description, answer, T.ResourceType, id, sent: null).Resource);
    }

    private FhirBundleEntry AddDelete<T>(string id, string? version)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        return Add(new(
            "DELETE " + T.ResourceType, T.ResourceType, () => JudgeWrite<T>(FhirInteraction.Delete, version),
            () => Entry(HttpVerb.DELETE, T.ResourceType + "/" + id, version: version)) { Id = id });
    }

    private FhirBundleEntry<T> Add<T>(BundleRequestPlan plan, Func<FhirAnswer, T?> read)
        where T : Resource => Keep(new FhirBundleEntry<T>(this, plan, read));

    private FhirBundleEntry Add(BundleRequestPlan plan) => Keep(new FhirBundleEntry(this, plan));

    private TEntry Keep<TEntry>(TEntry entry)
        where TEntry : FhirBundleEntry
    {
        _entries.Add(entry);
        return entry;
    }

    private void Judge<T>(FhirInteraction interaction)
        where T : Resource, IFhirResource<T> =>
        _exchange.Guard(_exchange.Judge.JudgeInteraction(T.ResourceType, interaction), interaction.ToCode() + " " + T.ResourceType);

    private void JudgeWrite<T>(FhirInteraction interaction, string? version)
        where T : Resource, IFhirResource<T> => _exchange.Guard(
            _exchange.Judge.JudgeWrite(T.ResourceType, interaction, version is not null), interaction.ToCode() + " " + T.ResourceType);

    private void JudgeUpdate<T>(T resource)
        where T : Resource, IFhirResource<T>
    {
        JudgeWrite<T>(FhirInteraction.Update, WriteRequest.VersionOf(resource, nameof(resource)));
        _exchange.GuardContent(resource, "update " + T.ResourceType);
    }

    private void JudgeUpdate<T>(T resource, FhirSearch<T> criteria)
        where T : Resource, IFhirResource<T>
    {
        JudgeCriteria(ConditionalSupport.Update, criteria);
        _exchange.GuardContent(resource, "conditional " + T.ResourceType);
    }

    private void JudgeCriteria<T>(ConditionalSupport support, FhirSearch<T> criteria)
        where T : Resource, IFhirResource<T> => _exchange.GuardConditional(T.ResourceType, support, criteria.Request.Query ?? "", "conditional " + T.ResourceType);

    private void ThrowIfForeign<T>(FhirSearch<T> search, string parameterName)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(search, parameterName);
        // A client of one of several platforms shares the exchange of the platform's own.
        if (!ReferenceEquals(search.Request.Exchange, _exchange))
        {
            throw new ArgumentException("The search is of another client.", parameterName);
        }
    }

    private void ThrowIfNoCriteria<T>(FhirSearch<T> search, string parameterName)
        where T : Resource
    {
        ThrowIfForeign(search, parameterName);
        if (!search.Request.IsTypeSearch || search.Request.Filter is not null)
        {
            throw new ArgumentException("Criteria are a search that the server can carry out: no history, no operation, no local filter.", parameterName);
        }
    }

    private static string NewFullUrl() => "urn:uuid:" + Guid.NewGuid().ToString("D");

    private static BundleEntry Entry(HttpVerb method, string url, Resource? resource = null, string? fullUrl = null, string? version = null) => new()
    {
        FullUrl = fullUrl,
        Resource = resource,
        Request = new BundleEntryRequest { Method = method, Url = url, IfMatch = EntityTags.Of(version) },
    };
}
