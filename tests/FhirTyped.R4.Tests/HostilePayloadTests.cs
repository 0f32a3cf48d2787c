using System.Text;

namespace FhirTyped.R4.Tests;

/// <summary>
/// Payloads that are made to hurt. The long ones are so long that nobody would wait for a reading or writing whose cost grows with
/// their square.
/// </summary>
public sealed class HostilePayloadTests
{
    private static readonly Dictionary<string, Func<string>> Payloads = new()
    {
        ["a million nulls"] = () => $$"""{"resourceType":"Patient","name":[{{Repeat("null", 1_000_000)}}]}""",
        ["a million nulls among primitives"] = () => $$"""{"resourceType":"Patient","name":[{"given":[{{Repeat("null", 1_000_000)}}]}]}""",
        ["a million digits"] = () => $$$"""{"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":0.{{{new string('3', 1_000_000)}}}}}""",
        ["a name of a million letters"] = () => $$"""{"resourceType":"Patient","{{new string('a', 1_000_000)}}":1}""",
        ["a hundred thousand unknown properties"] = () => $$"""{"resourceType":"Patient",{{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"x{i}\":[{i}]"))}}}""",
        ["a hundred thousand lists"] = () => $$"""{"resourceType":"Patient",{{Repeat("\"name\":[null]", 100_000)}}}""",
        ["a hundred thousand arrays in an array"] = () => $$"""{"resourceType":"Patient","name":[{{Repeat("[[[]]]", 100_000)}}]}""",
        ["a hundred thousand primitives with extensions"] = () =>
            $$"""{"resourceType":"Patient","name":[{"_given":[{{Repeat("{\"id\":\"a\"}", 100_000)}}],"given":[{{Repeat("\"a\"", 100_000)}}]}]}""",
    };

    public static TheoryData<string, int> Long => new()
    {
        { "a million nulls", FhirJsonOptions.DefaultMaxIssues },
        { "a million nulls among primitives", FhirJsonOptions.DefaultMaxIssues },
        { "a million digits", 0 },
        { "a name of a million letters", 1 },
        { "a hundred thousand unknown properties", FhirJsonOptions.DefaultMaxIssues },
        { "a hundred thousand lists", FhirJsonOptions.DefaultMaxIssues },
        { "a hundred thousand arrays in an array", FhirJsonOptions.DefaultMaxIssues },
        { "a hundred thousand primitives with extensions", 0 },
    };

    [Theory]
    [MemberData(nameof(Long))]
    public void LongPayload_IsReadCopiedAndWritten(string kind, int issuesReported)
    {
        var utf8 = Encoding.UTF8.GetBytes(Payloads[kind]());

        Assert.True(FhirJson.TryRead<Resource>(utf8, out var resource, out var issues));

        Assert.Equal(issuesReported, issues.Count);
        var copy = resource.DeepClone();
        Assert.True(copy.DeepEquals(resource));
        if (issues.All(issue => issue.Code != FhirFormatCode.DuplicateProperty))
        {
            Assert.Null(JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(copy)));
        }
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("{\"extension\":[", "]}")]
    [InlineData("{\"contained\":[{\"resourceType\":\"Patient\",\"contained\":[", "]}]}")]
    public void Nesting_WithoutEnd_IsAnError(string open, string close)
    {
        foreach (var depth in new[] { 300, 100_000 })
        {
            var json = $$"""{"resourceType":"Patient","extension":[{{Many(open, depth)}}1{{Many(close, depth)}}]}""";
            foreach (var limit in new[] { 1, FhirJsonOptions.DefaultMaxDepth, 256 })
            {
                var exception = Assert.Throws<FhirFormatException>(() => FhirJson.Read<Patient>(json, new FhirJsonOptions { MaxDepth = limit }));
                Assert.Equal(FhirFormatCode.DepthLimit, exception.Issue.Code);
            }
        }
    }

    [Fact]
    public void Nesting_AsDeepAsAllowed_IsReadOnASmallStack()
    {
        const int Depth = 126;
        var json = $$"""{"resourceType":"Patient","extension":[{{Many("{\"extension\":[", Depth)}}{"url":"u"}{{Many("]}", Depth)}}]}""";
        var written = OnSmallStack(() => FhirJson.ToJson(FhirJson.Read<Patient>(json, new FhirJsonOptions { MaxDepth = 256 }).DeepClone()));

        Assert.Equal(json, written);
    }

    [Fact]
    public void Writing_OfWhatHoldsItself_IsAnError()
    {
        var patient = new Patient { Extension = { new Extension { Url = "u" } } };
        patient.Extension[0].Extension.Add(patient.Extension[0]);

        Assert.Equal(FhirFormatCode.DepthLimit, Assert.Throws<FhirFormatException>(() => FhirJson.ToJson(patient)).Issue.Code);
        Assert.Equal(FhirFormatCode.DepthLimit, Assert.Throws<FhirFormatException>(() => OnSmallStack(() => patient.DeepClone())).Issue.Code);
        Assert.Equal(FhirFormatCode.DepthLimit, Assert.Throws<FhirFormatException>(() => patient.DeepEquals(new Patient { Extension = { patient.Extension[0] } })).Issue.Code);

        // And what comes after is written as ever.
        Assert.Equal("""{"resourceType":"Patient"}""", FhirJson.ToJson(new Patient()));
    }

    [Fact]
    public void Writing_OfDeepElements_GoesAsDeepAsReading()
    {
        var item = new QuestionnaireResponseItem { LinkId = "a" };
        for (var i = 0; i < 300; i++)
        {
            item = new QuestionnaireResponseItem { LinkId = "a", Item = { item } };
        }

        Assert.Contains("\"linkId\":\"a\"", FhirJson.ToJson(new QuestionnaireResponse { Item = { item } }), StringComparison.Ordinal);
    }

    private static T OnSmallStack<T>(Func<T> action)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => result = action()), 256 * 1024);
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw failure;
    }

    private static string Repeat(string text, int count) => string.Join(',', Enumerable.Repeat(text, count));

    private static string Many(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
