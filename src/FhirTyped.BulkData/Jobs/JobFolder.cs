using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>The folder of an export: its state, its manifest, its files. One process works in it at a time; all that is in it is for the user alone.</summary>
internal sealed class JobFolder : IDisposable
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string StateName = "export.json";
    private const string LockName = "export.lock";

    private readonly FileStream _lock;

    private JobFolder(string path, FileStream claim)
    {
        Path = path;
        _lock = claim;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The bytes of the state; null where there is none.</summary>
    public byte[]? State => ReadIfThere(System.IO.Path.Combine(Path, StateName));

    /// <summary>The bytes of the manifest; null where there is none.</summary>
    public byte[]? Manifest => ReadManifest(Path);

    /// <summary>The bytes of a folder's manifest; null where there is none.</summary>
    public static byte[]? ReadManifest(string folder) => ReadIfThere(ManifestPath(folder));

    /// <summary>Where a file of a manifest lies, or will: its name comes from its place in the manifest, so that it is the same after a restart.</summary>
    public static (string Path, string Name) PlaceOf(string folder, BulkManifestFile file)
    {
        var name = FormattableString.Invariant($"{file.Type ?? nameof(Resource)}.{file.Number:D5}.ndjson");
        name = file.Kind switch
        {
            BulkFileKind.Error => "error/" + name,
            BulkFileKind.Deleted => "deleted/" + name,
            _ => name,
        };
        return (System.IO.Path.Combine(folder, name), name);
    }

    /// <summary>Claims a folder, and makes it where it is not there.</summary>
    /// <exception cref="BulkExportException">Another process works in it.</exception>
    public static JobFolder Claim(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        MakeFolder(path);
        try
        {
            return new(path, Open(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new BulkExportException("Another process works in the export's folder.", innerException: taken);
        }
    }

    /// <summary>Writes the state, whole or not at all.</summary>
    public void WriteState(ReadOnlySpan<byte> state) => Write(System.IO.Path.Combine(Path, StateName), state);

    /// <summary>Writes the manifest, whole or not at all.</summary>
    public void WriteManifest(ReadOnlySpan<byte> manifest) => Write(ManifestPath(Path), manifest);

    /// <summary>Forgets an export that did not begin.</summary>
    public void DeleteState() => File.Delete(System.IO.Path.Combine(Path, StateName));

    /// <summary>Opens a file to write to it, for the user alone.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        return new(path, options);
    }

    /// <summary>Makes a folder for the user alone.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnFolder);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string ManifestPath(string folder) => System.IO.Path.Combine(folder, "manifest.json");

    private static byte[]? ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // The old one stays until the new one is on the disk under its own name.
    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + ".new";
        using (var file = Open(temporary, FileMode.Create))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
