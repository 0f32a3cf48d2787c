namespace FhirTyped.BulkData;

/// <summary>What an export gives, of servers that have none: by searches, patient by patient.</summary>
public static class BulkSearchExtensions
{
    /// <summary>
    /// Searches for each of many patients, and writes what is found as an export does: a file of NDJSON for each resource type, and a manifest. Called again with the same folder it goes on at the
    /// patient at whom it ended, however it ended. The client's limits, retries and receipts hold for each search.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="patients">The ids of the patients; each once.</param>
    /// <param name="searches">
    /// What to search, without the patient, percent-encoded: <c>Observation?category=laboratory</c>, <c>Condition</c>, <c>Patient</c>. The patient is added as <c>patient</c>, and of the type Patient as
    /// <c>_id</c>.
    /// </param>
    /// <param name="parallel">For how many patients is searched at the same time, from 1 to 64: so many patients' data are in memory.</param>
    /// <param name="progress">Is told after each patient: as files, patients are counted.</param>
    /// <param name="cancellationToken">Ends it; it can be called again.</param>
    /// <returns>The folder with all files. Their lines are in the order of the patients, and of each patient's resources each is there once.</returns>
    /// <exception cref="ArgumentException">An id is not a valid FHIR id, or one stands there twice; a search is none, or names the patient itself; or there is nothing to search.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support one of the searches. Nothing was sent.</exception>
    /// <exception cref="BulkExportException">The folder holds something else, or the same with other patients or searches; or another process works in it.</exception>
    /// <exception cref="FhirException">A search failed. What is there stays.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<BulkExportFolder> ExportBySearchAsync(
        this IFhirPlatformClient client, string folder, IReadOnlyList<string> patients, IReadOnlyList<string> searches, int parallel = 4,
        IProgress<BulkExportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parallel, 64);
        var plan = SearchPlan.Make(client, patients, searches);
        using var claimed = JobFolder.Claim(folder);
        return await new SearchExport(client, claimed, plan, parallel, progress).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
