using FhirTyped.TestKit;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>Examples: of our own making, and HL7's own ones of R4.</summary>
internal static class Examples
{
    // The definitions themselves, by the thousand: their parts are among the examples one by one.
    private const long LongestFile = 1_500_000;

    /// <summary>The folder of HL7's examples, which are public data.</summary>
    public const string Hl7 = "hl7-r4";

    /// <summary>The folder of those of our own making.</summary>
    public const string Own = "own";

    /// <summary>The examples of a folder with their file's name; the test is skipped where they are absent.</summary>
    public static IEnumerable<(string Name, Resource Resource)> Read(string folder)
    {
        Assert.SkipUnless(TestFiles.Has("examples", folder), TestFiles.MissingMessage);
        return ReadAll(folder);
    }

    private static IEnumerable<(string Name, Resource Resource)> ReadAll(string folder)
    {
        foreach (var file in new DirectoryInfo(TestFiles.PathOf("examples", folder)).EnumerateFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (file.Length <= LongestFile)
            {
                yield return (file.Name, FhirJson.Read(File.ReadAllBytes(file.FullName)));
            }
        }
    }
}
