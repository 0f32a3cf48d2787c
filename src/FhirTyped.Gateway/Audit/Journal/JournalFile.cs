using System.Globalization;
using System.Text;

namespace FhirTyped.Gateway;

/// <summary>A file of the journal: the node's name on its first line, then an event on each. It is deleted once it is closed and the store has all of its events.</summary>
internal sealed class JournalFile
{
    /// <summary>How the names of these files end.</summary>
    public const string Extension = ".audit";

    private readonly FileStream _file;
    private byte[] _line = new byte[1024];

    // One more than there are events that the store does not have, until the file is closed.
    private int _open = 1;

    private JournalFile(FileStream file) => _file = file;

    /// <summary>How long it is, in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Makes a file that no other process opens while this one lives.</summary>
    public static JournalFile Create(string folder, string node, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds():D14}-{Guid.NewGuid():N}{Extension}"));
        var file = new JournalFile(OwnerOnlyFile.Open(path, FileMode.CreateNew, FileShare.None));
        try
        {
            file.Write(Encoding.UTF8.GetBytes(node.ReplaceLineEndings(" ")));
            return file;
        }
        catch
        {
            // On a full disk each call would leave one more.
            file.Close();
            throw;
        }
    }

    /// <summary>Writes an event. One at a time.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        Write(content);
        Interlocked.Increment(ref _open);
    }

    /// <summary>The store has one of its events.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _file.Dispose();
            try
            {
                File.Delete(_file.Name);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // What stays is known to the store: the next start finds that, and tries again.
            }
        }
    }

    /// <summary>No event comes to it any more.</summary>
    public void Close() => Release();

    private void Write(ReadOnlySpan<byte> line)
    {
        if (_line.Length <= line.Length)
        {
            _line = new byte[line.Length * 2];
        }

        line.CopyTo(_line);
        _line[line.Length] = (byte)'\n';
        RandomAccess.Write(_file.SafeFileHandle, _line.AsSpan(0, line.Length + 1), Length);
        Length += line.Length + 1;
    }
}
