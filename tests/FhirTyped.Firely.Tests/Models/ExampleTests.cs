using System.Collections.Concurrent;
using FhirTyped.R4;
using FhirTyped.R4.Tests;

namespace FhirTyped.Firely.Tests.Models;

/// <summary>Every payload of our own making and of the public examples, through both models and back.</summary>
public sealed class ExampleTests(ITestOutputHelper output)
{
    private const string NoType = "A resource names no type (the resource itself).";

    // What Firely's own model changes of 2,476 examples: the spaces of two base64 values, which say nothing; and a number that no decimal holds is refused. The rest
    // is what the packages hold beside resources.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["hl7-r4/binary-example.json"] = "$.data: string changed",
        ["hl7-r4/diagnosticreport-example-gingival-mass.json"] = "$.presentedForm[0].data: string changed",
        ["hl7-r4/observation-decimal.json"] = "A number is outside what System.Decimal holds (Observation.component[5].valueQuantity.value).",
        ["hl7-r4/package-min-ver.json"] = NoType,
        ["bulk-ndjson-10-patients/log.ndjson:1"] = NoType,
        ["bulk-ndjson-10-patients/log.ndjson:2"] = NoType,
        ["bulk-ndjson-10-patients/log.ndjson:3"] = NoType,
        ["bulk-ndjson-10-patients/log.ndjson:4"] = NoType,
    };

    public static TheoryData<string> Folders =>
        ["own", "own-bundles", "own-recorded", "hl7-r4", "wire-recorded", "synthea-bundles", "bulk-ndjson-10-patients", "us-core-examples", "cms-bfd-v2-responses"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void BothWays_GiveTheSameJson(string folder)
    {
        Payloads.SkipUnlessPresent(folder);
        var differences = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var payloads = 0;
        Parallel.ForEach(Payloads.In(folder), payload =>
        {
            Interlocked.Increment(ref payloads);
            if (Check(payload.Utf8) is { } difference)
            {
                differences[payload.Name] = difference;
            }
        });

        output.WriteLine($"{folder}: {payloads} payloads, {differences.Count} differ");
        Assert.NotEqual(0, payloads);
        Assert.Equal(
            Known.Where(known => known.Key.StartsWith(folder + "/", StringComparison.Ordinal)).Select(static known => known.Key + ": " + known.Value).Order(StringComparer.Ordinal),
            differences.Select(static one => one.Key + ": " + one.Value).Order(StringComparer.Ordinal));
    }

    private static string? Check(byte[] utf8)
    {
        try
        {
            var firely = FhirJson.Read(utf8).ToFirely();
            return JsonComparison.FirstDifference(utf8, FirelyJson.ToUtf8Bytes(firely)) is { } there ? there
                : JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(firely.ToFhirTyped())) is { } back ? "back: " + back
                : null;
        }
        catch (FhirException exception)
        {
            return exception.Message;
        }
    }
}
