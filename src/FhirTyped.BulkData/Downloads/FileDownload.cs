using System.Buffers;
using System.Net;

namespace FhirTyped.BulkData;

/// <summary>One file of an export on its way to the disk: to a name of its own while it comes, and to its place once it is whole and checked.</summary>
internal sealed class FileDownload(
    BulkRequests requests, FileLinks links, int index, string folder, PartialTags tags, BulkExportOptions options, DownloadTally tally, TimeProvider clock)
{
    private const string PartEnding = ".part";
    private const int BufferSize = 128 * 1024;
    private const int MostRenewals = 2;

    // Of smaller ones nothing is kept: they are as quickly there anew.
    private const long SmallestToResume = 1024 * 1024;

    private readonly BulkManifestFile _file = links.Manifest.Files[index];
    private string _part = "";
    private string _name = "";
    private long _length;

    /// <summary>Downloads it, unless it is there.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        (var path, _name) = JobFolder.PlaceOf(folder, _file);
        _part = path + PartEnding;
        if (File.Exists(path))
        {
            tally.Add(new FileInfo(path).Length);
            tally.Finish(_file.Kind != BulkFileKind.Output ? 0 : _file.Count ?? await FileCheck.CountAsync(path, _name, options.LongestLine, cancellationToken).ConfigureAwait(false));
            return;
        }

        JobFolder.MakeFolder(Path.GetDirectoryName(path)!);
        _length = tags.Find(_name) is not null && File.Exists(_part) ? new FileInfo(_part).Length : 0;
        tally.Add(_length);
        var count = await FetchAsync(cancellationToken).ConfigureAwait(false);
        File.Move(_part, path, overwrite: true);
        tags.Forget(_name);
        tally.Finish(_file.Kind == BulkFileKind.Output ? count : 0);
    }

    /// <summary>Tries until it is there, as often as a try gets nowhere.</summary>
    private async Task<long> FetchAsync(CancellationToken cancellationToken)
    {
        var pause = new PollPause(options);
        var (failures, renewals) = (0, 0);
        while (true)
        {
            var seen = links.Manifest;
            var before = _length;
            Exception problem;
            try
            {
                await TryAsync(seen, cancellationToken).ConfigureAwait(false);
                return await CheckAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (FhirResponseException gone) when (gone.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.BadRequest)
            {
                if (renewals++ == MostRenewals)
                {
                    throw;
                }

                await links.RenewAsync(seen, cancellationToken).ConfigureAwait(false);
                if (links.Manifest.Files[index].Url == seen.Files[index].Url && renewals > 1)
                {
                    throw;
                }

                continue;
            }
            catch (FhirException error) when (PassingProblems.IsPassing(error))
            {
                problem = error;
            }
            catch (BulkLineException broken)
            {
                // It was cut where nothing told so: only all of it anew is sure.
                Drop();
                problem = broken;
            }

            // What has got further than before did not fail in vain.
            failures = _length > before ? 1 : failures + 1;
            if (failures >= options.Attempts)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(problem);
            }

            await Task.Delay(pause.Next(problem is FhirException known ? PassingProblems.RetryAfterOf(known) : null), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TryAsync(BulkManifest manifest, CancellationToken cancellationToken)
    {
        var tag = _length > 0 ? tags.Find(_name) : null;
        if (tag is null)
        {
            Drop();
        }

        var address = BulkAddresses.Resolve(manifest.Files[index].Url, requests.BaseUrl, "the link of a file");
        var answer = await requests.GetFileAsync(address, manifest.RequiresAccessToken, _length, tag, cancellationToken).ConfigureAwait(false);
        await using (answer.ConfigureAwait(false))
        {
            if (answer.Status == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // All of it may be here: the server then says how much that is.
                if (answer.WholeLength != _length)
                {
                    Drop();
                    throw new FhirTransportException("GET $export file", new IOException("The part that is here is none of the file."));
                }

                return;
            }

            ThrowIfPage(answer);
            if (answer.Status != HttpStatusCode.PartialContent)
            {
                Drop();

                // What was compressed on the way has no length here, and a tag of other bytes than those that are kept.
                tags.Keep(_name, answer.Length >= SmallestToResume ? answer.Tag : null);
            }
            else if (answer.FirstByte != _length || answer.Length is null || tag is null)
            {
                Drop();
                throw new FhirTransportException("GET $export file", new IOException("The server gave another part than it was asked for."));
            }

            await CopyAsync(answer, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(FileAnswer answer, CancellationToken cancellationToken)
    {
        var expected = answer.WholeLength ?? (answer.Length is { } length ? _length + length : null);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var file = JobFolder.Open(_part, FileMode.OpenOrCreate);
            await using (file.ConfigureAwait(false))
            {
                file.SetLength(_length);
                file.Position = _length;
                while (await answer.Body.ReadAsync(buffer.AsMemory(0, BufferSize), cancellationToken).ConfigureAwait(false) is > 0 and var read)
                {
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                    _length += read;
                    tally.Add(read);
                }

                // It is on the disk before it stands under its name.
                file.Flush(flushToDisk: true);
            }
        }
        finally
        {
            buffer.AsSpan().Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (expected is { } whole && whole != _length)
        {
            Drop();
            throw new FhirTransportException("GET $export file", new IOException("The file is not as long as the server said."));
        }
    }

    private async Task<long> CheckAsync(CancellationToken cancellationToken)
    {
        var count = await FileCheck.CountAsync(_part, _name, options.LongestLine, cancellationToken).ConfigureAwait(false);

        // Of errors it may be the number of those that they are about, as at the reference server: nothing of the data is missing.
        // A file by patient has a line of Parameters before each, and the reference server does not count those.
        return _file.Kind != BulkFileKind.Error && _file.Count is { } said && (_file.Type is null ? said > count : said != count)
            ? throw new BulkLineException(_name, count, $"the manifest says {said} resources, and there are {count}", null)
            : count;
    }

    // What a login or a proxy answers is a page, and no data.
    private static void ThrowIfPage(FileAnswer answer)
    {
        if (answer.MediaType is "text/html" or "application/xhtml+xml")
        {
            throw new FhirProtocolException("GET $export file", "the server answered with a page in place of the file.", answer.Status);
        }
    }

    // What is on the disk goes before the tag of other bytes is kept: they would be taken for the beginning of those.
    private void Drop()
    {
        File.Delete(_part);
        tally.Add(-_length);
        _length = 0;
    }
}
