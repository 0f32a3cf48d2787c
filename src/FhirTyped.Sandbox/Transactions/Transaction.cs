using System.Net;
using System.Text.Json.Nodes;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// One transaction, carried out by its rules (https://hl7.org/fhir/R4/http.html#trules): conditions and identities first, then deletions,
/// creations, changes, reads. Whatever order its entries have, the result is the same.
/// </summary>
internal sealed class Transaction(SandboxServer server, WriteHandler writes, SearchHandler searches, StoreDraft draft, Access access)
{
    /// <summary>Carries it out; the answers stand in the order of the requests.</summary>
    /// <exception cref="RefusedException">An entry cannot be carried out: it is named, and nothing of the draft may be kept.</exception>
    public SandboxReply[] Run(BundleRequest[] requests)
    {
        var plan = TransactionPlan.Make(server, writes, draft.State, requests);
        var links = new TransactionLinks(plan);
        var bodies = requests.Select(request => Rewrite(request, links)).ToArray();
        if (bodies.Any(static body => body.Conditional.Count > 0))
        {
            ResolveConditional(plan, bodies);
        }

        return CarryOut(plan, bodies, draft, static _ => true);
    }

    private static TransactionBody Rewrite(BundleRequest request, TransactionLinks links)
    {
        if (request.Resource is null)
        {
            return TransactionBody.None;
        }

        var resource = JsonTree.TryParse(request.Message.Body) as JsonObject
            ?? throw BundleRequest.Refuse(IssueType.Structure, "The resource holds JSON that is none, or a property twice.", request.Index, ".resource");
        var rewriter = new LinkRewriter(links, TransactionLinks.BaseOf(request.FullUrl));
        rewriter.RewriteResource(resource);
        return rewriter.HasUnresolved
            ? throw BundleRequest.Refuse(IssueType.NotFound, "A reference by URN leads to no entry of the transaction.", request.Index, ".resource")
            : new TransactionBody(resource, rewriter.Conditional);
    }

    /// <summary>
    /// Conditional references find what is there after all writes, the transaction's own included: it is carried out once to see that,
    /// and then with what was found.
    /// </summary>
    private void ResolveConditional(TransactionPlan plan, TransactionBody[] bodies)
    {
        var trial = draft.Fork();
        CarryOut(plan, bodies, trial, static step => step < Step.Reading);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < bodies.Length; i++)
        {
            foreach (var (reference, search) in bodies[i].Conditional)
            {
                if (!known.TryGetValue(search, out var found))
                {
                    known[search] = found = FindReferenced(trial.State, search, i);
                }

                reference["reference"] = found;
            }
        }
    }

    private string FindReferenced(StoreState state, string search, int index)
    {
        try
        {
            var question = search.IndexOf('?', StringComparison.Ordinal);
            return searches.FindAll(access, state, search[..question], search[(question + 1)..]) is [var only]
                ? only.ResourceType + "/" + only.Id
                : throw new RefusedException(HttpStatusCode.PreconditionFailed, IssueType.MultipleMatches,
                    "A conditional reference does not lead to exactly one resource.");
        }
        catch (RefusedException refused)
        {
            throw BundleRequest.Refuse(refused.Code, refused.Message, index, ".resource", refused.Status);
        }
    }

    private SandboxReply[] CarryOut(TransactionPlan plan, TransactionBody[] bodies, StoreDraft target, Func<Step, bool> includes)
    {
        var replies = new SandboxReply[bodies.Length];
        foreach (var request in plan.Requests.Where(request => includes(StepOf(request))).OrderBy(StepOf))
        {
            try
            {
                var message = request.Message with { Draft = target, Body = bodies[request.Index].ToUtf8Bytes() };
                if (plan.IsRepeated(request) && plan.Targets[request.Index] is { } created)
                {
                    message = message with { Matches = [target.State.Find(created.ResourceType, created.Id)!] };
                }

                replies[request.Index] = server.CarryOut(message, request.Route);
            }
            catch (RefusedException refused)
            {
                throw BundleRequest.Name(refused, request.Index, request.Resource);
            }
        }

        return replies;
    }

    private static Step StepOf(BundleRequest request) => request.Route.Kind switch
    {
        FhirRouteKind.Delete or FhirRouteKind.ConditionalDelete => Step.Deletion,
        FhirRouteKind.Create => Step.Creation,
        FhirRouteKind.Operation when request.Message.Method == "POST" => Step.Creation,
        FhirRouteKind.Update or FhirRouteKind.ConditionalUpdate or FhirRouteKind.Patch or FhirRouteKind.ConditionalPatch => Step.Change,
        _ => Step.Reading,
    };

    private enum Step
    {
        Deletion,
        Creation,
        Change,
        Reading,
    }
}
