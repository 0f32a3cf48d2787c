using System.Runtime.CompilerServices;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>
/// Reads what Synthea wrote, one Bundle at a time: the resources of its Bundles and NDJSON files, with ids and with references that hold outside of a Bundle. <c>urn:uuid:…</c> becomes type and id, and a
/// condition (<c>Practitioner?identifier=…</c>) what it finds in the files <c>hospitalInformation…</c> and <c>practitionerInformation…</c> (of bulk output <c>Organization…</c>, <c>Practitioner…</c>,
/// <c>Location…</c>), which are read first. <see href="https://github.com/synthetichealth/synthea/wiki"/>
/// </summary>
public sealed class SyntheaLoader
{
    private readonly SyntheaLoaderOptions _options;

    /// <summary>Creates a loader.</summary>
    /// <param name="options">What becomes of references that lead nowhere, how JSON is read; null for the defaults.</param>
    public SyntheaLoader(SyntheaLoaderOptions? options = null) => _options = options ?? new();

    /// <summary>
    /// Reads files, and folders with those below them: <c>*.json</c>, <c>*.ndjson</c>, and either packed as <c>.gz</c>. No more than a Bundle is in memory, and the identifiers of hospitals and practitioners.
    /// </summary>
    /// <param name="paths">The files and folders.</param>
    /// <param name="progress">Is told after each file how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The resources, hospitals and practitioners first.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="paths"/> is null.</exception>
    /// <exception cref="ArgumentException">One of the paths is null or empty.</exception>
    /// <exception cref="FileNotFoundException">One of the paths is neither a file nor a folder.</exception>
    /// <exception cref="FhirException">
    /// A file is not FHIR JSON of R4, or a Bundle has an entry without a resource, without an id, or with the fullUrl of another one, or a reference leads nowhere and
    /// <see cref="SyntheaLoaderOptions.UnresolvedReferences"/> is <see cref="SyntheaUnresolvedReferences.Fail"/>. The message names the file and the entry.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<Resource> LoadAsync(IEnumerable<string> paths, IProgress<SyntheaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return LoadAllAsync(SyntheaFile.In(paths), progress, cancellationToken);
    }

    /// <summary>Reads a file or a folder; see <see cref="LoadAsync(IEnumerable{string}, IProgress{SyntheaProgress}?, CancellationToken)"/>.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="progress">Is told after each file how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The resources, hospitals and practitioners first.</returns>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="FileNotFoundException">The path is neither a file nor a folder.</exception>
    /// <exception cref="FhirException">As for several files.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<Resource> LoadAsync(string path, IProgress<SyntheaProgress>? progress = null, CancellationToken cancellationToken = default) => LoadAsync([path], progress, cancellationToken);

    private async IAsyncEnumerable<Resource> LoadAllAsync(IReadOnlyList<SyntheaFile> files, IProgress<SyntheaProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var targets = await IndexAsync(files, cancellationToken).ConfigureAwait(false);
        var (resources, unresolved) = (0L, 0L);
        for (var i = 0; i < files.Count; i++)
        {
            await foreach (var (content, place) in files[i].ReadAsync(_options.Json, cancellationToken).ConfigureAwait(false))
            {
                var bundle = new SyntheaBundle(content, place);
                foreach (var (resource, at) in bundle.Resources)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    unresolved += Resolve(resource, bundle, targets, at);
                    resources++;
                    yield return resource;
                }
            }

            progress?.Report(new(i + 1, files.Count, resources, unresolved));
        }
    }

    private async Task<SyntheaTargets> IndexAsync(IReadOnlyList<SyntheaFile> files, CancellationToken cancellationToken)
    {
        var targets = new SyntheaTargets();
        foreach (var file in files.Where(static file => file.IsInformation))
        {
            await foreach (var (content, place) in file.ReadAsync(_options.Json, cancellationToken).ConfigureAwait(false))
            {
                foreach (var (resource, _) in new SyntheaBundle(content, place).Resources)
                {
                    targets.Add(resource, resource.TypeName + "/" + resource.Id);
                }
            }
        }

        return targets;
    }

    // How many lead nowhere.
    private int Resolve(Resource resource, SyntheaBundle bundle, SyntheaTargets targets, string place)
    {
        var unresolved = 0;
        foreach (var reference in ResourceReferences.In(resource))
        {
            if (reference.Reference is not { Length: > 0 } text)
            {
                continue;
            }

            if (bundle.Find(text) is { } entry)
            {
                reference.Reference = entry;
            }
            else if (SyntheaTargets.TryParse(text, out var type, out var system, out var value))
            {
                if (targets.Find(type, system, value) is { } found)
                {
                    reference.Reference = found;
                    continue;
                }

                unresolved++;
                Unresolved(reference, type, system, value, place);
            }
            else if (text.StartsWith("urn:uuid:", StringComparison.Ordinal) || text.Contains('?', StringComparison.Ordinal))
            {
                unresolved++;
                if (_options.UnresolvedReferences == SyntheaUnresolvedReferences.Fail)
                {
                    throw new FhirException($"{place}: a reference leads to no entry of its Bundle.");
                }
            }
        }

        return unresolved;
    }

    private void Unresolved(ResourceReference reference, string type, string? system, string value, string place)
    {
        switch (_options.UnresolvedReferences)
        {
            case SyntheaUnresolvedReferences.AsIdentifier:
                reference.Reference = null;
                reference.Type = type;
                reference.Identifier ??= new Identifier { System = system, Value = value };
                break;
            case SyntheaUnresolvedReferences.Fail:
                throw new FhirException($"{place}: a reference to {type} by identifier finds none, or more than one.");
            default:
                break;
        }
    }
}
