using FhirTyped.Capabilities;
using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// Counts a server's resources, type by type: each count is a search for the number alone, which the judge is asked about first. What goes wrong with one type is beside the
/// others, and takes nothing from them.
/// </summary>
internal sealed class ServerCounter(ServerExchange exchange, FhirServerSummaryOptions options)
{
    private readonly Lock _progress = new();
    private int _done;

    /// <summary>Counts.</summary>
    public async Task<FhirServerSummary> CountAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wanted = options.ResourceTypes ?? exchange.Judge.Manifest.Resources.Where(static one => one.Supports(FhirInteraction.SearchType)).Select(static one => one.Type);
        string[] types = [.. wanted.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var counts = new FhirTypeCount[types.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, types.Length),
            new ParallelOptions { MaxDegreeOfParallelism = options.MaximumParallelism, CancellationToken = cancellationToken },
            async (index, cancellationToken) =>
            {
                counts[index] = await CountAsync(types[index], cancellationToken).ConfigureAwait(false);
                lock (_progress)
                {
                    options.Progress?.Report(new(++_done, types.Length));
                }
            }).ConfigureAwait(false);
        return new(exchange.Platform, exchange.BaseUrl, counts);
    }

    private async ValueTask<FhirTypeCount> CountAsync(string resourceType, CancellationToken cancellationToken)
    {
        var parameter = options.PatientId is null ? null : FindPatientParameter(resourceType);
        if (options.PatientId is not null && parameter is null)
        {
            return new(resourceType, FhirTypeCountStatus.NotCounted, reason: resourceType + " is in no patient's compartment, and has no search parameter 'patient'.");
        }

        try
        {
            var request = RequestOf(resourceType, parameter);
            request.Guard(request.Criteria);
            var run = new SearchRun(request);
            return CountRequest.Read(await run.SendAsync(run.First(), cancellationToken).ConfigureAwait(false)) is { } total
                ? new(resourceType, FhirTypeCountStatus.Counted, total, parameter)
                : new(resourceType, FhirTypeCountStatus.NoTotal, null, parameter, "The server's answer has no total.");
        }
        catch (FhirException error)
        {
            var status = error is FhirCapabilityException ? FhirTypeCountStatus.NotCounted : FhirTypeCountStatus.Failed;
            return new(resourceType, status, null, parameter, error.Message, error);
        }
    }

    /// <summary>
    /// The search parameter by which a type is the patient's: that which is called so, else one by which FHIR defines the compartment. Of several it is the first that the judge
    /// takes; where it takes none, the first, so that it says why. Null where there is none.
    /// </summary>
    private string? FindPatientParameter(string resourceType)
    {
        if (resourceType == "Patient")
        {
            return "_id";
        }

        var compartment = PatientCompartment.ParametersOf(resourceType);
        var isDeclared = exchange.Judge.Manifest.FindResource(resourceType)?.SearchParameters.Any(static one => one.Name == "patient") == true;
        if (compartment.Count == 0 && !isDeclared)
        {
            return null;
        }

        string[] candidates = [.. new[] { "patient", "subject" }.Where(name => compartment.Contains(name) || (name == "patient" && isDeclared)), .. compartment];
        return candidates.FirstOrDefault(name => Judge(resourceType, name).Count == 0)
            ?? candidates.FirstOrDefault(name => !Judge(resourceType, name).Any(exchange.IsRefused))
            ?? candidates[0];
    }

    private IReadOnlyList<CapabilityVerdict> Judge(string resourceType, string parameter) => exchange.Judge.JudgeSearch(RequestOf(resourceType, parameter).Criteria with { NeedsFilter = true });

    private SearchRequest RequestOf(string resourceType, string? patientParameter)
    {
        // Where nothing is declared it is asked all the same: a statement seldom lists what shapes an answer, and a page has a total too.
        var asks = exchange.Judge.CountParameters(resourceType) ?? "_summary=count";
        return patientParameter is null
            ? SearchRequests.OfQuery(exchange, resourceType, asks, meansAll: true, canMeanAll: false)
            : SearchRequests.OfQuery(exchange, resourceType, $"{patientParameter}={ValueOf(patientParameter)}&{asks}", meansAll: false, canMeanAll: false);
    }

    // Where others than patients can stand, an id alone may be anybody's.
    private string ValueOf(string patientParameter) => patientParameter is "_id" or "patient" ? options.PatientId! : "Patient/" + options.PatientId;
}
