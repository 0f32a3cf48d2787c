using System.Net;

namespace FhirTyped.BulkData;

/// <summary>The head of an answer to the request for a file, and its body.</summary>
/// <param name="Status">The status: 200, 206, 416, or one that leads elsewhere.</param>
/// <param name="Body">The body, whose reads have the time of a request each.</param>
/// <param name="Response">What it came in.</param>
internal sealed record FileAnswer(HttpStatusCode Status, Stream Body, HttpResponseMessage Response) : IAsyncDisposable
{
    /// <summary>The strong entity tag as it came; null where there is none that can be sent back, or the server gives no parts.</summary>
    public string? Tag => Header("ETag") is { Length: > 2 } tag && tag[0] == '"' && tag[^1] == '"' && HeaderFields.IsValue(tag) && Header("Accept-Ranges") != "none" ? tag : null;

    /// <summary>Where it leads, or null.</summary>
    public string? Location => Header("Location");

    /// <summary>How many bytes the body has; null where nobody says, as where it was compressed.</summary>
    public long? Length => Response.Content.Headers.ContentLength;

    /// <summary>From which byte a part goes on; null where it does not say.</summary>
    public long? FirstByte => Response.Content.Headers.ContentRange is { Unit: "bytes" } range ? range.From : null;

    /// <summary>How many bytes the whole has of which this is a part; null where it does not say.</summary>
    public long? WholeLength => Response.Content.Headers.ContentRange?.Length;

    /// <summary>The media type without parameters, or null.</summary>
    public string? MediaType => Response.Content.Headers.ContentType?.MediaType;

    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync().ConfigureAwait(false);
        Response.Dispose();
    }

    private string? Header(string name) => Response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
