using System.Text;

namespace FhirTyped.Sandbox;

/// <summary>A request to the authorization server: its parameters (RFC 6749, section 3), and how it authenticates.</summary>
internal sealed class OAuthRequest
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    private OAuthRequest(string method, string? authorization) => (Method, Authorization) = (method, authorization);

    /// <summary>The HTTP method, in capitals.</summary>
    public string Method { get; }

    /// <summary>The header <c>Authorization</c>, or null.</summary>
    public string? Authorization { get; }

    /// <summary>A parameter; null where it is missing. One without a value counts as missing (RFC 6749, section 3.1).</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <summary>Reads a request: by GET from its query, by POST from its body alone, so that no secret stands in an address.</summary>
    /// <exception cref="OAuthException">A parameter comes twice, or the body is no form.</exception>
    public static OAuthRequest Read(string method, string query, string contentType, ReadOnlyMemory<byte> body, string? authorization)
    {
        if (method == "POST" && contentType != Form)
        {
            throw new OAuthException(OAuthException.InvalidRequest, "The body is not " + Form + ".");
        }

        var request = new OAuthRequest(method, authorization);
        foreach (var pair in (method == "POST" ? Encoding.UTF8.GetString(body.Span) : query).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (parts is [var name, { Length: > 0 } value] && !request._parameters.TryAdd(Decode(name), Decode(value)))
            {
                throw new OAuthException(OAuthException.InvalidRequest, "A parameter comes twice.");
            }
        }

        return request;
    }

    /// <summary>A parameter that must be there.</summary>
    /// <exception cref="OAuthException">It is missing.</exception>
    public string Required(string name) => this[name] ?? throw new OAuthException(OAuthException.InvalidRequest, "The parameter " + name + " is missing.");

    /// <summary>Reads what is form-encoded: a plus sign is a space.</summary>
    public static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
