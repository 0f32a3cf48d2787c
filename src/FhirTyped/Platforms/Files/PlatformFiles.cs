using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>
/// Reads platform files while the program runs: <c>platform.json</c>, <c>*.platform.json</c>, and the CapabilityStatements that they name. They are read by the same
/// code as when they are compiled, so what they mean is the same. Nothing is fetched from a network.
/// </summary>
/// <remarks>
/// Thread-safe. A file may extend others that are read with it, and platforms that are given: <c>PlatformFiles.LoadDirectory("platforms", BuiltInPlatforms.All)</c>. A
/// statement lies in the folder that is read, or below it. Files and folders whose names begin with a dot are passed over.
/// </remarks>
public static class PlatformFiles
{
    /// <summary>The largest file that is read, in bytes: 64 MiB. The largest CapabilityStatement known has 15 million.</summary>
    public const int MaximumFileBytes = 64 * 1024 * 1024;

    /// <summary>How many platform files a folder may hold, with the folders below it.</summary>
    public const int MaximumFiles = 10_000;

    /// <summary>Reads one platform file, and the statement that it names.</summary>
    /// <param name="path">The file. Its statement lies in the same folder or below it.</param>
    /// <param name="extended">The platforms that it may extend, <c>BuiltInPlatforms.All</c> for example; null for none.</param>
    /// <returns>The platform.</returns>
    /// <exception cref="PlatformFileException">The file or its statement has an error; the message names file and line.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The program may not read it.</exception>
    public static PlatformDescriptor Load(string path, IEnumerable<PlatformDescriptor>? extended = null) => Read(path, extended).GetPlatforms()[0];

    /// <summary>Reads all platform files of a folder and of those below it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="extended">The platforms that they may extend, <c>BuiltInPlatforms.All</c> for example; null for none. Where a file has the same id, it counts.</param>
    /// <returns>The platforms, in the ordinal order of their ids.</returns>
    /// <exception cref="PlatformFileException">A file or statement has an error; the message names each with file and line.</exception>
    /// <exception cref="IOException">There is no such folder, it holds too many files, or one of them cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The program may not read it.</exception>
    public static IReadOnlyList<PlatformDescriptor> LoadDirectory(string folder, IEnumerable<PlatformDescriptor>? extended = null) =>
        ReadDirectory(folder, extended).GetPlatforms();

    /// <summary>Reads one platform file as <see cref="Load"/> does, and tells what is wrong with it instead of throwing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="extended">The platforms that it may extend; null for none.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The program may not read it.</exception>
    public static PlatformFileSet Read(string path, IEnumerable<PlatformDescriptor>? extended = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return File.Exists(path)
            ? Build([path], Path.GetDirectoryName(Path.GetFullPath(path))!, FinderIn(extended))
            : throw new FileNotFoundException($"There is no platform file '{path}'.", path);
    }

    /// <summary>Reads all platform files of a folder as <see cref="LoadDirectory"/> does, and tells what is wrong with them instead of throwing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="extended">The platforms that they may extend; null for none.</param>
    /// <exception cref="IOException">There is no such folder, it holds too many files, or one of them cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The program may not read it.</exception>
    public static PlatformFileSet ReadDirectory(string folder, IEnumerable<PlatformDescriptor>? extended = null) => ReadDirectory(folder, FinderIn(extended));

    /// <summary>Reads a folder whose files may extend what somebody else finds.</summary>
    internal static PlatformFileSet ReadDirectory(string folder, Func<string, PlatformManifest?> findExtended)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, MatchCasing = MatchCasing.CaseInsensitive };
        var paths = Directory.EnumerateFiles(folder, "*.json", options).Where(PlatformFileReader.IsPlatformFile).Take(MaximumFiles + 1).Order(StringComparer.Ordinal).ToList();
        return paths.Count > MaximumFiles
            ? throw new IOException($"The folder '{folder}' holds more than {MaximumFiles} platform files.")
            : Build(paths, folder, findExtended);
    }

    private static PlatformFileSet Build(IReadOnlyList<string> paths, string folder, Func<string, PlatformManifest?> findExtended)
    {
        var issues = new List<PlatformIssue>();
        var files = new List<PlatformSourceFile>(paths.Count);
        foreach (var path in paths)
        {
            var read = PlatformText.Read(path, folder);
            if (read.Text is { } text)
            {
                files.Add(PlatformSourceFile.Read(path, text, statement => PlatformText.Read(statement, folder), issues));
            }
            else
            {
                files.Add(new(path, null));
                issues.Add(new(PlatformIssueIds.InvalidFile, $"The platform file {read.Problem}.", path, default));
            }
        }

        return new(PlatformSet.Build(files.Select(static file => file.Source).OfType<PlatformSource>(), findExtended, issues), files, issues);
    }

    private static Func<string, PlatformManifest?> FinderIn(IEnumerable<PlatformDescriptor>? extended)
    {
        // No manifest is read but those that a file extends.
        var byId = new Dictionary<string, PlatformDescriptor>(StringComparer.Ordinal);
        foreach (var platform in extended ?? [])
        {
            ArgumentNullException.ThrowIfNull(platform, nameof(extended));
            byId.TryAdd(platform.Id, platform);
        }

        return id => byId.GetValueOrDefault(id)?.Manifest;
    }
}
