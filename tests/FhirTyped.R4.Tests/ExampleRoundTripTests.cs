using System.Collections.Concurrent;
using FhirTyped.TestKit;

namespace FhirTyped.R4.Tests;

/// <summary>Every payload of the public examples comes back as it was.</summary>
public sealed class ExampleRoundTripTests(ITestOutputHelper output)
{
    public static TheoryData<string> Folders =>
        ["hl7-r4", "wire-recorded", "synthea-bundles", "bulk-ndjson-10-patients", "us-core-examples", "cms-bfd-v2-responses"];

    // Not FHIR: the recordings' own list of requests.
    private static readonly HashSet<string> NotFhir = ["index.json"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Write_AfterRead_GivesTheSameJson(string folder)
    {
        Assert.SkipUnless(TestData.IsPresent, TestData.MissingMessage);
        var failures = new ConcurrentBag<string>();
        var payloads = 0;
        var bytes = 0L;
        Parallel.ForEach(Payloads(TestData.PathOf("examples", folder)), payload =>
        {
            Interlocked.Increment(ref payloads);
            Interlocked.Add(ref bytes, payload.Utf8.Length);
            if (Check(payload.Utf8) is { } failure)
            {
                failures.Add($"{payload.Name}: {failure}");
            }
        });

        output.WriteLine($"{folder}: {payloads} payloads, {bytes / 1e6:F1} MB, {failures.Count} failures");
        Assert.Empty(failures.Order().Take(40));
        Assert.NotEqual(0, payloads);
    }

    private static string? Check(byte[] utf8)
    {
        try
        {
            var resource = FhirJson.Read(utf8);
            return JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(resource));
        }
        catch (Exception exception)
        {
            return exception.GetType().Name + " " + exception.Message + exception.StackTrace?.Split('\n')[0];
        }
    }

    private static IEnumerable<(string Name, byte[] Utf8)> Payloads(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file);
            if (file.EndsWith(".ndjson", StringComparison.Ordinal))
            {
                var line = 0;
                foreach (var text in File.ReadLines(file))
                {
                    yield return ($"{name}:{++line}", System.Text.Encoding.UTF8.GetBytes(text));
                }
            }
            else if (file.EndsWith(".json", StringComparison.Ordinal) && !NotFhir.Contains(name))
            {
                yield return (name, File.ReadAllBytes(file));
            }
        }
    }
}
