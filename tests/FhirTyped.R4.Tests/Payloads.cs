using System.Text;
using FhirTyped.TestKit;

namespace FhirTyped.R4.Tests;

/// <summary>The payloads of the examples, of our own making or public: a file each, or a line of NDJSON each.</summary>
internal static class Payloads
{
    /// <summary>What stands among the examples and is no FHIR JSON, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotFhir = new Dictionary<string, string>
    {
        ["wire-recorded/index.json"] = "the list of the recorded requests, an array",
        ["own-recorded/index.json"] = "the list of the requests, an array",
    };

    /// <summary>Skips the test where the folder is one of the public data, and that is absent.</summary>
    public static void SkipUnlessPresent(string folder) => Assert.SkipUnless(TestFiles.Has("examples", folder), TestFiles.MissingMessage);

    public static IEnumerable<(string Name, byte[] Utf8)> In(string folder)
    {
        var root = TestFiles.PathOf("examples", folder);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = folder + "/" + Path.GetRelativePath(root, file).Replace('\\', '/');
            if (NotFhir.ContainsKey(name))
            {
                continue;
            }

            if (file.EndsWith(".ndjson", StringComparison.Ordinal))
            {
                var line = 0;
                foreach (var text in File.ReadLines(file))
                {
                    yield return ($"{name}:{++line}", Encoding.UTF8.GetBytes(text));
                }
            }
            else if (file.EndsWith(".json", StringComparison.Ordinal))
            {
                yield return (name, File.ReadAllBytes(file));
            }
        }
    }
}
