using System.Runtime.CompilerServices;
using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>
/// Moves resources from any source to a server: each after those to which it refers, cycles by a second pass, with references rewritten wherever they stand. What became of each
/// is told by name; nothing is left out in silence.
/// </summary>
/// <remarks>The transfer can be used again, and by several threads; a linkage file by one transfer at a time. All resources of a transfer are in memory while it goes on.</remarks>
public sealed class FhirTransfer
{
    /// <summary>Makes a transfer.</summary>
    /// <param name="target">The server to which resources go. What its platform does not support is refused before it is sent.</param>
    /// <param name="options">How they are moved; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public FhirTransfer(IFhirPlatformClient target, FhirTransferOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
        Options = options ?? new();
        Options.ThrowIfWrong(nameof(options));
    }

    internal IFhirPlatformClient Target { get; }

    internal FhirTransferOptions Options { get; }

    /// <summary>Plans a transfer of resources, for example of a search. This is the dry run: it sends nothing to the target.</summary>
    /// <param name="source">The resources. They are not changed, and must not be while the transfer goes on. A Bundle among them is moved as the resource that it is.</param>
    /// <param name="cancellationToken">Cancels reading and fetching.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="FhirException">The source could not be read. A referenced resource that could not be fetched is a problem of the one that refers to it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<FhirTransferPlan> PlanAsync(IAsyncEnumerable<Resource> source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new TransferPlanner(this).PlanAsync(WithoutUrl(source, cancellationToken), cancellationToken);
    }

    /// <summary>Plans a transfer of the resources of a Bundle: of a search, a collection, or a transaction, whose entries may refer to each other by <c>fullUrl</c>.</summary>
    /// <param name="source">The Bundle. An entry without a resource, and an OperationOutcome about the search, are not moved.</param>
    /// <param name="cancellationToken">Cancels fetching.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">It is a history, has an entry that deletes or patches, or holds what could not be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<FhirTransferPlan> PlanAsync(Bundle source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.FindUnreadable() is { } place)
        {
            throw new ArgumentException($"{place} could not be read.", nameof(source));
        }

        if (source.Type?.Value == BundleType.History || source.Entry.Exists(static entry => entry.Request?.Method?.Value is HttpVerb.DELETE or HttpVerb.PATCH))
        {
            throw new ArgumentException("The Bundle has deletions, patches or versions: only resources as they are now can be moved.", nameof(source));
        }

        var resources = source.Entry
            .Where(static entry => entry.Resource is not null && !(entry.Resource is OperationOutcome && entry.Search?.Mode?.Value != SearchEntryMode.Match))
            .Select(static entry => (entry.Resource!, entry.FullUrl));
        return new TransferPlanner(this).PlanAsync(resources.ToAsyncEnumerable(), cancellationToken);
    }

    /// <summary>Plans a transfer of the resources of NDJSON files, one a line, as an export has them.</summary>
    /// <param name="paths">The files. References may lead from one to another.</param>
    /// <param name="cancellationToken">Cancels reading and fetching.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="FhirTransferException">A line cannot be read; the message names the file and the line.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<FhirTransferPlan> PlanFilesAsync(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return PlanAsync(ReadFilesAsync(paths, cancellationToken), cancellationToken);
    }

    /// <summary>Carries out a plan.</summary>
    /// <param name="plan">The plan, of this transfer.</param>
    /// <param name="cancellationToken">Ends the transfer. A request that is under way is waited for, so that the linkage file knows what became of it.</param>
    /// <returns>An entry for each resource.</returns>
    /// <exception cref="ArgumentException">The plan is of another transfer.</exception>
    /// <exception cref="FhirCapabilityException">The target's platform does not support all that is planned, and <see cref="FhirTransferOptions.SkipsRefused"/> is not set. Nothing was sent.</exception>
    /// <exception cref="FhirTransferException">The linkage file is of another source or target, or is damaged. Nothing was sent.</exception>
    /// <exception cref="IOException">The linkage file cannot be written, or another transfer is writing it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<FhirTransferResult> SendAsync(FhirTransferPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!ReferenceEquals(plan.Transfer, this))
        {
            throw new ArgumentException("The plan is of another transfer.", nameof(plan));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (plan.Refusals.Count > 0 && !Options.SkipsRefused)
        {
            throw new FhirCapabilityException(Target.Platform, [.. plan.Refusals.SelectMany(static refusal => refusal.Verdicts)]);
        }

        using var linkage = Options.LinkageFile is { } path ? LinkageFile.Open(path, Target.BaseUrl, Options.Base) : null;
        return await new TransferRun(plan, linkage).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<(Resource Resource, string? FullUrl)> WithoutUrl(IAsyncEnumerable<Resource> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var resource in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return (resource, null);
        }
    }

    private static async IAsyncEnumerable<Resource> ReadFilesAsync(IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            var file = File.OpenRead(path);
            await using var _ = file.ConfigureAwait(false);
            var resources = FhirNdjson.ReadAsync<Resource>(file, null, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using var __ = resources.ConfigureAwait(false);
            while (true)
            {
                try
                {
                    if (!await resources.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }
                catch (FhirFormatException problem)
                {
                    throw new FhirTransferException($"{Path.GetFileName(path)}({problem.Issue.LineNumber}): it is no resource ({problem.Issue.Code}).", problem);
                }

                yield return resources.Current;
            }
        }
    }
}
