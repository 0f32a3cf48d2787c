using System.Text;

namespace FhirTyped.TestKit;

/// <summary>A request as its bytes came over the wire.</summary>
/// <param name="Head">The request line and the header fields, with their line breaks.</param>
/// <param name="Body">The body.</param>
public sealed record RawRequest(string Head, byte[] Body)
{
    /// <summary>The method.</summary>
    public string Method => Head.Split(' ', 2)[0];

    /// <summary>The target as it stands in the request line.</summary>
    public string Target => Head.Split(' ', 3)[1];

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The values of a header field, one for each time that it is there.</summary>
    public IEnumerable<string> Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim());
}
