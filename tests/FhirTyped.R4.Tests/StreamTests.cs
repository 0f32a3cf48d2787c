using System.IO.Pipelines;
using System.Text;

namespace FhirTyped.R4.Tests;

/// <summary>Reading from streams and pipes, and NDJSON.</summary>
public sealed class StreamTests
{
    private static readonly byte[] Patient = """{"resourceType":"Patient","id":"a"}"""u8.ToArray();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task ReadAsync_OfAStreamInPieces_ReadsTheResource(int piece)
    {
        Assert.Equal("a", (await FhirJson.ReadAsync<Patient>(new SlowStream(Patient, piece))).Id);
        Assert.Equal("a", (await FhirJson.ReadAsync<Patient>(new MemoryStream(Patient))).Id);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    public async Task ReadAsync_OfAPipeInPieces_ReadsTheResource(int piece) =>
        Assert.Equal("a", (await FhirJson.ReadAsync<Patient>(PipeReader.Create(new SlowStream(Patient, piece)))).Id);

    // A server drains the body of a request that it refuses.
    [Fact]
    public async Task ReadAsync_OfAPipeThatHoldsNoResource_LeavesItReadable()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("nothing"u8.ToArray());
        await pipe.Writer.CompleteAsync();

        await Assert.ThrowsAsync<FhirFormatException>(async () => await FhirJson.ReadAsync<Patient>(pipe.Reader));

        Assert.True((await pipe.Reader.ReadAsync()).IsCompleted);
    }

    [Fact]
    public async Task ReadAsync_OfAPipeThatIsCancelled_LeavesItReadable()
    {
        var pipe = new Pipe();
        pipe.Reader.CancelPendingRead();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await FhirJson.ReadAsync<Patient>(pipe.Reader));
        await pipe.Writer.WriteAsync(Patient);
        await pipe.Writer.CompleteAsync();

        Assert.Equal("a", (await FhirJson.ReadAsync<Patient>(pipe.Reader)).Id);
    }

    [Fact]
    public async Task ReadAsync_BeyondTheLimit_StopsReading()
    {
        var endless = new EndlessStream("[ "u8.ToArray());
        var options = new FhirJsonOptions { MaxPayloadLength = 100_000 };

        var exception = await Assert.ThrowsAsync<FhirFormatException>(async () => await FhirJson.ReadAsync<Patient>(endless, options));
        Assert.Equal(FhirFormatCode.PayloadLimit, exception.Issue.Code);
        exception = await Assert.ThrowsAsync<FhirFormatException>(async () => await FhirJson.ReadAsync<Patient>(PipeReader.Create(endless), options));
        Assert.Equal(FhirFormatCode.PayloadLimit, exception.Issue.Code);
        exception = await Assert.ThrowsAsync<FhirFormatException>(async () => await FhirNdjson.ReadAsync<Patient>(endless, options).FirstAsync());
        Assert.Equal(FhirFormatCode.PayloadLimit, exception.Issue.Code);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n")]
    public async Task Ndjson_ReadsEachLine(string separator)
    {
        var text = string.Join(separator, Enumerable.Range(0, 50).Select(i => $$"""{"resourceType":"Patient","id":"{{i}}"}"""));
        foreach (var end in new[] { "", separator })
        {
            var ids = new List<string?>();
            await foreach (var patient in FhirNdjson.ReadAsync<Patient>(new SlowStream(Encoding.UTF8.GetBytes(text + end), 13)))
            {
                ids.Add(patient.Id);
            }

            Assert.Equal(Enumerable.Range(0, 50).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), ids);
        }
    }

    [Fact]
    public async Task Ndjson_NamesTheLineThatIsWrong()
    {
        var stream = new MemoryStream("""
            {"resourceType":"Patient"}

            {"resourceType":"Patient","name":[SECRET]}
            """u8.ToArray());

        var exception = await Assert.ThrowsAsync<FhirFormatException>(async () =>
        {
            await foreach (var _ in FhirNdjson.ReadAsync<Patient>(stream))
            {
            }
        });

        Assert.Equal((3, "Patient.name"), (exception.Issue.LineNumber, exception.Issue.Location));
        Assert.DoesNotContain("SECRET", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ndjson_WritesALineForEach()
    {
        var stream = new MemoryStream();
        await FhirNdjson.WriteAsync(stream, new Patient { Id = "a" });
        await FhirNdjson.WriteAsync(stream, new Patient { Id = "b" });

        Assert.Equal("{\"resourceType\":\"Patient\",\"id\":\"a\"}\n{\"resourceType\":\"Patient\",\"id\":\"b\"}\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task Ndjson_OfManyLines_HoldsOneAtATime()
    {
        var line = """{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.5,"unit":"kg"}}"""u8.ToArray();
        var seen = new List<WeakReference>();
        var count = 0;
        await foreach (var observation in FhirNdjson.ReadAsync<Observation>(new EndlessStream([.. line, (byte)'\n'], 100_000)))
        {
            if (++count % 1000 == 0)
            {
                seen.Add(new WeakReference(observation));
            }
        }

        GC.Collect();
        Assert.Equal(100_000, count);
        Assert.InRange(seen.Count(reference => reference.IsAlive), 0, 1);
    }

    private sealed class SlowStream(byte[] content, int piece) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(piece, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    /// <summary>Gives the same bytes again and again.</summary>
    private sealed class EndlessStream(byte[] content, long times = long.MaxValue) : Stream
    {
        private long _left = times == long.MaxValue ? times : times * content.Length;
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = 0;
            while (read < count && _left > 0)
            {
                buffer[offset + read++] = content[_at];
                _at = (_at + 1) % content.Length;
                _left--;
            }

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
