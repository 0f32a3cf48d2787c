using System.Runtime.CompilerServices;
using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>
/// An export at a server, and its folder here. What is known of it stands in the folder at every moment: a process that ends, however it ends, loses nothing, and
/// <see cref="ResumeAsync"/> goes on.
/// </summary>
/// <remarks>For one user at a time: waiting, downloading and cancelling do not overlap. Disposing of it ends nothing at the server.</remarks>
public sealed class BulkExportJob : IAsyncDisposable
{
    private readonly JobFolder _folder;
    private readonly JobState _state;
    private readonly BulkExportOptions _options;
    private readonly BulkRequests _requests;
    private readonly TimeProvider _clock;
    private BulkManifest? _manifest;

    private BulkExportJob(IFhirPlatformClient client, JobFolder folder, JobState state, BulkExportOptions options)
    {
        _folder = folder;
        _state = state;
        _options = options;
        _requests = new(client.Exchange.Server, options);
        _clock = client.Exchange.Server.Options.TimeProvider;
    }

    /// <summary>Where it is kept.</summary>
    public string Folder => _folder.Path;

    /// <summary>How far it is, as far as is known here.</summary>
    public BulkExportPhase Phase => _state.Phase;

    /// <summary>Where the server is asked for it; null where it is not known whether it began. It may be a secret by itself.</summary>
    public Uri? StatusAddress => _state.Status is { } status ? BulkAddresses.Resolve(status, _requests.BaseUrl, "a status address") : null;

    /// <summary>Whether a folder holds an export that can be resumed, or that is done.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsIn(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return File.Exists(Path.Combine(folder, "export.json"));
    }

    /// <summary>Goes on with the export of a folder. Where the process ended before the server had answered the kick-off, that is sent again.</summary>
    /// <param name="client">A client of the same server.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How to wait and to download; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request, where one is sent.</param>
    /// <exception cref="BulkExportException">The folder holds no export, one of another server, or one that was cancelled or given up; or another process works in it.</exception>
    /// <exception cref="FhirResponseException">The server refused a kick-off that was sent again.</exception>
    public static async Task<BulkExportJob> ResumeAsync(
        IFhirPlatformClient client, string folder, BulkExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (!IsIn(folder))
        {
            throw new BulkExportException("The folder holds no export.");
        }

        options = BulkExportOptions.Check(options);
        var claimed = JobFolder.Claim(folder);
        try
        {
            var state = JobState.Read(claimed.State ?? throw new BulkExportException("The folder holds no export."));
            if (state.Platform != client.Platform.Id || state.BaseUrl != client.BaseUrl.AbsoluteUri)
            {
                throw new BulkExportException("The export in the folder is one of another server.");
            }

            var job = new BulkExportJob(client, claimed, state, options);
            job.ThrowIfOver();
            if (state.Phase == BulkExportPhase.Starting)
            {
                await job.KickOffAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (state.Phase == BulkExportPhase.Complete && claimed.Manifest is { } manifest)
            {
                job._manifest = BulkManifest.Read(manifest);
            }

            return job;
        }
        catch
        {
            claimed.Dispose();
            throw;
        }
    }

    internal static BulkExportJob Create(IFhirPlatformClient client, string folder, BulkExportOptions options, KickOff kickOff)
    {
        var claimed = JobFolder.Claim(folder);
        try
        {
            if (claimed.State is not null || claimed.Manifest is not null)
            {
                throw new BulkExportException("The folder holds an export already: resume it, or take another folder.");
            }

            var state = new JobState { Platform = client.Platform.Id, BaseUrl = client.BaseUrl.AbsoluteUri, KickOff = kickOff };
            return new(client, claimed, state, options);
        }
        catch
        {
            claimed.Dispose();
            throw;
        }
    }

    internal async Task KickOffAsync(CancellationToken cancellationToken)
    {
        _state.Phase = BulkExportPhase.Starting;
        Save();
        try
        {
            _state.Status = (await _requests.KickOffAsync(_state.KickOff, cancellationToken).ConfigureAwait(false)).OriginalString;
        }
        catch (Exception error) when (error is FhirResponseException or FhirCapabilityException)
        {
            // It did not begin: the folder is free again.
            _folder.DeleteState();
            throw;
        }

        _state.Phase = BulkExportPhase.Running;
        Save();
    }

    /// <summary>Waits until the server has done its part.</summary>
    /// <param name="progress">Is told each time after the server was asked; null for nobody.</param>
    /// <param name="cancellationToken">Ends the waiting, here alone: the server works on.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="BulkExportException">The server gave the export up, or it was cancelled; or its manifest is none.</exception>
    /// <exception cref="FhirTimeoutException">It took longer than <see cref="BulkExportOptions.LongestWait"/>, or the server did not answer.</exception>
    /// <exception cref="FhirException">The server did not answer, or wants another credential, <see cref="BulkExportOptions.Attempts"/> times in a row. The export can be resumed.</exception>
    public async Task<BulkManifest> WaitAsync(IProgress<BulkExportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ThrowIfOver();
        if (_manifest is null)
        {
            var bytes = await new StatusPoll(_requests, _options, _clock).WaitAsync(StatusAddress!, progress, GiveUp, cancellationToken).ConfigureAwait(false);
            _manifest = Keep(BulkManifest.Read(bytes), bytes);
        }

        return _manifest;
    }

    /// <summary>Waits for the export, and downloads its files: those that are not there, and of those the bytes that are not. Each is checked before it stands under its name.</summary>
    /// <param name="progress">Is told what happens; null for nobody.</param>
    /// <param name="cancellationToken">Ends it; it can be called again.</param>
    /// <returns>The folder with all files.</returns>
    /// <exception cref="BulkExportException">As of <see cref="WaitAsync"/>; or a link leads where nothing may be sent; or links have expired, and the server has no new ones.</exception>
    /// <exception cref="BulkLineException">A file is not what it has to be, each time that it was downloaded.</exception>
    /// <exception cref="FhirException">A file could not be had. What is there stays, and the export can be resumed.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<BulkExportFolder> DownloadAsync(IProgress<BulkExportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var manifest = await WaitAsync(progress, cancellationToken).ConfigureAwait(false);
        using var links = new FileLinks(manifest, RenewAsync);
        var tags = new PartialTags(_state, Save);
        var tally = new DownloadTally(manifest.Files.Count, progress, _clock);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.ParallelDownloads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, manifest.Files.Count, parallel, async (index, token) =>
            await new FileDownload(_requests, links, index, Folder, tags, _options, tally, _clock).RunAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
        Save();
        return BulkExportFolder.Open(Folder);
    }

    /// <summary>Downloads the export, and reads all resources of a type.</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="options">How lines are read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FhirException">As of <see cref="DownloadAsync"/>.</exception>
    /// <exception cref="BulkLineException">A line cannot be read.</exception>
    public async IAsyncEnumerable<T> ReadAsync<T>(BulkReadOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : Resource, IFhirResource<T>
    {
        var folder = await DownloadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await foreach (var resource in folder.ReadAsync<T>(options, cancellationToken).ConfigureAwait(false))
        {
            yield return resource;
        }
    }

    /// <summary>Tells the server that nobody wants the export any more: an export that runs ends, of one that is done the files go. What is here stays.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="FhirException">The server refused, or did not answer.</exception>
    public async Task CancelAsync(CancellationToken cancellationToken = default)
    {
        if (StatusAddress is { } address)
        {
            await _requests.DeleteAsync(address, cancellationToken).ConfigureAwait(false);
        }

        if (_manifest is null)
        {
            _state.Phase = BulkExportPhase.Cancelled;
            Save();
        }
    }

    /// <summary>Gives the folder free. It ends nothing at the server.</summary>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    private async Task<BulkManifest> RenewAsync(BulkManifest old, CancellationToken cancellationToken)
    {
        var answer = await _requests.AskAsync(StatusAddress!, cancellationToken).ConfigureAwait(false);
        if (answer.Manifest is not { } bytes)
        {
            throw new BulkExportException("The links have expired, and the server does not say that the export is done any more.");
        }

        var merged = ManifestRenewal.Merge(old, BulkManifest.Read(bytes));
        return Keep(BulkManifest.Read(merged), merged);
    }

    // The manifest first: who finds the phase finds it.
    private BulkManifest Keep(BulkManifest manifest, byte[] bytes)
    {
        _folder.WriteManifest(bytes);
        _state.Phase = BulkExportPhase.Complete;
        Save();
        return manifest;
    }

    private void GiveUp()
    {
        _state.Phase = BulkExportPhase.Failed;
        Save();
    }

    private void ThrowIfOver()
    {
        if (_state.Phase is BulkExportPhase.Cancelled or BulkExportPhase.Failed)
        {
            throw new BulkExportException(_state.Phase == BulkExportPhase.Failed
                ? "The server gave the export up. Start it anew, in another folder."
                : "The export was cancelled. Start it anew, in another folder.");
        }
    }

    private void Save()
    {
        lock (_state.Gate)
        {
            _folder.WriteState(_state.ToUtf8Bytes());
        }
    }
}
