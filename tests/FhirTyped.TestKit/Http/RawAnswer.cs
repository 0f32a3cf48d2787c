using System.Net.Sockets;
using System.Text;

namespace FhirTyped.TestKit;

/// <summary>An answer of a <see cref="RawServer"/>: what it writes, and what becomes of the connection.</summary>
/// <param name="Write">Writes to the connection.</param>
/// <param name="Closes">Whether the connection ends with it.</param>
public sealed record RawAnswer(Func<Stream, CancellationToken, Task> Write, bool Closes = false)
{
    /// <summary>These very bytes (as Latin-1), and then the end of the connection.</summary>
    public static RawAnswer Bytes(string text) => new((stream, cancellationToken) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken).AsTask(), Closes: true);

    /// <summary>An answer with a body of which the length is announced.</summary>
    /// <param name="status">The status line after <c>HTTP/1.1</c>, for example <c>200 OK</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="headers">Further header fields, <c>ETag: W/"1"</c>.</param>
    public static RawAnswer Of(string status, string body = "", params string[] headers) => Of(status, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>An answer with a body of which the length is announced.</summary>
    public static RawAnswer Of(string status, byte[] body, params string[] headers)
    {
        var type = body.Length == 0 || headers.Any(static header => header.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))
            ? ""
            : "Content-Type: application/fhir+json\r\n";
        var head = $"HTTP/1.1 {status}\r\n{type}{string.Concat(headers.Select(static header => header + "\r\n"))}Content-Length: {body.Length}\r\n\r\n";
        return new(async (stream, cancellationToken) =>
        {
            // In one piece: the client may have read the head, and gone, before a second one.
            await stream.WriteAsync((byte[])[.. Encoding.Latin1.GetBytes(head), .. body], cancellationToken);
        });
    }

    /// <summary>The connection is reset without a word.</summary>
    public static RawAnswer Reset { get; } = new(static (stream, _) =>
    {
        if (stream is NetworkStream network)
        {
            network.Socket.LingerState = new LingerOption(true, 0);
        }

        return Task.CompletedTask;
    }, Closes: true);

    /// <summary>Whether nothing more comes after what it writes.</summary>
    public bool Stalls { get; private init; }

    /// <summary>Some bytes, and then nothing until the client goes.</summary>
    public static RawAnswer Stalling(string text) => new(async (stream, cancellationToken) =>
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }, Closes: true) { Stalls = true };
}
