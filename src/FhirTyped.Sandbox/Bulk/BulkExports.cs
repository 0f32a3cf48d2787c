using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// Exports: https://hl7.org/fhir/uv/bulkdata/STU2/export.html. Whether the platform has <c>$export</c> is the judge's word. One runs at a time for each client and target, as at Epic.
/// </summary>
internal sealed class BulkExports(SandboxServer server)
{
    private const string Status = "/bulk/status/";
    private const string Files = "/bulk/files/";
    private const int MostJobs = 100;

    private readonly ConcurrentDictionary<string, ExportJob> _jobs = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private DateTimeOffset Now => server.Options.Clock.GetUtcNow();

    private string Root => new Uri(server.BaseUrl).GetLeftPart(UriPartial.Authority);

    /// <summary>What a path is, for the list of requests: <c>export-status</c> or <c>export-file</c>; empty where it is neither.</summary>
    public static string EndpointOf(string path) => path.StartsWith(Status, StringComparison.Ordinal) ? "export-status" : path.StartsWith(Files, StringComparison.Ordinal) ? "export-file" : "";

    /// <summary>Begins an export.</summary>
    /// <exception cref="RefusedException">It cannot be carried out.</exception>
    public SandboxReply Begin(SandboxMessage message, FhirRoute route)
    {
        if (!message.Preferences.RespondsAsync)
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Invalid, "An export is asked for with 'Prefer: respond-async'.");
        }

        var input = ExportInput.Read(message);
        foreach (var type in input.Types)
        {
            server.Refusals.ThrowIfRefused(type, server.Judge.JudgeResource(type));
        }

        foreach (var filter in input.Filters)
        {
            server.Refusals.ThrowIfRefused(filter.ResourceType, server.Judge.JudgeSearch(filter));
        }

        var state = server.StateFor(message, Access.Reading);
        var files = FilesOf(new ExportSelection(server, state, input, PatientsOf(route, state, input)), input);
        var now = Now;
        var job = new ExportJob(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), message.Access.Key, message.Path, server.BaseUrl + message.Url.TrimStart('/'), now, now + server.Options.ExportDuration, files);
        lock (_lock)
        {
            if (_jobs.Values.FirstOrDefault(other => other.Owner == job.Owner && other.Target == job.Target && other.Ready > now) is { } running)
            {
                return SandboxReply.Of(new RefusedException(HttpStatusCode.TooManyRequests, IssueType.Throttled, "An export of the same is running already.")) with { RetryAfter = running.Ready - now };
            }

            foreach (var old in _jobs.Values.OrderBy(static one => one.Started).Take(_jobs.Count - MostJobs + 1))
            {
                _jobs.TryRemove(old.Id, out _);
            }

            _jobs[job.Id] = job;
        }

        return new SandboxReply(HttpStatusCode.Accepted) { ContentLocation = Root + Status + job.Id };
    }

    /// <summary>Answers a request for the state of an export, for its end, or for one of its files.</summary>
    /// <param name="method">The HTTP method, in capitals.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="access">What the sender may do.</param>
    /// <param name="range">The header <c>Range</c>, or null.</param>
    /// <param name="ifRange">The header <c>If-Range</c>, or null.</param>
    public SandboxReply Answer(string method, string target, Access access, string? range, string? ifRange)
    {
        try
        {
            var parts = target.Split('?', 2);
            var isStatus = parts[0].StartsWith(Status, StringComparison.Ordinal);
            var names = parts[0][(isStatus ? Status : Files).Length..].Split('/');
            if (!_jobs.TryGetValue(names[0], out var job) || job.Owner != access.Key || names.Length != (isStatus ? 1 : 2))
            {
                throw new RefusedException(HttpStatusCode.NotFound, IssueType.NotFound, "There is no such export, or no more.");
            }

            return (method, isStatus) switch
            {
                ("GET" or "HEAD", true) => StatusOf(job),
                ("DELETE", true) => End(job),
                ("GET" or "HEAD", false) => FileOf(job, names[1], parts.Length > 1 ? parts[1] : "", range, ifRange),
                _ => throw new RefusedException(HttpStatusCode.MethodNotAllowed, IssueType.NotSupported, "An export is asked for, or deleted."),
            };
        }
        catch (RefusedException refused)
        {
            return SandboxReply.Of(refused) with { Allow = refused.Status == HttpStatusCode.MethodNotAllowed ? "GET, DELETE" : null };
        }
    }

    private SandboxReply End(ExportJob job)
    {
        _jobs.TryRemove(job.Id, out _);
        return new SandboxReply(HttpStatusCode.Accepted);
    }

    private SandboxReply StatusOf(ExportJob job)
    {
        var now = Now;
        if (now < job.Ready)
        {
            var percent = (int)(100 * ((now - job.Started) / (job.Ready - job.Started)));
            return new SandboxReply(HttpStatusCode.Accepted) { Progress = percent.ToString(CultureInfo.InvariantCulture) + "%", RetryAfter = TimeSpan.FromSeconds(1) };
        }

        var until = (now + server.Options.ExportLinkLifetime).ToUnixTimeMilliseconds();
        JsonArray List(string name) => [.. job.Files.Index().Where(file => file.Item.List == name).Select(file => (JsonNode)new JsonObject
        {
            ["type"] = file.Item.Type,
            ["url"] = string.Create(CultureInfo.InvariantCulture, $"{Root}{Files}{job.Id}/{file.Index}?until={until}"),
            ["count"] = file.Item.Lines.Count,
        })];
        var manifest = new JsonObject
        {
            ["transactionTime"] = new FhirInstant(job.Started).ToString(),
            ["request"] = job.Request,
            ["requiresAccessToken"] = server.RequiresToken,
            ["output"] = List("output"),
            ["error"] = List("error"),
            ["deleted"] = List("deleted"),
        };
        return new SandboxReply(HttpStatusCode.OK) { Body = System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString()), ContentType = "application/json" };
    }

    private SandboxReply FileOf(ExportJob job, string name, string query, string? range, string? ifRange)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= job.Files.Count || Now < job.Ready)
        {
            throw new RefusedException(HttpStatusCode.NotFound, IssueType.NotFound, "There is no such file.");
        }

        if (!query.StartsWith("until=", StringComparison.Ordinal) || !long.TryParse(query["until=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            || until < Now.ToUnixTimeMilliseconds())
        {
            throw new RefusedException(HttpStatusCode.Forbidden, IssueType.Expired, "The link has expired: ask for the export's state anew.");
        }

        var content = job.Files[index].Content();
        var reply = new SandboxReply(HttpStatusCode.OK) { Body = content, ContentType = "application/fhir+ndjson", ETag = $"\"{job.Id}-{index}\"", AcceptsRanges = true };
        if (range is null || (ifRange is not null && ifRange != reply.ETag) || !range.StartsWith("bytes=", StringComparison.Ordinal) || !range.EndsWith('-')
            || !int.TryParse(range["bytes=".Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            return reply;
        }

        return first >= content.Length
            ? reply with { Status = HttpStatusCode.RequestedRangeNotSatisfiable, Body = default, ContentRange = $"bytes */{content.Length}" }
            : reply with { Status = HttpStatusCode.PartialContent, Body = content.AsMemory(first), ContentRange = $"bytes {first}-{content.Length - 1}/{content.Length}" };
    }

    private List<ExportFile> FilesOf(ExportSelection selection, ExportInput input)
    {
        var files = new List<ExportFile>();
        foreach (var (type, versions) in selection.Find())
        {
            var projection = input.Elements.Count == 0
                ? Projection.Whole
                : Projection.Of(SearchQuery.Parse(type, "_elements=" + string.Join(',', input.Elements.Where(name => !name.Contains('.', StringComparison.Ordinal) || name.StartsWith(type + ".", StringComparison.Ordinal))
                    .Select(static name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]))));
            files.AddRange(versions.Chunk(server.Options.ExportFileResources).Select(chunk => new ExportFile("output", type, Array.ConvertAll(chunk, version => projection.Apply(version)))));
        }

        if (input.AssociatedData.Count > 0)
        {
            var outcome = OperationOutcome.Of(IssueSeverity.Warning, IssueType.NotSupported, "The sandbox gives no associated data.");
            files.Add(new("error", "OperationOutcome", [FhirJson.ToUtf8Bytes(outcome)]));
        }

        if (selection.FindDeleted().Select(DeletionOf).ToArray() is { Length: > 0 } deleted)
        {
            files.Add(new("deleted", "Bundle", deleted));
        }

        return files;
    }

    private static ReadOnlyMemory<byte> DeletionOf(ResourceVersion version)
    {
        var bundle = new Bundle { Type = BundleType.Transaction };
        bundle.Entry.Add(new() { Request = new() { Method = HttpVerb.DELETE, Url = version.ResourceType + "/" + version.Id } });
        return FhirJson.ToUtf8Bytes(bundle);
    }

    /// <summary>The patients of an export; null for the whole system.</summary>
    private static HashSet<string>? PatientsOf(FhirRoute route, StoreState state, ExportInput input)
    {
        IEnumerable<string>? patients = route switch
        {
            { ResourceType: "" } => null,
            { ResourceType: "Patient", Id: "" } => state.Shelf("Patient").Current.Select(static version => version.Id),
            { ResourceType: "Group", Id: { Length: > 0 } id } => MembersOf(state.Shelf("Group").Find(id)?.Resource as Group ?? throw ReadHandler.NotFound("Group")),
            _ => throw new RefusedException(HttpStatusCode.NotFound, IssueType.NotSupported, "Exports are of the whole system, of all patients, or of a group."),
        };
        if (patients is null)
        {
            return input.Patients.Count == 0 ? null : throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Invalid, "An export of the whole system is not of single patients.");
        }

        var all = patients.ToHashSet(StringComparer.Ordinal);
        return input.Patients.Count == 0 ? all
            : input.Patients.All(all.Contains) ? input.Patients.ToHashSet(StringComparer.Ordinal)
            : throw new RefusedException(HttpStatusCode.BadRequest, IssueType.NotFound, "A patient is none of those that can be exported.");
    }

    private static IEnumerable<string> MembersOf(Group group) => group.Member
        .Where(static member => member.Inactive != true && member.Entity?.Reference?.StartsWith("Patient/", StringComparison.Ordinal) == true)
        .Select(static member => member.Entity!.Reference!["Patient/".Length..]);
}
