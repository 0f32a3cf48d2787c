using System.Globalization;
using System.Text;
using System.Text.Json;
using FhirTyped.R4.FhirPath;
using FhirTyped.TestKit;

namespace FhirTyped.R4.Tests;

/// <summary>
/// Damaged payloads: reading ends with a resource or a FhirFormatException and nothing else, and what it accepts it gives back.
/// FHIRTYPED_FUZZ sets the number of mutations (5,000 by default; the long run takes 200,000).
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int DefaultRuns = 5_000;
    private const int LargestPayload = 6_000;
    private const int Workers = 2;

    private static readonly string[] Fragments =
    [
        "null", "[]", "{}", "[null]", "\"\"", "true", "-0", "1e5", "0.10", "99999999999999999999999999999999", "\"\\ud800\"", "\"\\u0041\"",
        "1e400", "1E-500", "\"\\ud83d\\ude00\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.123456789-12:00\"", "[null,{\"extension\":[{\"url\":\"u\"}]}]",
        ",", ":", "}", "]",
        "{\"resourceType\":\"Patient\"}", "\"resourceType\":\"Nothing\",", "\"_id\":{\"id\":\"x\"},", "\"value\":1,", "\"valueString\":\"x\",", "\"_valueString\":{\"id\":\"y\"},",
        "\"id\":[1],", "\"extension\":{},", "\"contained\":[{\"a\":1},null,2],", "[[[[", "{\"a\":{\"a\":{", "\u00e9", "\0", "\uFEFF",
    ];

    private static readonly FhirPathExpression[] Expressions =
    [
        FhirPathExpression.Parse("descendants().distinct().count()"),
        FhirPathExpression.Parse("descendants().where(hasValue()).select(($this + 1 day) | -$this | ($this > 1) | abs() | $this * 2)"),
        FhirPathExpression.Parse("descendants().where(hasValue()).select(toString().substring(0, 2).upper().matches('^.$'))"),
        FhirPathExpression.Parse("descendants() ~ descendants()"),
    ];

    [Fact]
    public void Read_OfDamagedPayloads_ReadsOrRefuses()
    {
        var runs = int.TryParse(Environment.GetEnvironmentVariable("FHIRTYPED_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : DefaultRuns;
        string[] folders = TestFiles.IsPresent ? ["own", "hl7-r4", "wire-recorded"] : ["own", "own-recorded"];
        var seeds = folders.SelectMany(Payloads.In).Where(p => p.Utf8.Length <= LargestPayload).Select(p => p.Utf8).ToArray();
        var accepted = new int[Workers];
        Parallel.For(0, Workers, worker =>
        {
            // A fixed seed: a failure can be repeated.
            var random = new Random(20251120 + worker);
            for (var i = worker; i < runs; i += Workers)
            {
                var payload = Mutate(random, seeds[random.Next(seeds.Length)]);
                accepted[worker] += Check(payload, $"worker {worker}, run {i}") ? 1 : 0;
            }
        });

        output.WriteLine($"{runs} mutations, {accepted.Sum()} accepted");
        Assert.InRange(accepted.Sum(), runs / 50, runs - (runs / 50));
    }

    private static bool Check(byte[] payload, string run)
    {
        try
        {
            if (!FhirJson.TryRead<Resource>(payload, out var resource, out var issues))
            {
                Assert.Contains(issues, issue => issue.Severity == FhirFormatSeverity.Fatal);
                return false;
            }

            var written = FhirJson.ToUtf8Bytes(resource);
            if (issues.All(issue => issue.Code != FhirFormatCode.DuplicateProperty) && HasNoDuplicates(payload))
            {
                Assert.Null(JsonComparison.FirstDifference(payload, written));
            }

            Assert.Equal(written, FhirJson.ToUtf8Bytes(resource.DeepClone()));
            Assert.Equal(written, FhirJson.ToUtf8Bytes(FhirJson.Read(written)));
            Walk(resource);
            Evaluate(resource);
            CheckStrict(payload, issues);
            _ = (resource as Bundle)?.FindUnreadable();
            return true;
        }
        catch (Exception exception) when (exception is not FhirFormatException)
        {
            throw new InvalidOperationException($"{run}: {exception.GetType().Name} {exception.Message}\n{Encoding.UTF8.GetString(payload)}\n{run}: {exception.Message}", exception);
        }
    }

    // Expressions that touch everything, with all that can be reckoned: what they cannot do, they say with their own exception.
    private static void Evaluate(Resource resource)
    {
        foreach (var expression in Expressions)
        {
            try
            {
                expression.Select(resource);
            }
            catch (FhirPathException)
            {
                // More steps than allowed, or texts where numbers are needed.
            }
        }
    }

    private static void CheckStrict(byte[] payload, IReadOnlyList<FhirFormatIssue> issues)
    {
        var exception = Record.Exception(() => FhirJson.Read(payload, FhirJsonOptions.Strict));
        Assert.Equal(issues.Any(issue => issue.Severity == FhirFormatSeverity.Error), exception is FhirFormatException);
        Assert.True(exception is null or FhirFormatException);
    }

    // The model's answer to a property given twice is the last one, as with JSON readers; such payloads cannot come back the same.
    private static bool HasNoDuplicates(byte[] payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload.AsMemory(payload.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Walk(Base element)
    {
        foreach (var child in element.GetElements())
        {
            Walk(child.Value);
        }
    }

    private static byte[] Mutate(Random random, byte[] original)
    {
        var bytes = new List<byte>(original);
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at - 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                case 3:
                    ReplaceValue(random, bytes, at);
                    break;
                case 4:
                    InsertProperty(random, bytes, at);
                    break;
                case 5:
                    RenameProperty(bytes, at);
                    break;
                default:
                    if (random.Next(8) == 0)
                    {
                        bytes.RemoveRange(at, bytes.Count - at);
                        bytes.Add((byte)'}');
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    // The value after the next colon becomes another: the shape stays JSON more often than with blind changes.
    private static void ReplaceValue(Random random, List<byte> bytes, int at)
    {
        var colon = bytes.IndexOf((byte)':', at);
        var end = colon < 0 ? -1 : bytes.FindIndex(colon, b => b is (byte)',' or (byte)'}' or (byte)'\n');
        if (end > colon + 1)
        {
            bytes.RemoveRange(colon + 1, end - colon - 1);
            bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Fragments[random.Next(20)]));
        }
    }

    private static void InsertProperty(Random random, List<byte> bytes, int at)
    {
        var brace = bytes.IndexOf((byte)'{', at);
        if (brace >= 0)
        {
            bytes.InsertRange(brace + 1, Encoding.UTF8.GetBytes(Fragments[random.Next(23, 31)]));
        }
    }

    private static void RenameProperty(List<byte> bytes, int at)
    {
        var quote = bytes.IndexOf((byte)'"', at);
        if (quote >= 0)
        {
            bytes.Insert(quote + 1, (byte)'_');
        }
    }
}
