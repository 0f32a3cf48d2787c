namespace FhirTyped.Gateway;

/// <summary>Files that their owner alone may read.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Makes a file, which nobody else can read at any moment. On Windows it has the permissions of its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it may be there.</param>
    /// <param name="share">What others may do with it while it is open.</param>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.ReadWrite)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share, BufferSize = share == FileShare.None ? 0 : 4096 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(path, options);
    }

    /// <summary>Whether others than its owner may read or write a file. On Windows that is not asked.</summary>
    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0;
}
