namespace FhirTyped.External.Tests;

/// <summary>The browser of this machine, in which pages are tested.</summary>
internal static class Chromium
{
    /// <summary>The words with which a test skips itself where there is none.</summary>
    public const string MissingMessage = "There is no Chromium here (Debian: chromium; .ci/run installs it), or what drives it is not installed: run 'npm ci' in tests/external.";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    /// <summary>Where the program is; null where there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(static folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Whether it is there, and what drives it.</summary>
    public static bool IsInstalled => Path is not null && NodeServer.IsInstalled("playwright-core") && NodeServer.IsInstalled("axe-core");
}
