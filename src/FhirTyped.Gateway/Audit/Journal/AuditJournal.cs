namespace FhirTyped.Gateway;

/// <summary>
/// Where events stand until the store has them: a line each, handed to the operating system before the call is answered, so that they outlive the process. It costs one write to a file,
/// where to wait for the store costs a change of threads and a share of its commit.
/// </summary>
internal sealed class AuditJournal : IDisposable
{
    /// <summary>From this size on another file is begun, so that this one can go.</summary>
    private const long LongestFile = 4 * 1024 * 1024;

    private readonly Lock _turn = new();
    private readonly string _folder;
    private readonly string _node;
    private readonly TimeProvider _time;
    private JournalFile? _current;

    /// <summary>Creates a journal; nothing is written yet.</summary>
    /// <param name="folder">The folder; it is made where it is not there.</param>
    /// <param name="node">The node whose events it has.</param>
    /// <param name="time">By which its files are named, so that they are in order.</param>
    public AuditJournal(string folder, string node, TimeProvider time) => (_folder, _node, _time) = (folder, node, time);

    /// <summary>Writes an event down.</summary>
    /// <param name="content">The event as JSON, without line breaks.</param>
    /// <returns>The file that has it: it is to be told by <see cref="JournalFile.Release"/> once the store has it too.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public JournalFile Append(ReadOnlySpan<byte> content)
    {
        lock (_turn)
        {
            if (_current is { Length: > LongestFile } full)
            {
                _current = null;
                full.Close();
            }

            _current ??= JournalFile.Create(_folder, _node, _time.GetUtcNow());
            _current.Append(content);
            return _current;
        }
    }

    /// <summary>Files that processes left that are gone, with the events that their stores may not have. Each is to be disposed of.</summary>
    public static IEnumerable<LeftJournal> FindLeft(string folder)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*" + JournalFile.Extension).Order(StringComparer.Ordinal))
        {
            if (LeftJournal.TryOpen(path) is { } left)
            {
                yield return left;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_turn)
        {
            _current?.Close();
            _current = null;
        }
    }
}
