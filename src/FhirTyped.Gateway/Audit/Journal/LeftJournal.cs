using System.Text;
using System.Text.Json;

namespace FhirTyped.Gateway;

/// <summary>A file of the journal whose process is gone.</summary>
internal sealed class LeftJournal : IDisposable
{
    private readonly FileStream _file;

    private LeftJournal(FileStream file, string node, List<byte[]> events, int damaged) => (_file, Node, Events, Damaged) = (file, node, events, damaged);

    /// <summary>The node that wrote it.</summary>
    public string Node { get; }

    /// <summary>Its events, the oldest first. One that was not written to its end is not among them: its call was not answered.</summary>
    public IReadOnlyList<byte[]> Events { get; }

    /// <summary>How many lines are no events: what a loss of power can make of the last ones.</summary>
    public int Damaged { get; }

    /// <summary>Opens a file.</summary>
    /// <returns>The file; null where its process lives, or it went meanwhile.</returns>
    public static LeftJournal? TryOpen(string path)
    {
        FileStream file;
        try
        {
            file = new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None });
        }
        catch (IOException)
        {
            return null;
        }

        try
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var (node, events, damaged) = ((string?)null, new List<byte[]>(), 0);
            for (var rest = bytes.AsSpan(); rest.IndexOf((byte)'\n') is >= 0 and var end; rest = rest[(end + 1)..])
            {
                var line = rest[..end];
                if (node is null)
                {
                    node = Encoding.UTF8.GetString(line);
                }
                else if (IsEvent(line))
                {
                    events.Add(line.ToArray());
                }
                else
                {
                    damaged++;
                }
            }

            // Without a first line no call was answered either.
            return new(file, node ?? "", events, damaged);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Deletes it: the store has its events.</summary>
    public void Delete() => File.Delete(_file.Name);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool IsEvent(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        try
        {
            return json.Read() && json.TokenType == JsonTokenType.StartObject && json.TrySkip() && !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
