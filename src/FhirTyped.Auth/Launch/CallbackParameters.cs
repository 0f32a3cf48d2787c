namespace FhirTyped.Auth;

/// <summary>The parameters with which the browser came back.</summary>
internal sealed class CallbackParameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the query of an address.</summary>
    /// <exception cref="SmartLoginException">A parameter stands there twice (RFC 6749, section 3.1).</exception>
    public CallbackParameters(Uri callback)
    {
        var text = callback.OriginalString;
        var fragment = text.IndexOf('#', StringComparison.Ordinal);
        text = fragment < 0 ? text : text[..fragment];
        var query = text.IndexOf('?', StringComparison.Ordinal);
        foreach (var pair in query < 0 ? [] : text[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (!_values.TryAdd(Decode(parts[0]), parts.Length == 2 ? Decode(parts[1]) : ""))
            {
                throw new SmartLoginException("The callback has a parameter twice.");
            }
        }
    }

    /// <summary>A parameter, or null where it is missing.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
