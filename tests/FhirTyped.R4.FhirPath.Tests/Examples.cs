using FhirTyped.TestKit;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>HL7's own examples of R4.</summary>
internal static class Examples
{
    // The definitions themselves, by the thousand: their parts are among the examples one by one.
    private const long LongestFile = 1_500_000;

    /// <summary>The examples with their file's name.</summary>
    public static IEnumerable<(string Name, Resource Resource)> Read()
    {
        foreach (var file in new DirectoryInfo(TestData.PathOf("examples", "hl7-r4")).EnumerateFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (file.Length <= LongestFile)
            {
                yield return (file.Name, FhirJson.Read(File.ReadAllBytes(file.FullName)));
            }
        }
    }
}
