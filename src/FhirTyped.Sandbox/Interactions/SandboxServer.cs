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
        Refusals = new Refusals(platform.Judge, options.AnswersUndeclared);
        _searches = new SearchHandler(this);
        _reads = new ReadHandler(this);
        _writes = new WriteHandler(this, _searches);
        _histories = new HistoryHandler(this);
        _batches = new BatchHandler(this);
        _operations = new OperationHandler(this, _searches);
        _conformance = new ConformanceHandler(this);
    }

    public PlatformDescriptor Platform { get; }

    public CapabilityJudge Judge => Platform.Judge;

    public FhirSandboxOptions Options { get; }

    /// <summary>The base address; it ends with a slash.</summary>
    public string BaseUrl { get; }

    public ResourceStore Store { get; }

    public PageStore Pages { get; }

    public SearchMatcher Matcher { get; }

    public Refusals Refusals { get; }

    /// <summary>Whether the platform keeps versions of a type: only <c>no-version</c> says that it does not.</summary>
    public bool IsVersioned(string resourceType) => Platform.Manifest.FindResource(resourceType)?.Versioning != "no-version";

    /// <summary>Answers a request; whatever is wrong with it becomes an OperationOutcome.</summary>
    public SandboxReply Answer(SandboxMessage message, SandboxRoute? route)
    {
        try
        {
            return AnswerRoute(message, route ?? throw new RefusedException(
                HttpStatusCode.NotFound, IssueType.NotFound, "This is no address of FHIR's RESTful API (https://hl7.org/fhir/R4/http.html)."));
        }
        catch (RefusedException refused)
        {
            var reply = SandboxReply.Of(refused);
            return refused.Status == HttpStatusCode.MethodNotAllowed ? reply with { Allow = AllowedMethods(message) } : reply;
        }
    }

    private SandboxReply AnswerRoute(SandboxMessage message, SandboxRoute route)
    {
        CheckFormat(message);
        if (route.Interaction is not ("search-type" or "batch"))
        {
            Refusals.ThrowIfRefused(route.ResourceType, Judge.JudgeRequest(message.Method, message.RelativeUrl, message.IfMatch is not null));
        }

        return route.Interaction switch
        {
            "read" => _reads.Read(message, route),
            "vread" => _reads.VRead(route),
            "search-type" => _searches.Search(message, route),
            "create" => _writes.Create(message, route),
            "update" => _writes.Update(message, route),
            "patch" => _writes.Patch(message, route),
            "delete" => _writes.Delete(message, route),
            "conditional-update" => _writes.ConditionalUpdate(message, route),
            "conditional-delete" => _writes.ConditionalDelete(message, route),
            "history-instance" or "history-type" or "history-system" => _histories.History(message, route),
            "batch" => _batches.Run(message),
            "operation" => _operations.Call(message, route),
            "capabilities" => _conformance.Metadata(),
            "smart-configuration" => _conformance.SmartConfiguration(),
            _ => throw new RefusedException(HttpStatusCode.NotImplemented, IssueType.NotSupported,
                "The platform declares this, but the sandbox does not carry it out."),
        };
    }

    private static void CheckFormat(SandboxMessage message)
    {
        var asked = SearchQuery.Parse("", message.Query).Criteria.FirstOrDefault(static criterion => criterion.Name == "_format")
            is { Values: [var value, ..] } ? value.Escaped! : message.Accept ?? "";
        if (asked.Length > 0 && !asked.Contains("json", StringComparison.OrdinalIgnoreCase) && !asked.Contains("*/*", StringComparison.Ordinal)
            && !asked.Contains("application/*", StringComparison.Ordinal))
        {
            throw new RefusedException(HttpStatusCode.NotAcceptable, IssueType.NotSupported, "The sandbox answers in JSON only.");
        }
    }

    /// <summary>The methods that the platform takes at an address (RFC 9110 wants them beside a 405).</summary>
    private string AllowedMethods(SandboxMessage message) => string.Join(", ", ((string[])["GET", "POST", "PUT", "PATCH", "DELETE"])
        .Where(method => SandboxRoute.Find(message with { Method = method }) is not null
            && Judge.JudgeRequest(method, message.RelativeUrl, hasVersion: true).All(static verdict => verdict.Support != CapabilitySupport.Unsupported)));
}
