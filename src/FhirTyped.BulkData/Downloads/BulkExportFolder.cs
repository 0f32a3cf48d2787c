using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>The files of an export, all there and checked. They can be read any number of times, without a client.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BulkExportFolder
{
    private BulkExportFolder(string path, BulkManifest manifest, IReadOnlyList<BulkFile> files)
    {
        Path = path;
        Manifest = manifest;
        Files = files;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What the server said of the export.</summary>
    public BulkManifest Manifest { get; }

    /// <summary>The files: those of <c>output</c>, then of <c>error</c>, then of <c>deleted</c>, each in their order.</summary>
    public IReadOnlyList<BulkFile> Files { get; }

    /// <summary>Opens the folder of an export that was downloaded.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="BulkExportException">It holds no export, or not all of its files: <see cref="BulkExportJob.ResumeAsync"/> gets the others.</exception>
    public static BulkExportFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = System.IO.Path.GetFullPath(path);
        var manifest = BulkManifest.Read(JobFolder.ReadManifest(path) ?? throw new BulkExportException("The folder holds no export whose manifest is there."));
        return new(path, manifest, [.. manifest.Files.Select(file => Find(path, file))]);
    }

    /// <summary>Reads all resources of a type, one after the other. Memory does not grow with their number.</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="options">How lines are read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BulkLineException">A line cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IAsyncEnumerable<T> ReadAsync<T>(BulkReadOptions? options = null, CancellationToken cancellationToken = default)
        where T : Resource, IFhirResource<T> =>
        NdjsonFiles.ReadAsync<T>(Of(BulkFileKind.Output).Where(static file => file.Type is null || file.Type == T.ResourceType), options ?? new(), cancellationToken);

    /// <summary>Reads all resources of all types, file by file.</summary>
    /// <param name="options">How lines are read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BulkLineException">A line cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IAsyncEnumerable<Resource> ReadAllAsync(BulkReadOptions? options = null, CancellationToken cancellationToken = default) =>
        NdjsonFiles.ReadAsync<Resource>(Of(BulkFileKind.Output), options ?? new(), cancellationToken);

    /// <summary>Reads what the server could not export. It may hold data of patients.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BulkLineException">A line cannot be read.</exception>
    public IAsyncEnumerable<OperationOutcome> ReadErrorsAsync(CancellationToken cancellationToken = default) =>
        NdjsonFiles.ReadAsync<OperationOutcome>(Of(BulkFileKind.Error), new(), cancellationToken);

    /// <summary>Reads what was deleted since the moment of <c>_since</c>: Bundles, each entry of which is a <c>DELETE</c> of a resource.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BulkLineException">A line cannot be read.</exception>
    public IAsyncEnumerable<Bundle> ReadDeletedAsync(CancellationToken cancellationToken = default) =>
        NdjsonFiles.ReadAsync<Bundle>(Of(BulkFileKind.Deleted), new(), cancellationToken);

    private static BulkFile Find(string folder, BulkManifestFile file)
    {
        var (path, name) = JobFolder.PlaceOf(folder, file);
        var there = new FileInfo(path);
        return there.Exists
            ? new(path, name, file.Kind, file.Type, there.Length)
            : throw new BulkExportException($"{name} is not there yet: the export has to be resumed.");
    }

    private IEnumerable<BulkFile> Of(BulkFileKind kind) => Files.Where(file => file.Kind == kind);
}
