using System.Globalization;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Operations: https://hl7.org/fhir/R4/operations.html. Which of them the platform has is the judge's word; these the sandbox carries out.</summary>
internal sealed class OperationHandler(SandboxServer server, SearchHandler searches)
{
    public SandboxReply Call(SandboxMessage message, FhirRoute route)
    {
        if (route.Operation == "export" && !message.IsEntry)
        {
            return server.Exports.Begin(message, route);
        }

        var input = OperationInput.Read(message);
        var terminology = new Terminology(StateFor(message));
        return (route.ResourceType, route.Operation) switch
        {
            ("Patient" or "Encounter", "everything") when route.Id.Length > 0 => Everything(message, route, input),
            ("Observation", "lastn") => Lastn(message, input),
            ("DocumentReference", "docref") => Docref(message, input),
            ("Patient", "match") => Match(message, input),
            ("CodeSystem", "lookup") => Reply(terminology.Lookup(CodingOf(input))),
            ("CodeSystem" or "ValueSet", "validate-code") => Reply(terminology.Validate(route.ResourceType, input.Required("url"), CodingOf(input))),
            ("ConceptMap", "translate") => Reply(terminology.Translate(CodingOf(input), input.Text("url"), input.Text("targetsystem"))),
            ("ValueSet", "expand") => Reply(terminology.Expand(
                input.Required("url"), input.Text("filter"), input.Number("offset") ?? 0, input.Number("count"), server.Options.Clock.GetUtcNow())),
            (_, "validate") => Validate(route, input),
            _ => throw new RefusedException(HttpStatusCode.NotImplemented, IssueType.NotSupported,
                "The platform declares this operation, but the sandbox does not carry it out."),
        };
    }

    /// <summary>In a transaction, what its other entries have written.</summary>
    private StoreState StateFor(SandboxMessage message) => server.StateFor(message, Access.Reading);

    private SandboxReply Everything(SandboxMessage message, FhirRoute route, OperationInput input)
    {
        var state = StateFor(message);
        var focus = state.Find(route.ResourceType, route.Id) ?? throw ReadHandler.NotFound(route.ResourceType);
        ReadHandler.ThrowIfDeleted(focus);
        var since = input.Text("_since") is not { } text ? (DateTimeOffset?)null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
            : throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Value, "The parameter '_since' is not a moment.");
        var found = EverythingFinder.Find(state, focus, input.Text("_type")?.Split(',') ?? [], since);
        return searches.Reply(message, found, message.Path, route.ResourceType, message.Query, input.Number("_count"));
    }

    /// <summary>The newest of each code: codes are the same where one coding is.</summary>
    private SandboxReply Lastn(SandboxMessage message, OperationInput input)
    {
        var criteria = string.Join('&', message.Query.Split('&').Where(static pair => !pair.StartsWith("max=", StringComparison.Ordinal)));
        var newest = searches.FindAll(message.Access, StateFor(message), "Observation", criteria)
            .OrderByDescending(static version => Moment((Observation)version.Resource!), StringComparer.Ordinal)
            .GroupBy(static version => CodeOf((Observation)version.Resource!), StringComparer.Ordinal)
            .SelectMany(group => group.Take(input.Number("max") ?? 1));
        return searches.Reply(message, [.. newest], message.Path, "Observation", message.Query, null);
    }

    private SandboxReply Docref(SandboxMessage message, OperationInput input)
    {
        var query = "patient=" + Uri.EscapeDataString(input.Required("patient"));
        query += input.Text("type") is { } type ? "&type=" + Uri.EscapeDataString(type) : "";
        query += input.Text("start") is { } start ? "&date=ge" + Uri.EscapeDataString(start) : "";
        query += input.Text("end") is { } end ? "&date=le" + Uri.EscapeDataString(end) : "";
        var criteria = SearchQuery.Parse("DocumentReference", query).Criteria;
        if (criteria.Any(criterion => CriterionMatcher.FindProblem(server.Matcher, "DocumentReference", criterion) is not null))
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Value, "A parameter of the operation has not the form of its type.");
        }

        var found = server.Finder.Find(StateFor(message), "DocumentReference", criteria);
        return searches.Reply(message, [.. found], message.Path, "DocumentReference", message.Query, null);
    }

    private SandboxReply Match(SandboxMessage message, OperationInput input)
    {
        if (input.Resource is not Patient known)
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Required, "The operation needs a Patient as the parameter 'resource'.");
        }

        var matches = PatientMatcher.Find(StateFor(message), known);
        if (input.IsTrue("onlyCertainMatches"))
        {
            matches = matches is [var only, ..] && only.Score == 1 && matches.Count(static match => match.Score == 1) == 1 ? [only] : [];
        }

        var bundle = new BundleWriter("searchset") { Total = matches.Count };
        foreach (var (version, score) in matches.Take(input.Number("count") ?? int.MaxValue))
        {
            bundle.Entries.Add(new(searches.FullUrl(version), version.Json, "match") { Score = score });
        }

        return new SandboxReply(HttpStatusCode.OK) { Body = bundle.Write(server.Options.Clock.GetUtcNow()) };
    }

    /// <summary>What the model itself knows of a resource: whoever got here has sent one that can be read.</summary>
    private static SandboxReply Validate(FhirRoute route, OperationInput input)
    {
        if (input.Resource is not { } resource)
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Required, "The operation needs a resource.");
        }

        if (route.ResourceType.Length > 0 && resource.TypeName != route.ResourceType)
        {
            return Reply(OperationOutcome.Of(IssueSeverity.Error, IssueType.Invalid, "The resource is a " + resource.TypeName + "."));
        }

        FhirJson.TryRead<Resource>(FhirJson.ToUtf8Bytes(resource), out _, out var issues);
        var outcome = new OperationOutcome();
        foreach (var issue in issues)
        {
            outcome.Issue.Add(new()
            {
                Severity = issue.Severity == FhirFormatSeverity.Warning ? IssueSeverity.Warning : IssueSeverity.Error,
                Code = issue.Code == FhirFormatCode.MissingElement ? IssueType.Required : IssueType.Invalid,
                Diagnostics = issue.ToString(),
            });
        }

        return Reply(outcome.Issue.Count > 0 ? outcome : OperationOutcome.Of(IssueSeverity.Information, IssueType.Informational, "Nothing is wrong with it."));
    }

    private static Coding CodingOf(OperationInput input) => input.Coding
        ?? throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Required, "The operation needs a coding.");

    private static string Moment(Observation observation) => observation.Effective switch
    {
        DateTimeElement moment => moment.Text ?? "",
        InstantElement instant => instant.Text ?? "",
        Period period => (period.Start ?? period.End)?.ToString() ?? "",
        _ => "",
    };

    private static string CodeOf(Observation observation) => observation.Code is { Coding: [var first, ..] }
        ? first.System + "|" + first.Code
        : observation.Code?.Text ?? "";

    private static SandboxReply Reply(Resource resource) => SandboxReply.Of(HttpStatusCode.OK, resource);
}
