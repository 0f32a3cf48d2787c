using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>batch and transaction: https://hl7.org/fhir/R4/http.html#transaction.</summary>
internal sealed class BatchHandler(SandboxServer server)
{
    public SandboxReply Run(SandboxMessage message)
    {
        if (message.IsEntry || ResourceBody.Read(message) is not Bundle { Type: { } type } bundle)
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Structure, "The base address takes a Bundle of type batch or transaction.");
        }

        if (type.Text is not ("batch" or "transaction"))
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Value, "The Bundle is neither a batch nor a transaction.") { Expression = "Bundle.type" };
        }

        var isTransaction = type.Text == "transaction";
        server.Refusals.ThrowIfRefused("", server.Judge.JudgeSystemInteraction(isTransaction ? FhirInteraction.Transaction : FhirInteraction.Batch));
        var replies = isTransaction
            ? server.Store.Write(draft => RunTransaction(bundle, message, draft))
            : [.. bundle.Entry.Select((entry, index) => Answer(MakeMessage(entry, index, message)))];
        return Reply(isTransaction ? "transaction-response" : "batch-response", replies);
    }

    private SandboxReply[] RunTransaction(Bundle bundle, SandboxMessage message, StoreDraft draft)
    {
        var messages = bundle.Entry.Select((entry, index) => MakeMessage(entry, index, message) with { Draft = draft, NewId = WriteHandler.NewId() }).ToArray();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < messages.Length; i++)
        {
            if (bundle.Entry[i].FullUrl is { Length: > 0 } fullUrl && TargetOf(messages[i]) is { } target)
            {
                ids[fullUrl] = target;
            }
        }

        // Deletions, creations, updates, reads: the order of the specification.
        var replies = new SandboxReply[messages.Length];
        foreach (var index in Enumerable.Range(0, messages.Length).OrderBy(index => Order(messages[index].Method)))
        {
            if (bundle.Entry[index].Resource is { } resource)
            {
                ReferenceRewriter.Rewrite(resource, reference => ids.GetValueOrDefault(reference) ?? ResolveConditional(draft.State, reference, index));
                messages[index] = messages[index] with { Body = FhirJson.ToUtf8Bytes(resource) };
            }

            replies[index] = Answer(messages[index]);
            if ((int)replies[index].Status >= 400)
            {
                throw new RefusedException(replies[index].Status, IssueType.Processing, "The transaction was not carried out: an entry failed.")
                { Expression = $"Bundle.entry[{index}]" };
            }
        }

        return replies;
    }

    /// <summary>The resource that an entry creates or updates, where its address or the id that it is given tells.</summary>
    private static string? TargetOf(SandboxMessage message) => message switch
    {
        { Method: "POST", Path: [var type] } when R4Definitions.IsResourceType(type) => type + "/" + message.NewId,
        { Method: "PUT", Path: [var type, var id] } when R4Definitions.IsResourceType(type) => type + "/" + id,
        _ => null,
    };

    /// <summary>A reference that searches for its target must find exactly one, or the transaction fails.</summary>
    private static string? ResolveConditional(StoreState state, string reference, int index) => !ConditionalReference.Is(reference)
        ? null
        : ConditionalReference.Resolve(state, reference)
            ?? throw new RefusedException(HttpStatusCode.PreconditionFailed, IssueType.MultipleMatches,
                "A conditional reference does not lead to exactly one resource.")
            { Expression = $"Bundle.entry[{index}]" };

    private SandboxReply Answer(SandboxMessage message) => server.Answer(message, SandboxRoute.Find(message));

    private SandboxMessage MakeMessage(BundleEntry entry, int index, SandboxMessage outer)
    {
        if (entry.Request is not { Method: { } method, Url: { } url })
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Required, "An entry has no request.") { Expression = $"Bundle.entry[{index}].request" };
        }

        var relative = url.StartsWith(server.BaseUrl, StringComparison.Ordinal) ? url[server.BaseUrl.Length..] : url.TrimStart('/');
        var question = relative.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? relative : relative[..question];
        return new SandboxMessage
        {
            Method = method.Text,
            Path = path.Length == 0 ? [] : [.. path.Split('/').Select(Uri.UnescapeDataString)],
            Query = question < 0 ? "" : relative[(question + 1)..],
            Body = entry.Resource is null ? default : FhirJson.ToUtf8Bytes(entry.Resource),
            IfMatch = entry.Request.IfMatch,
            IfNoneMatch = entry.Request.IfNoneMatch,
            IfNoneExist = entry.Request.IfNoneExist,
            IfModifiedSince = entry.Request.IfModifiedSince?.ToDateTimeOffset().ToString("r", System.Globalization.CultureInfo.InvariantCulture),
            Preferences = outer.Preferences,
            IsEntry = true,
        };
    }

    private SandboxReply Reply(string type, IEnumerable<SandboxReply> replies)
    {
        var bundle = new BundleWriter(type);
        foreach (var reply in replies)
        {
            var isError = (int)reply.Status >= 400;
            bundle.Entries.Add(new BundleEntryContent(null, isError ? default : reply.Body) { Response = reply });
        }

        return new SandboxReply(HttpStatusCode.OK) { Body = bundle.Write(server.Options.Clock.GetUtcNow()) };
    }

    private static int Order(string method) => method switch { "DELETE" => 0, "POST" => 1, "PUT" or "PATCH" => 2, _ => 3 };
}
