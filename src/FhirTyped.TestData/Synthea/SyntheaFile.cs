using System.IO.Compression;
using System.Runtime.CompilerServices;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>One file of Synthea's output: JSON with a Bundle, or NDJSON; each may be packed (<c>.gz</c>).</summary>
/// <param name="path">Where it is.</param>
internal sealed class SyntheaFile(string path)
{
    private static readonly string[] Information = ["hospitalInformation", "practitionerInformation", "Organization.", "Practitioner.", "Location."];

    public string Path => path;

    public string Name => System.IO.Path.GetFileName(path);

    /// <summary>Whether it may hold what the conditions of references search for.</summary>
    public bool IsInformation => Array.Exists(Information, start => Name.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private bool IsNdjson => Unpacked.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase);

    private bool IsPacked => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private string Unpacked => IsPacked ? path[..^3] : path;

    /// <summary>The files of a folder and those below it, or the one file; those first that others refer to.</summary>
    public static IReadOnlyList<SyntheaFile> In(IEnumerable<string> paths)
    {
        var files = new List<SyntheaFile>();
        foreach (var path in paths)
        {
            ArgumentException.ThrowIfNullOrEmpty(path, nameof(paths));
            if (File.Exists(path))
            {
                files.Add(new(path));
            }
            else if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(static file => new SyntheaFile(file)).Where(static file => file.IsFhir));
            }
            else
            {
                throw new FileNotFoundException($"'{path}' is neither a file nor a folder.", path);
            }
        }

        return [.. files.OrderByDescending(static file => file.IsInformation).ThenBy(static file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>The Bundle or resource of the file, or each resource of NDJSON, with its place in words.</summary>
    /// <exception cref="FhirException">It is not FHIR JSON, or not whole; the message names the file.</exception>
    public async IAsyncEnumerable<(Resource Resource, string Place)> ReadAsync(FhirJsonOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = Open();
        await using (stream.ConfigureAwait(false))
        {
            if (!IsNdjson)
            {
                yield return (await ReadOneAsync(stream, options, cancellationToken).ConfigureAwait(false), Name);
                yield break;
            }

            var lines = FhirNdjson.ReadAsync<Resource>(stream, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (lines.ConfigureAwait(false))
            {
                for (var number = 1; await NextAsync(lines, number).ConfigureAwait(false); number++)
                {
                    yield return (lines.Current, $"{Name}, resource {number}");
                }
            }
        }
    }

    private bool IsFhir => IsNdjson || Unpacked.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private Stream Open()
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        return IsPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private async Task<Resource> ReadOneAsync(Stream stream, FhirJsonOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await FhirJson.ReadAsync<Resource>(stream, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FhirException or InvalidDataException)
        {
            throw new FhirException($"{Name}: {e.Message}", e);
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<Resource> lines, int number)
    {
        try
        {
            return await lines.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is FhirException or InvalidDataException)
        {
            throw new FhirException($"{Name}, resource {number}: {e.Message}", e);
        }
    }
}
