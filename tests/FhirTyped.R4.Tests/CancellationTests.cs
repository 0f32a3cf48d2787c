using System.Text;

namespace FhirTyped.R4.Tests;

/// <summary>A reading that nobody waits for any more ends, whatever it is in the midst of.</summary>
public sealed class CancellationTests
{
    public static TheoryData<string, string> Long => new()
    {
        { "properties", $$"""{"resourceType":"Patient",{{Repeat("\"active\":true")}}}""" },
        { "objects", $$"""{"resourceType":"Patient","name":[{{Repeat("{}")}}]}""" },
        { "nulls among objects", $$"""{"resourceType":"Patient","name":[{{Repeat("null")}}]}""" },
        { "primitives", $$"""{"resourceType":"Patient","name":[{"given":[{{Repeat("\"a\"")}}]}]}""" },
        { "extensions of primitives", $$"""{"resourceType":"Patient","name":[{"_given":[{{Repeat("null")}}]}]}""" },
        { "what is not known", $$"""{"resourceType":"Patient","other":[{{Repeat("1")}}]}""" },
        { "what is of a wrong kind", $$$"""{"resourceType":"Patient","active":{"a":[{{{Repeat("1")}}}]}}""" },
        { "what stands before the type", $$"""{"name":[{{Repeat("1")}}],"resourceType":"Patient"}""" },
        { "entries", $$$"""{"resourceType":"Bundle","entry":[{{{Repeat("{\"resource\":{\"resourceType\":\"Patient\"}}")}}}]}""" },
    };

    // Below what looks at the token before there is anything to read.
    [Theory]
    [MemberData(nameof(Long))]
    public void Reading_IsEndedInTheMidstOfIt(string kind, string json)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var utf8 = Encoding.UTF8.GetBytes(json);

        Assert.True(Reads(utf8, CancellationToken.None), kind);
        Assert.False(Reads(utf8, source.Token), kind);
    }

    [Fact]
    public void Reading_OfCancelledTokens_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var json = """{"resourceType":"Patient"}""";
        var utf8 = Encoding.UTF8.GetBytes(json);

        Assert.ThrowsAny<OperationCanceledException>(() => FhirJson.Read(utf8, cancellationToken: source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => FhirJson.Read<Patient>(json, cancellationToken: source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => FhirJson.TryRead<Patient>(utf8, out _, out _, cancellationToken: source.Token));
    }

    [Fact]
    public async Task Streams_AreHeardWhenAllHasArrived()
    {
        using var source = new CancellationTokenSource();
        var utf8 = """{"resourceType":"Patient"}"""u8.ToArray();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await FhirJson.ReadAsync<Patient>(new CancellingStream(utf8, source), cancellationToken: source.Token));
        using var other = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in FhirNdjson.ReadAsync<Patient>(new CancellingStream(utf8, other), cancellationToken: other.Token))
            {
            }
        });
    }

    private static bool Reads(byte[] utf8, CancellationToken cancellationToken)
    {
        var reader = new FhirJsonReader(utf8, FhirJsonOptions.Lenient, new IssueCollector(FhirJsonOptions.Lenient, default), cancellationToken);
        try
        {
            reader.Start();
            reader.ReadResource();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string Repeat(string text) => string.Join(',', Enumerable.Repeat(text, 5_000));

    /// <summary>Gives all of it, and cancels when its end is asked for.</summary>
    private sealed class CancellingStream(byte[] content, CancellationTokenSource source) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, CancellationToken.None);
            if (read == 0)
            {
                await source.CancelAsync();
            }

            return read;
        }
    }
}
