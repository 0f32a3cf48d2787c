using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// A client whose platform is only known when the program runs: whatever a typed client can ask, this one can, for resource types by name. The same
/// judge refuses what the platform does not support, and answers are held against what was asked in the same way.
/// </summary>
/// <remarks>
/// Thread-safe. Every <see cref="FhirPlatformClient"/> is one. It grows with FHIR's RESTful API, so later versions may add members: use it, substitute it in
/// tests by a library that makes substitutes, but do not implement it by hand.
/// <para>
/// All methods that ask the server throw <see cref="FhirCapabilityException"/> where the platform does not support the request (nothing was sent),
/// <see cref="FhirResponseException"/> where the server refused, <see cref="FhirProtocolException"/> where its answer is about something else,
/// <see cref="FhirTransportException"/> and <see cref="FhirTimeoutException"/> where it did not get through, and <see cref="ArgumentException"/>
/// where a resource type, an id or a version has not the form of one.
/// </para>
/// </remarks>
public interface IFhirPlatformClient
{
    /// <summary>The platform.</summary>
    PlatformDescriptor Platform { get; }

    /// <summary>The way to the server below the client: requests and answers to the byte.</summary>
    FhirExchange Exchange { get; }

    /// <summary>What goes on between the client and its server at this moment: connections, requests, the circuit breaker.</summary>
    FhirPoolStatus GetPoolStatus();

    /// <summary>The server's base address; it ends with a slash.</summary>
    Uri BaseUrl { get; }

    /// <summary>Reads a resource: GET [type]/[id] (https://hl7.org/fhir/R4/http.html#read).</summary>
    /// <param name="resourceType">The resource type, for example <c>Patient</c>.</param>
    /// <param name="id">The resource's id: letters, digits, <c>-</c> and <c>.</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="FhirNotFoundException">There is no such resource.</exception>
    Task<Resource> ReadAsync(string resourceType, string id, CancellationToken cancellationToken = default);

    /// <summary>Reads a resource that may not be there: GET [type]/[id].</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="id">The resource's id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The resource, or null where the server says that it has none.</returns>
    Task<Resource?> TryReadAsync(string resourceType, string id, CancellationToken cancellationToken = default);

    /// <summary>Reads a version of a resource: GET [type]/[id]/_history/[vid] (https://hl7.org/fhir/R4/http.html#vread).</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="id">The resource's id.</param>
    /// <param name="versionId">The version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<Resource> VReadAsync(string resourceType, string id, string versionId, CancellationToken cancellationToken = default);

    /// <summary>Reads a resource where it is no longer at a version, by <c>If-None-Match</c> (https://hl7.org/fhir/R4/http.html#cread).</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="id">The resource's id.</param>
    /// <param name="versionId">The version that is known.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The resource, or null where it is still at that version.</returns>
    Task<Resource?> ReadIfNoneMatchAsync(string resourceType, string id, string versionId, CancellationToken cancellationToken = default);

    /// <summary>Reads a resource where it has changed since a moment, by <c>If-Modified-Since</c> (https://hl7.org/fhir/R4/http.html#cread).</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="id">The resource's id.</param>
    /// <param name="since">The moment; HTTP counts whole seconds.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The resource, or null where it has not changed.</returns>
    Task<Resource?> ReadIfModifiedSinceAsync(string resourceType, string id, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>
    /// The versions of one resource, of all of a type (without an id), or of the whole system (without a type), the latest first:
    /// GET [type]/[id]/_history (https://hl7.org/fhir/R4/http.html#history).
    /// </summary>
    /// <param name="resourceType">The resource type, or null for all.</param>
    /// <param name="id">The resource's id, or null for all of the type.</param>
    /// <returns>The versions; nothing is sent before they are asked for.</returns>
    /// <exception cref="ArgumentException">There is an id and no type.</exception>
    FhirSearch<Resource> History(string? resourceType = null, string? id = null);

    /// <summary>
    /// Searches by a relative address, for example <c>Patient?family=Smith</c>, already percent-encoded. The query is read and written anew, so
    /// that it is sent as it is judged: <c>%xx</c> is a byte of UTF-8, and everything else stands for itself (RFC 3986), a <c>+</c> too. The address of a
    /// further page, by a paging parameter that the platform declares (rule <c>paging_parameters</c>), is no search: it is sent to the byte.
    /// </summary>
    /// <param name="relativeUrl">The resource type, a question mark and the query.</param>
    /// <returns>The search; nothing is sent before its results are asked for.</returns>
    /// <exception cref="ArgumentException">
    /// The text is not of the form <c>Type?query</c>, or its query cannot be read: a <c>%</c> without its two digits, bytes that are not UTF-8, control
    /// characters, or a name with other characters than names have.
    /// </exception>
    FhirSearch<Resource> Search(string relativeUrl);

    /// <summary>Reads the page after one that was read before, by its <see cref="FhirSearchPage{T}.Continuation"/>.</summary>
    /// <param name="continuation">The continuation: it was given by a client of the same platform at the same base address, with the same key.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The next page, with the continuation after it.</returns>
    /// <exception cref="ArgumentException">The text is no such continuation. Nothing was sent: answer it as a wrong request (400).</exception>
    Task<FhirSearchPage<Resource>> ContinueAsync(string continuation, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the resources to which many references lead, with few requests: those of one type by searches for lists of ids (<c>_id=a,b,c</c>) where the platform takes
    /// them, and by reads elsewhere. A resource to which several references lead is asked for once. What a search does not give is read before it is said not to be there.
    /// </summary>
    /// <param name="references">
    /// The references (https://hl7.org/fhir/R4/references.html#literal): relative (<c>Patient/1</c>), absolute ones of this server, with a version
    /// (<c>Patient/1/_history/2</c>) or without. Others are not asked for; their results say so.
    /// </param>
    /// <param name="options">How many requests there may be, and how large; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>One result for each reference, in their order: the resource, or why there is none.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<FhirResolution> ResolveAsync(IEnumerable<string?> references, FhirResolveOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Counts the resources of each type, by a search for their number alone (<c>_summary=count</c>, https://hl7.org/fhir/R4/search.html#summary). What the judge refuses is not sent, and
    /// listed with the judge's reason; what fails is listed with its error, and takes nothing from the other types.
    /// </summary>
    /// <param name="options">Whose resources, and of which types; null for everybody's of all types that the platform declares searchable.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>A count for each type, or why there is none: a server that gives no total is never 0.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<FhirServerSummary> SummarizeAsync(FhirServerSummaryOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a resource: POST [type] (https://hl7.org/fhir/R4/http.html#create).</summary>
    /// <param name="resource">The resource; its type says where it goes.</param>
    /// <param name="cancellationToken">Cancels the request. What the server has already received may be carried out all the same.</param>
    Task<FhirWriteResult<Resource>> CreateAsync(Resource resource, CancellationToken cancellationToken = default);

    /// <summary>Creates a resource where none is found by criteria: POST [type] with <c>If-None-Exist</c> (https://hl7.org/fhir/R4/http.html#ccreate).</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="criteria">The criteria as a query of the resource's type, percent-encoded: <c>identifier=urn:mrn%7C12345</c>. It is read as <see cref="Search"/> reads one.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="FhirMultipleMatchesException">The criteria hold for more than one resource; nothing was created.</exception>
    Task<FhirWriteResult<Resource>> CreateIfNoneExistAsync(Resource resource, string criteria, CancellationToken cancellationToken = default);

    /// <summary>Updates a resource: PUT [type]/[id], with <c>If-Match</c> where it carries <c>meta.versionId</c> (https://hl7.org/fhir/R4/http.html#update).</summary>
    /// <param name="resource">The resource, with its id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="FhirConflictException">Somebody else changed the resource meanwhile (409 or 412).</exception>
    Task<FhirWriteResult<Resource>> UpdateAsync(Resource resource, CancellationToken cancellationToken = default);

    /// <summary>Updates the one resource for which criteria hold: PUT [type]?… (https://hl7.org/fhir/R4/http.html#cond-update).</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="criteria">The criteria, as of <see cref="CreateIfNoneExistAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="FhirMultipleMatchesException">The criteria hold for more than one resource; nothing was written.</exception>
    Task<FhirWriteResult<Resource>> ConditionalUpdateAsync(Resource resource, string criteria, CancellationToken cancellationToken = default);

    /// <summary>Patches a resource by JSON Patch: PATCH [type]/[id] (https://hl7.org/fhir/R4/http.html#patch, RFC 6902).</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="id">The resource's id.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<FhirWriteResult<Resource>> PatchAsync(string resourceType, string id, JsonPatch patch, CancellationToken cancellationToken = default);

    /// <summary>Patches a resource by FHIRPath Patch: PATCH [type]/[id] (https://hl7.org/fhir/R4/fhirpatch.html).</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="id">The resource's id.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<FhirWriteResult<Resource>> PatchAsync(string resourceType, string id, FhirPathPatch patch, CancellationToken cancellationToken = default);

    /// <summary>Deletes a resource: DELETE [type]/[id] (https://hl7.org/fhir/R4/http.html#delete). Deleting what is not there succeeds.</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="id">The resource's id.</param>
    /// <param name="versionId">The version that it must have, for <c>If-Match</c>; null for any.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="FhirConflictException">It has another version (409 or 412).</exception>
    Task DeleteAsync(string resourceType, string id, string? versionId = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes the one resource for which criteria hold: DELETE [type]?… (https://hl7.org/fhir/R4/http.html#cdelete). Where there is none, it succeeds.</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="criteria">The criteria, as of <see cref="CreateIfNoneExistAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="FhirMultipleMatchesException">The criteria hold for more than one resource; nothing was deleted.</exception>
    Task ConditionalDeleteAsync(string resourceType, string criteria, CancellationToken cancellationToken = default);

    /// <summary>Deletes every resource for which criteria hold: DELETE [type]?…, where the platform declares <c>multiple</c>.</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="criteria">The criteria, as of <see cref="CreateIfNoneExistAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task ConditionalDeleteMultipleAsync(string resourceType, string criteria, CancellationToken cancellationToken = default);

    /// <summary>Calls an operation by name, by POST: of the whole system (without a type), of a type, or of one resource (https://hl7.org/fhir/R4/operations.html).</summary>
    /// <param name="name">The operation's name, for example <c>validate</c>; a leading <c>$</c> is taken too.</param>
    /// <param name="parameters">The parameters, or null.</param>
    /// <param name="resourceType">The resource type, or null for an operation of the system.</param>
    /// <param name="id">The resource's id, or null for an operation of the type.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer: Parameters, or the one resource that the operation gives; null where there is none.</returns>
    /// <exception cref="ArgumentException">There is an id and no type.</exception>
    Task<Resource?> OperationAsync(
        string name, Parameters? parameters = null, string? resourceType = null, string? id = null, CancellationToken cancellationToken = default);

    /// <summary>Begins a batch: requests that are sent as one and carried out one by one.</summary>
    FhirBatch NewBatch();

    /// <summary>Begins a transaction: requests of which the server carries out all or none.</summary>
    FhirTransaction NewTransaction();

    /// <summary>Reads the bytes of a Binary (https://hl7.org/fhir/R4/binary.html). The answer is the caller's to dispose of.</summary>
    /// <param name="id">The Binary's id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<FhirDownload> DownloadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Reads what an attachment holds or leads to, where that is a Binary of this server. The answer is the caller's to dispose of.</summary>
    /// <param name="attachment">The attachment.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<FhirDownload> DownloadAsync(Attachment attachment, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends any request of FHIR's RESTful API by its method and its address below the base address (https://hl7.org/fhir/R4/http.html#summary). It is
    /// read, judged and sent as the method of this interface that it means would be: <c>PUT Patient/1</c> is <see cref="UpdateAsync"/>,
    /// <c>GET Patient?family=Smith</c> the first page of <see cref="Search"/>, and a Bundle to the base address has each of its entries judged.
    /// </summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="relativeUrl">The address below the base address, percent-encoded, for example <c>Patient/1/$everything?start=2025-01-01</c>; empty for the base address.</param>
    /// <param name="body">
    /// The body: the resource of a create or update, Parameters of an operation, of a patch Parameters (FHIRPath Patch) or a Binary that holds a JSON Patch, or a
    /// Bundle of type <c>batch</c> or <c>transaction</c>.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer. An error is an exception.</returns>
    /// <exception cref="ArgumentException">The body does not fit the request: it is missing, superfluous, or of another type or id than the address.</exception>
    Task<FhirResponse> SendAsync(HttpMethod method, string relativeUrl, Resource? body = null, CancellationToken cancellationToken = default);
}
