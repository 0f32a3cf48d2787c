using System.Globalization;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>batch and transaction: https://hl7.org/fhir/R4/http.html#transaction.</summary>
internal sealed class BatchHandler(SandboxServer server, WriteHandler writes, SearchHandler searches)
{
    public SandboxReply Run(SandboxMessage message)
    {
        var issues = new Dictionary<int, FhirFormatIssue>();
        if (message.IsEntry || ResourceBody.Read(message, issue => IsOfEntry(issue, issues)) is not Bundle { Type: { } type } bundle)
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Structure, "The base address takes a Bundle of type batch or transaction.");
        }

        if (type.Text is not ("batch" or "transaction"))
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Value, "The Bundle is neither a batch nor a transaction.") { Expression = "Bundle.type" };
        }

        var isTransaction = type.Text == "transaction";
        var interaction = isTransaction ? FhirInteraction.Transaction : FhirInteraction.Batch;
        server.Refusals.ThrowIfRefused("", server.Judge.JudgeSystemInteraction(interaction));
        if (server.Judge.JudgeBundleSize(interaction, bundle.Entry.Count) is var size && server.Refusals.IsRefusal(size))
        {
            // As microsoft/fhir-server does: "The number of entries in the bundle exceeded the configured limit of 500."
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Invalid, size.Message);
        }

        return isTransaction
            ? Reply("transaction-response", bundle, RunTransaction(bundle, message, issues))
            : Reply("batch-response", bundle, bundle.Entry.Select((_, index) => RunEntry(bundle, index, message, issues)));
    }

    private SandboxReply[] RunTransaction(Bundle bundle, SandboxMessage message, Dictionary<int, FhirFormatIssue> issues)
    {
        var requests = bundle.Entry.Select((_, index) => Read(bundle, index, message, issues)).ToArray();
        return server.Store.Write(message.Access, draft => new Transaction(server, writes, searches, draft, message.Access).Run(requests));
    }

    /// <summary>Each entry of a batch stands by itself, its failure too.</summary>
    private SandboxReply RunEntry(Bundle bundle, int index, SandboxMessage message, Dictionary<int, FhirFormatIssue> issues)
    {
        try
        {
            var request = Read(bundle, index, message, issues);
            return request.Resource is { } resource && ResourceReferences.In(resource).Any(static reference => TransactionLinks.IsUrn(reference.Reference ?? ""))
                ? throw BundleRequest.Refuse(IssueType.Invalid, "The entries of a batch cannot refer to each other, as this one does by URN.", index, ".resource")
                : server.CarryOut(request.Message, request.Route);
        }
        catch (RefusedException refused)
        {
            return SandboxReply.Of(BundleRequest.Name(refused, index, bundle.Entry[index].Resource));
        }
    }

    private BundleRequest Read(Bundle bundle, int index, SandboxMessage message, Dictionary<int, FhirFormatIssue> issues) =>
        issues.TryGetValue(index, out var issue)
            ? throw ResourceBody.Refuse(issue, HttpStatusCode.BadRequest)
            : BundleRequest.Read(bundle.Entry[index], index, message, server.BaseUrl);

    private SandboxReply Reply(string type, Bundle request, IEnumerable<SandboxReply> replies)
    {
        var bundle = new BundleWriter(type);
        foreach (var reply in replies)
        {
            var hasBody = (int)reply.Status < 400 && request.Entry[bundle.Entries.Count].Request!.Method!.Value.Text != "HEAD";
            bundle.Entries.Add(new BundleEntryContent(null, hasBody ? reply.Body : default) { Response = reply });
        }

        return new SandboxReply(HttpStatusCode.OK) { Body = bundle.Write(server.Options.Clock.GetUtcNow()) };
    }

    /// <summary>Whether something is wrong within an entry: then it is that entry which fails.</summary>
    private static bool IsOfEntry(FhirFormatIssue issue, Dictionary<int, FhirFormatIssue> issues)
    {
        const string Entry = "Bundle.entry[";
        if (!issue.Location.StartsWith(Entry, StringComparison.Ordinal) || issue.Location.IndexOf(']', StringComparison.Ordinal) is not (> 0 and var end)
            || !int.TryParse(issue.Location.AsSpan(Entry.Length, end - Entry.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        issues.TryAdd(index, issue);
        return true;
    }
}
