using System.Text;
using System.Text.Json;

namespace FhirTyped.Transfer;

/// <summary>
/// The linkage file: NDJSON, one line for what is about to be sent, and one for what became of it, each handed to the operating system at once, so that the end of the process
/// takes nothing away. The first line says to which server the transfer goes, and, where that is known, from which.
/// </summary>
/// <remarks>Not thread-safe. While it is open nobody else can write it.</remarks>
internal sealed class LinkageFile : IDisposable
{
    private readonly FileStream _file;
    private readonly Dictionary<string, LinkageLine> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    private LinkageFile(FileStream file) => _file = file;

    /// <summary>Opens one, or begins it.</summary>
    /// <exception cref="FhirTransferException">It is of another source or target, or none.</exception>
    public static LinkageFile Open(string path, Uri target, Uri? source)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var linkage = new LinkageFile(new(path, options));
        try
        {
            linkage.Read(target.AbsoluteUri, source?.AbsoluteUri.TrimEnd('/'));
            return linkage;
        }
        catch
        {
            linkage.Dispose();
            throw;
        }
    }

    /// <summary>What became of a resource; null where it was not moved.</summary>
    public LinkageLine? Find(string source) => _lines.GetValueOrDefault(source);

    /// <summary>Whether a resource was about to be sent, and nothing says what became of it.</summary>
    public bool IsBegun(string source) => _begun.Contains(source);

    /// <summary>Keeps that resources are about to be sent.</summary>
    public void Begin(IEnumerable<string> sources) => WriteList("begin", sources);

    /// <summary>Keeps that resources were not taken.</summary>
    public void Refuse(IEnumerable<string> sources) => WriteList("refused", sources);

    /// <summary>Keeps what became of a resource.</summary>
    public void Keep(string source, FhirTransferEntry entry) => Write(json =>
    {
        json.WriteString("source", source);
        json.WriteString("target", entry.Target);
        if (entry.VersionId is not null)
        {
            json.WriteString("version", entry.VersionId);
        }

        json.WriteString("outcome", entry.Outcome.ToString().ToLowerInvariant());
        if (entry.IsPending)
        {
            json.WriteBoolean("pending", value: true);
        }
    });

    public void Dispose() => _file.Dispose();

    private void WriteList(string name, IEnumerable<string> sources) => Write(json =>
    {
        json.WriteStartArray(name);
        foreach (var source in sources)
        {
            json.WriteStringValue(source);
        }

        json.WriteEndArray();
    });

    private void Write(Action<Utf8JsonWriter> members)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        _file.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
        _file.Flush();
    }

    private void Read(string target, string? source)
    {
        var content = new byte[_file.Length];
        _file.ReadExactly(content);

        // The last line has no end where the process ended in the middle of it: then it says nothing.
        var end = Array.LastIndexOf(content, (byte)'\n') + 1;
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(content, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Read(line, ++number, target, source);
        }

        if (number == 0 && content.Length > 0 && content[0] != (byte)'{')
        {
            throw new FhirTransferException("The linkage file is none: take another one.");
        }

        _file.SetLength(end);
        _file.Position = end;
        if (number == 0)
        {
            Write(json =>
            {
                json.WriteString("transfer", target);
                if (source is not null)
                {
                    json.WriteString("from", source);
                }
            });
        }
    }

    private void Read(string line, int number, string target, string? from)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (number == 1)
            {
                if (root.GetProperty("transfer").GetString() != target)
                {
                    throw new FhirTransferException("The linkage file is of a transfer to another server: take another one.");
                }

                // Ids of one server mean nothing at another: its resources would count as moved.
                if ((root.TryGetProperty("from", out var first) ? first.GetString() : null) != from)
                {
                    throw new FhirTransferException("The linkage file is of a transfer from another server: take another one.");
                }
            }
            else if (root.TryGetProperty("begin", out var begun))
            {
                _begun.UnionWith(begun.EnumerateArray().Select(static source => source.GetString()!));
            }
            else if (root.TryGetProperty("refused", out var refused))
            {
                _begun.ExceptWith(refused.EnumerateArray().Select(static source => source.GetString()!));
            }
            else
            {
                var source = root.GetProperty("source").GetString()!;
                _begun.Remove(source);
                _lines[source] = new(
                    root.GetProperty("target").GetString()!, root.TryGetProperty("version", out var version) ? version.GetString() : null, root.TryGetProperty("pending", out _));
            }
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FhirTransferException($"Line {number} of the linkage file cannot be read.", damage);
        }
    }
}
