using System.Net;
using FhirTyped.R4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway;

/// <summary>One search at several sources, made into one answer.</summary>
internal sealed class AggregateEndpoint(ICallerReader callers, GatewayPipeline pipeline, PageHandles pages, GatewayPlatforms platforms, GatewayAddress address, ILogger<AggregateEndpoint> logger)
    : SourceEndpoint(callers, pipeline, pages, platforms, address, logger)
{
    private const int SourcesAtOnce = 4;

    /// <summary>Answers a request.</summary>
    public Task AggregateAsync<TResource>(HttpContext context, Func<FhirAggregate<TResource>, FhirSources, CancellationToken, Task<Resource>> merge)
        where TResource : Resource, IFhirResource<TResource> => RunAsync(context, async (caller, cancellationToken) =>
        {
            var names = SourcesOf(context.Request);
            var patients = PatientsOf(context.Request, names);
            var criteria = CriteriaOf(context);
            var sources = NewSources(context, caller, null);
            var results = new FhirAggregateResult<TResource>[names.Count];
            await Parallel.ForAsync(0, names.Count, new ParallelOptions { MaxDegreeOfParallelism = SourcesAtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            {
                var search = string.Join('&', new[] { patients.TryGetValue(names[i], out var patient) ? "patient=" + Uri.EscapeDataString(patient) : "", criteria }.Where(static part => part.Length > 0));
                results[i] = await AskAsync<TResource>(sources, names[i], search, token).ConfigureAwait(false);
            }).ConfigureAwait(false);
            ThrowIfAllFailed(results);
            return await merge(new FhirAggregate<TResource>(results), sources, cancellationToken).ConfigureAwait(false)
                ?? throw new GatewayProblem(HttpStatusCode.InternalServerError, "exception", "The handler made nothing of the results.");
        });

    private async Task<FhirAggregateResult<TResource>> AskAsync<TResource>(FhirSources sources, string source, string search, CancellationToken cancellationToken)
        where TResource : Resource, IFhirResource<TResource>
    {
        try
        {
            var found = await sources.SearchAsync<TResource>(search, source, cancellationToken: cancellationToken).ConfigureAwait(false);

            // Where the server said itself where a resource is from, its word stands.
            MetaSource.SetOn(found, Address.At(AnswerWriter.PathOf(Platforms.Find(source)!)));
            return new(source, found, null);
        }
        catch (Exception error) when (error is FhirSourceException or FhirException)
        {
            var outcome = (error as FhirSourceException)?.Outcome
                ?? OperationOutcome.Of(IssueSeverity.Error, IssueType.Exception, error is FhirSourceException ? error.Message : $"The answer of '{source}' is no FHIR that can be read.");
            foreach (var issue in outcome.Issue)
            {
                issue.Expression.Clear();
                issue.Diagnostics = source + ": " + issue.Diagnostics;
            }

            return new(source, [], outcome);
        }
    }

    private static void ThrowIfAllFailed<TResource>(FhirAggregateResult<TResource>[] results)
        where TResource : Resource
    {
        if (results.All(static result => result.Outcome is not null))
        {
            var outcome = new OperationOutcome();
            foreach (var issue in results.SelectMany(static result => result.Outcome!.Issue))
            {
                outcome.Issue.Add(issue);
            }

            throw new FhirSourceException(string.Join(',', results.Select(static result => result.Source)), HttpStatusCode.BadGateway, outcome, "No source answered.", null);
        }
    }

    private List<string> SourcesOf(HttpRequest request)
    {
        var named = request.Query["sources"].SelectMany(static one => (one ?? "").Split(',')).Where(static one => one.Length > 0).Select(Known).Distinct(StringComparer.Ordinal).ToList();
        return named.Count > 0 ? named
            : request.Query.ContainsKey("sources") ? throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "'sources' names none.", "address")
            : [.. Platforms.All.Select(static platform => platform.Id)];
    }

    // An id has no colon: what stands before one is the source.
    private Dictionary<string, string> PatientsOf(HttpRequest request, List<string> names)
    {
        var patients = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in request.Query["patient"])
        {
            var colon = value!.IndexOf(':', StringComparison.Ordinal);
            var id = value[(colon + 1)..];
            if (id.Length == 0)
            {
                throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "'patient' is empty.", "address");
            }

            foreach (var name in colon < 0 ? names : [Known(value[..colon])])
            {
                if (!patients.TryAdd(name, id))
                {
                    throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "'patient' names two for one source: write it once for all, or as source:id once for each.", "address");
                }
            }
        }

        // A source without its patient would be asked for everybody's.
        return patients.Count == 0 || names.TrueForAll(patients.ContainsKey)
            ? patients
            : throw new GatewayProblem(HttpStatusCode.BadRequest, "required", "'patient' names one for some sources, and none for others: leave these out, or add source:id.", "address");
    }

    // As they came, but for what is the gateway's own.
    private static string CriteriaOf(HttpContext context)
    {
        var target = RawTarget.Of(context);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? "" : string.Join('&', target[(question + 1)..].Split('&').Where(static pair =>
            pair.Length > 0 && pair.Split('=')[0] is not ("sources" or "patient")));
    }
}
