using System.Text;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

// Filling the store. The platform has no say in it: what is there is there, whether or not clients could create it.
public sealed partial class FhirSandbox
{
    /// <summary>
    /// Stores resources as they are, with their ids; one without an id is given one. A Bundle is stored entry by entry, and references
    /// to its entries (<c>urn:uuid:…</c>) are made references to the stored resources; only a document or message stays whole.
    /// </summary>
    /// <param name="resources">The resources; they are copied, so that later changes to them change nothing here.</param>
    /// <returns>A task that is done when all are stored.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="resources"/> or one of them is null.</exception>
    /// <exception cref="FhirException">One of them is of no resource type of FHIR R4.</exception>
    public Task LoadAsync(params IEnumerable<Resource> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var batch = new LoadBatch();
        foreach (var resource in resources)
        {
            ArgumentNullException.ThrowIfNull(resource, nameof(resources));
            batch.Add(resource.DeepClone());
        }

        batch.StoreIn(_server);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Stores every resource in a folder and those below it: in <c>*.json</c> one resource or Bundle each, in <c>*.ndjson</c> one a line.
    /// References between the files are resolved, also conditional ones (<c>Practitioner?identifier=…</c>).
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Cancels reading; nothing is stored then.</param>
    /// <returns>How many resources were stored.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FhirException">A file is not FHIR JSON; the message names the file and the line.</exception>
    public async Task<int> LoadFolderAsync(string path, CancellationToken cancellationToken = default)
    {
        var batch = new LoadBatch();
        foreach (var file in Directory.EnumerateFiles(path, "*.*json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var content = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
            if (file.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase))
            {
                AddLines(batch, content, file);
            }
            else if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                Add(batch, content, file, line: 1);
            }
        }

        return batch.StoreIn(_server);
    }

    private static void AddLines(LoadBatch batch, ReadOnlySpan<byte> content, string file)
    {
        var line = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            line++;
            if (content[range].ContainsAnyExcept(" \t\r"u8))
            {
                Add(batch, content[range], file, line);
            }
        }
    }

    private static void Add(LoadBatch batch, ReadOnlySpan<byte> content, string file, int line)
    {
        try
        {
            batch.Add(FhirJson.Read(content));
        }
        catch (FhirException exception)
        {
            throw new FhirException($"{Path.GetFileName(file)}, from line {line}: {exception.Message}", exception);
        }
    }
}
