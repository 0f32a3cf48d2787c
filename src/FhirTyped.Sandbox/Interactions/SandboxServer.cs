using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// Answers requests as the platform does. Whether it does something at all is the judge's word; here is only what it then does.
/// </summary>
internal sealed class SandboxServer
{
    private readonly ReadHandler _reads;
    private readonly WriteHandler _writes;
    private readonly SearchHandler _searches;
    private readonly HistoryHandler _histories;
    private readonly BatchHandler _batches;
    private readonly OperationHandler _operations;
    private readonly ConformanceHandler _conformance;

    public SandboxServer(PlatformDescriptor platform, FhirSandboxOptions options, string baseUrl)
    {
        Platform = platform;
        Options = options;
        BaseUrl = baseUrl;
        Store = new ResourceStore(options.Clock, IsVersioned);
        Pages = new PageStore(options.Clock, options.PageLifetime);
        Matcher = new SearchMatcher(baseUrl, options.Clock);
        Finder = new ResourceFinder(Matcher, new SearchIndexes(Matcher, () => Store.State));
        Refusals = new Refusals(platform.Judge, options.AnswersUndeclared);
        _searches = new SearchHandler(this);
        _reads = new ReadHandler(this);
        _writes = new WriteHandler(this, _searches);
        _histories = new HistoryHandler(this);
        _batches = new BatchHandler(this, _writes, _searches);
        _operations = new OperationHandler(this, _searches);
        _conformance = new ConformanceHandler(this);
        Exports = new BulkExports(this);
    }

    public PlatformDescriptor Platform { get; }

    public CapabilityJudge Judge => Platform.Judge;

    public FhirSandboxOptions Options { get; }

    /// <summary>The base address; it ends with a slash.</summary>
    public string BaseUrl { get; }

    public ResourceStore Store { get; }

    public PageStore Pages { get; }

    public SearchMatcher Matcher { get; }

    public ResourceFinder Finder { get; }

    public Refusals Refusals { get; }

    /// <summary>The exports that run, or are done.</summary>
    public BulkExports Exports { get; }

    /// <summary>Whether requests need a token.</summary>
    public bool RequiresToken => Authorization is not null || AsksForToken;

    /// <summary>Whether requests need the one token of <see cref="FhirSandbox.RequireAuthorization"/>.</summary>
    public bool AsksForToken { get; set; }

    /// <summary>Whether the platform keeps versions of a type: only <c>no-version</c> says that it does not.</summary>
    public bool IsVersioned(string resourceType) => Platform.Manifest.FindResource(resourceType)?.Versioning != "no-version";

    /// <summary>The store as far as the sender of a request may do any of some things with its resources; in a transaction, as its entries leave it.</summary>
    public StoreState StateFor(SandboxMessage message, SmartScopePermissions any) => message.Access.View(message.Draft?.Whole ?? Store.State, any);

    /// <summary>The authorization server; null where clients need no token of it.</summary>
    public AuthorizationServer? Authorization { get; set; }

    /// <summary>Answers a request; whatever is wrong with it becomes an OperationOutcome.</summary>
    public SandboxReply Answer(SandboxMessage message, FhirRoute route)
    {
        try
        {
            return CarryOut(message, route);
        }
        catch (RefusedException refused)
        {
            var reply = SandboxReply.Of(refused);
            return refused.Status == HttpStatusCode.MethodNotAllowed ? reply with { Allow = AllowedMethods(message) } : reply;
        }
    }

    /// <summary>Carries out a request.</summary>
    /// <exception cref="RefusedException">The platform refuses it.</exception>
    public SandboxReply CarryOut(SandboxMessage message, FhirRoute route)
    {
        Check(message, route);
        message.Access.Demand(route);
        return route.Kind switch
        {
            FhirRouteKind.Read => _reads.Read(message, route),
            FhirRouteKind.VRead => _reads.VRead(message, route),
            FhirRouteKind.SearchType => _searches.Search(message, route),
            FhirRouteKind.Create => _writes.Create(message, route),
            FhirRouteKind.Update => _writes.Update(message, route),
            FhirRouteKind.ConditionalUpdate => _writes.ConditionalUpdate(message, route),
            FhirRouteKind.Patch => _writes.Patch(message, route),
            FhirRouteKind.ConditionalPatch => _writes.ConditionalPatch(message, route),
            FhirRouteKind.Delete => _writes.Delete(message, route),
            FhirRouteKind.ConditionalDelete => _writes.ConditionalDelete(message, route),
            FhirRouteKind.HistoryInstance or FhirRouteKind.HistoryType or FhirRouteKind.HistorySystem => _histories.History(message, route),
            FhirRouteKind.Batch => _batches.Run(message),
            FhirRouteKind.Operation => _operations.Call(message, route),
            FhirRouteKind.Capabilities => _conformance.Metadata(),
            FhirRouteKind.SmartConfiguration => _conformance.SmartConfiguration(),
            _ => throw new RefusedException(HttpStatusCode.NotImplemented, IssueType.NotSupported,
                "The platform declares this, but the sandbox does not carry it out."),
        };
    }

    /// <summary>Whether the platform takes a request at all.</summary>
    /// <exception cref="RefusedException">It does not.</exception>
    public void Check(SandboxMessage message, FhirRoute route)
    {
        CheckFormat(message);
        if (route.Kind == FhirRouteKind.None)
        {
            var problem = "This is no request of FHIR's RESTful API (https://hl7.org/fhir/R4/http.html): " + route.Problem + ".";
            throw AllowedMethods(message).Length > 0
                ? new RefusedException(HttpStatusCode.MethodNotAllowed, IssueType.NotSupported, problem)
                : new RefusedException(HttpStatusCode.NotFound, IssueType.NotFound, problem);
        }

        if (route.Kind is not (FhirRouteKind.SearchType or FhirRouteKind.Batch))
        {
            // Whether an update needs a version depends on what is there.
            var hasVersion = message.IfMatch is not null || route.Kind == FhirRouteKind.Update;
            Refusals.ThrowIfRefused(route.ResourceType, Judge.JudgeRequest(route, out _, hasVersion, contentType: message.ContentType));
        }
    }

    private void CheckFormat(SandboxMessage message)
    {
        if (!AnswerFormat.TryFind(message, Options.Formats, out _))
        {
            throw new RefusedException(HttpStatusCode.NotAcceptable, IssueType.NotSupported, Options.Formats.Count == 0
                ? "The sandbox answers in JSON only."
                : "The sandbox answers in JSON, and in " + string.Join(", ", Options.Formats.Select(static format => format.MediaType)) + ".");
        }
    }

    /// <summary>The methods that the platform takes at an address (RFC 9110 wants them beside a 405).</summary>
    private string AllowedMethods(SandboxMessage message) => string.Join(", ", ((string[])["GET", "POST", "PUT", "PATCH", "DELETE"])
        .Where(method => Judge.JudgeRequest(method, message.Url, hasVersion: true).All(static verdict => verdict.Support != CapabilitySupport.Unsupported)));
}
