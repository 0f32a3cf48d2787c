using System.Security.Cryptography;
using System.Text;

namespace FhirTyped.Gateway;

/// <summary>Tells when the files of a folder have changed. Several changes within a moment are one, so that a file is not read while it is being written.</summary>
internal sealed class PlatformFolderWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly FileSystemWatcher _watcher;
    private readonly Timer _timer;

    public PlatformFolderWatch(string folder, Action changed)
    {
        _timer = new Timer(_ => changed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watcher = new FileSystemWatcher(folder, "*.json") { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName | NotifyFilters.Size };
        _watcher.Changed += (_, _) => Wait();
        _watcher.Created += (_, _) => Wait();
        _watcher.Deleted += (_, _) => Wait();
        _watcher.Renamed += (_, _) => Wait();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>A hash over the names and contents of the files.</summary>
    public static string FingerprintOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var content = SHA256.HashData(File.ReadAllBytes(path));
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, path) + "\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watcher.Dispose();
        _timer.Dispose();
    }

    private void Wait() => _timer.Change(Pause, Timeout.InfiniteTimeSpan);
}
