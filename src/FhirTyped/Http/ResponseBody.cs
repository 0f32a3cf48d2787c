using System.Buffers;

namespace FhirTyped;

/// <summary>The bytes of a response in a rented buffer, which is wiped when it is given back: it held patient data.</summary>
internal sealed class ResponseBody : IDisposable
{
    private const int FirstSize = 4096;

    /// <summary>What an announced length is worth before the bytes are there: a server can announce anything.</summary>
    private const int LargestFirstSize = 64 * 1024;

    private byte[] _buffer;
    private int _length;

    private ResponseBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>What was read.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Reads a whole body.</summary>
    /// <exception cref="FhirProtocolException">It is larger than the limit.</exception>
    public static async ValueTask<ResponseBody> ReadAsync(FhirRequest request, HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        var content = response.Content;
        var announced = content.Headers.ContentLength;
        if (announced > limit)
        {
            throw TooLarge(request, response, limit);
        }

        var body = new ResponseBody((int)Math.Clamp(announced ?? FirstSize, 1, LargestFirstSize));
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (body._length != announced)
                {
                    body.MakeRoom();
                    var read = await stream.ReadAsync(body._buffer.AsMemory(body._length), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        break;
                    }

                    body._length += read;
                    if (body._length > limit)
                    {
                        throw TooLarge(request, response, limit);
                    }
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            buffer.AsSpan(0, _length).Clear();
            _length = 0;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void MakeRoom()
    {
        if (_length < _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private static FhirProtocolException TooLarge(FhirRequest request, HttpResponseMessage response, int limit) => new(
        request.Description, $"the answer is larger than {limit} bytes ({nameof(FhirPlatformOptions.MaximumResponseBytes)}).", response.StatusCode);
}
