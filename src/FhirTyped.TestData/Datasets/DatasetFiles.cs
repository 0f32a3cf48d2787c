using System.Buffers;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>
/// Writes resources into files while they are made: what is in memory does not grow with their number. What is made takes its place when all of it is written, and not before: a write
/// that fails or is cancelled leaves what was there.
/// </summary>
public static class DatasetFiles
{
    private const int ProgressEvery = 1000;

    /// <summary>Writes a folder with a file for each type, <c>Patient.ndjson</c>, as an export gives them.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="folder">The folder. One that is there has to be empty, unless <paramref name="replace"/> is true.</param>
    /// <param name="replace">Whether a folder is replaced in which there is nothing but NDJSON files; false by default. A folder with anything else is left as it is.</param>
    /// <param name="progress">Is told how far it is, every thousand resources and at the end; null for nobody.</param>
    /// <param name="cancellationToken">Cancels; nothing is written then.</param>
    /// <returns>How many resources and bytes were written.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="resources"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null or empty.</exception>
    /// <exception cref="IOException">The folder is not empty and not to be replaced, or could not be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<DatasetProgress> WriteFolderAsync(
        IEnumerable<Resource> resources, string folder, bool replace = false, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RequireFree(target, folder, replace, partial: null);
        // A folder that is there may be a mount, which cannot be renamed: then the files are made within it.
        var isThere = Directory.Exists(target);
        var partial = isThere ? Path.Combine(target, ".partial-" + Path.GetRandomFileName()) : target + ".partial-" + Path.GetRandomFileName();
        Directory.CreateDirectory(partial);
        try
        {
            var files = new Dictionary<string, FileStream>(StringComparer.Ordinal);
            DatasetProgress done;
            try
            {
                done = await WriteAsync(resources, type => FileOf(files, partial, type), progress, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                foreach (var file in files.Values)
                {
                    await file.DisposeAsync().ConfigureAwait(false);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            RequireFree(target, folder, replace, partial);
            MoveInto(partial, target, isThere);
            return done;
        }
        catch
        {
            Directory.Delete(partial, recursive: true);
            throw;
        }
    }

    /// <summary>Writes one NDJSON file, with resources of all types in the order in which they come.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="file">The file. It may not be there, unless <paramref name="replace"/> is true.</param>
    /// <param name="replace">Whether a file that is there is replaced; false by default.</param>
    /// <param name="progress">Is told how far it is, every thousand resources and at the end; null for nobody.</param>
    /// <param name="cancellationToken">Cancels; nothing is written then.</param>
    /// <returns>How many resources and bytes were written.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="resources"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="file"/> is null or empty.</exception>
    /// <exception cref="IOException">The file is there and not to be replaced, or could not be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<DatasetProgress> WriteNdjsonAsync(
        IEnumerable<Resource> resources, string file, bool replace = false, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return WriteFileAsync(file, replace, stream => WriteAsync(resources, _ => stream, progress, cancellationToken), cancellationToken);
    }

    /// <summary>Writes one resource, such as a Bundle, as an indented JSON file.</summary>
    /// <param name="create">Makes the resource; it is not called where the file may not be written.</param>
    /// <param name="file">The file. It may not be there, unless <paramref name="replace"/> is true.</param>
    /// <param name="replace">Whether a file that is there is replaced; false by default.</param>
    /// <param name="cancellationToken">Cancels; nothing is written then.</param>
    /// <exception cref="ArgumentNullException"><paramref name="create"/> is null, or gives null.</exception>
    /// <exception cref="ArgumentException"><paramref name="file"/> is null or empty.</exception>
    /// <exception cref="IOException">The file is there and not to be replaced, or could not be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task WriteJsonAsync(Func<Resource> create, string file, bool replace = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        await WriteFileAsync(
            file,
            replace,
            async stream =>
            {
                var content = FhirJson.ToUtf8Bytes(create(), indented: true);
                await stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                return new DatasetProgress(1, content.Length);
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Whoever names the wrong folder shall not lose it.
    private static void RequireFree(string target, string folder, bool replace, string? partial)
    {
        if (File.Exists(target))
        {
            throw new IOException($"'{folder}' is a file.");
        }

        var entries = Directory.Exists(target) ? Directory.EnumerateFileSystemEntries(target).Where(entry => entry != partial).ToArray() : [];
        if (entries.Length > 0 && !replace)
        {
            throw new IOException($"'{folder}' is there already and is not empty.");
        }

        if (Array.Find(entries, static entry => !File.Exists(entry) || !entry.EndsWith(".ndjson", StringComparison.Ordinal)) is { } other)
        {
            throw new IOException($"'{folder}' holds more than NDJSON files ('{Path.GetFileName(other)}') and is not replaced.");
        }
    }

    private static async Task<DatasetProgress> WriteFileAsync(string file, bool replace, Func<Stream, Task<DatasetProgress>> write, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        var target = Path.GetFullPath(file);
        if (Directory.Exists(target) || (!replace && File.Exists(target)))
        {
            throw new IOException($"'{file}' is there already.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var partial = target + ".partial-" + Path.GetRandomFileName();
        try
        {
            DatasetProgress done;
            var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            await using (stream.ConfigureAwait(false))
            {
                done = await write(stream).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(partial, target, replace);
            return done;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static async Task<DatasetProgress> WriteAsync(IEnumerable<Resource> resources, Func<string, Stream> streamOf, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>(1 << 14);
        var (count, bytes) = (0L, 0L);
        foreach (var resource in resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ArgumentNullException.ThrowIfNull(resource, nameof(resources));
            FhirJson.Write(output, resource);
            output.Write("\n"u8);
            await streamOf(resource.TypeName).WriteAsync(output.WrittenMemory, cancellationToken).ConfigureAwait(false);
            bytes += output.WrittenCount;
            output.ResetWrittenCount();
            if (++count % ProgressEvery == 0)
            {
                progress?.Report(new(count, bytes));
            }
        }

        var done = new DatasetProgress(count, bytes);
        progress?.Report(done);
        return done;
    }

    private static FileStream FileOf(Dictionary<string, FileStream> files, string folder, string type)
    {
        // A resource of another version of FHIR brings its own name, which is no name of a file.
        if (!FhirResources.IsResourceType(type))
        {
            throw new IOException("A resource is of no type of FHIR R4: it has no file of its own.");
        }

        if (!files.TryGetValue(type, out var file))
        {
            files[type] = file = new FileStream(Path.Combine(folder, type + ".ndjson"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        }

        return file;
    }

    private static void MoveInto(string partial, string target, bool isThere)
    {
        if (!isThere)
        {
            Directory.Move(partial, target);
            return;
        }

        var old = Directory.GetFiles(target).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(partial))
        {
            var place = Path.Combine(target, Path.GetFileName(file));
            File.Move(file, place, overwrite: true);
            old.Remove(place);
        }

        foreach (var file in old)
        {
            File.Delete(file);
        }

        Directory.Delete(partial);
    }
}
