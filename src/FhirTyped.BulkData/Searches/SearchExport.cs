using System.Text.Json;
using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>Searches patient by patient, and writes what is found in their order: so that all that a restart has to know is how many are done, and where their lines end.</summary>
internal sealed class SearchExport(IFhirPlatformClient client, JobFolder folder, SearchPlan plan, int parallel, IProgress<BulkExportProgress>? progress)
{
    private readonly Dictionary<string, FileStream> _open = new(StringComparer.Ordinal);
    private SearchState _state = null!;

    /// <summary>Searches for those that are not done.</summary>
    public async Task<BulkExportFolder> RunAsync(CancellationToken cancellationToken)
    {
        Begin();
        if (folder.Manifest is null)
        {
            try
            {
                await SearchAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                foreach (var file in _open.Values)
                {
                    await file.DisposeAsync().ConfigureAwait(false);
                }
            }

            Finish();
        }

        return BulkExportFolder.Open(folder.Path);
    }

    private void Begin()
    {
        var key = client.Platform.Id + " " + client.BaseUrl.AbsoluteUri + " " + plan.Key;
        if (folder.State is not { } bytes)
        {
            if (folder.Manifest is not null)
            {
                throw new BulkExportException("The folder holds an export already: take another one.");
            }

            _state = new() { Key = key, Started = client.Exchange.Server.Options.TimeProvider.GetUtcNow() };
            folder.WriteState(_state.ToUtf8Bytes());
            return;
        }

        _state = SearchState.Read(bytes);
        if (_state.Key != key)
        {
            throw new BulkExportException("The folder holds searches for other patients, of something else, or at another server: take another one.");
        }
    }

    // Patients are asked for ahead, and written in their order.
    private async Task SearchAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<Task<List<(string Type, byte[] Line)>>>();
        try
        {
            for (var next = _state.Done; ahead.Count > 0 || next < plan.Patients.Count;)
            {
                while (ahead.Count < parallel && next < plan.Patients.Count)
                {
                    ahead.Enqueue(FindAsync(plan.Patients[next++], end.Token));
                }

                await WriteAsync(await ahead.Peek().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                _ = ahead.Dequeue();
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(ahead).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private async Task<List<(string Type, byte[] Line)>> FindAsync(string patient, CancellationToken cancellationToken)
    {
        var lines = new List<(string, byte[])>();
        var known = new HashSet<(string, string?)>();
        foreach (var search in plan.SearchesOf(patient))
        {
            await foreach (var resource in client.Search(search).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                // Two searches of one type may find the same.
                if (resource.Id is null || known.Add((resource.TypeName, resource.Id)))
                {
                    lines.Add((resource.TypeName, FhirJson.ToUtf8Bytes(resource)));
                }
            }
        }

        return lines;
    }

    private async Task WriteAsync(List<(string Type, byte[] Line)> lines, CancellationToken cancellationToken)
    {
        foreach (var group in lines.GroupBy(static line => line.Type, StringComparer.Ordinal))
        {
            var index = _state.Files.FindIndex(file => file.Type == group.Key);
            if (index < 0)
            {
                index = _state.Files.Count;
                _state.Files.Add((group.Key, 0, 0));
            }

            var (type, length, count) = _state.Files[index];
            var file = Open(index, length);
            foreach (var (_, line) in group)
            {
                await file.WriteAsync(line, cancellationToken).ConfigureAwait(false);
                await file.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
                count++;
            }

            file.Flush(flushToDisk: true);
            _state.Files[index] = (type, file.Position, count);
        }

        // Before this moment what was written belongs to nobody, and is written again.
        _state.Done++;
        folder.WriteState(_state.ToUtf8Bytes());
        progress?.Report(new(BulkExportPhase.Running, null, null, _state.Done, plan.Patients.Count, _state.Files.Sum(static file => file.Bytes), _state.Files.Sum(static file => file.Lines)));
    }

    private FileStream Open(int index, long length)
    {
        var type = _state.Files[index].Type;
        if (!_open.TryGetValue(type, out var file))
        {
            _open.Add(type, file = JobFolder.Open(PlaceOf(index) + ".part", FileMode.OpenOrCreate));
            file.SetLength(length);
            file.Position = length;
        }

        return file;
    }

    private string PlaceOf(int index) => JobFolder.PlaceOf(folder.Path, new(BulkFileKind.Output, index + 1, _state.Files[index].Type, "", null)).Path;

    private void Finish()
    {
        for (var i = 0; i < _state.Files.Count; i++)
        {
            var path = PlaceOf(i);
            if (!File.Exists(path + ".part"))
            {
                // The process ended in the middle of this.
                continue;
            }

            using (var file = JobFolder.Open(path + ".part", FileMode.OpenOrCreate))
            {
                file.SetLength(_state.Files[i].Bytes);
            }

            File.Move(path + ".part", path, overwrite: true);
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("transactionTime", _state.Started);
            json.WriteBoolean("requiresAccessToken", value: false);
            json.WriteStartArray("output");
            foreach (var (type, _, lines) in _state.Files)
            {
                json.WriteStartObject();
                json.WriteString("type", type);
                json.WriteString("url", new Uri(client.BaseUrl, type).AbsoluteUri);
                json.WriteNumber("count", lines);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        folder.WriteManifest(stream.ToArray());
    }
}
