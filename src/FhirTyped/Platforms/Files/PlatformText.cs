using System.Text;

namespace FhirTyped;

/// <summary>The text of a file, or why there is none.</summary>
/// <param name="Text">The text; null where there is none.</param>
/// <param name="Problem">What is wrong, to be put behind the file's name: <c>is missing</c>.</param>
internal readonly record struct PlatformText(string? Text, string Problem)
{
    /// <summary>There is no such file.</summary>
    public static PlatformText Missing { get; } = new(null, "is missing");

    /// <summary>Reads a file that lies in a folder or below it, of <see cref="PlatformFiles.MaximumFileBytes"/> at the most.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The program may not read it.</exception>
    public static PlatformText Read(string path, string folder)
    {
        var full = Path.GetFullPath(path);
        if (!full.StartsWith(WithSeparator(Path.GetFullPath(folder)), StringComparison.Ordinal))
        {
            return new(null, "lies outside the folder that is read, and was left alone");
        }

        if (!File.Exists(full))
        {
            return Missing;
        }

        using var file = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        // What is no file on a disk, a pipe for example, has no length, so what counts is what comes.
        var bytes = new MemoryStream();
        var part = new byte[81_920];
        for (int count; (count = file.Read(part)) > 0;)
        {
            bytes.Write(part, 0, count);
            if (bytes.Length > PlatformFiles.MaximumFileBytes)
            {
                return new(null, $"is larger than {PlatformFiles.MaximumFileBytes / (1024 * 1024)} MiB, and was not read");
            }
        }

        bytes.Position = 0;
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        return new(reader.ReadToEnd(), "");
    }

    /// <summary>The size alone: a file may hold what is nobody's business.</summary>
    public override string ToString() => Text is null ? Problem : $"{Text.Length} characters";

    private static string WithSeparator(string folder) => Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
}
