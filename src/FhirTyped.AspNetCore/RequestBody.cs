namespace FhirTyped.AspNetCore;

/// <summary>What is known of the body of the request that is being answered.</summary>
internal sealed class RequestBody
{
    // The serializer knows no request: what it finds wrong reaches the one that is being answered by the flow of the call.
    private static readonly AsyncLocal<RequestBody?> Current = new();

    /// <summary>Why the body cannot be read; null where nothing was found, or was not found by the model.</summary>
    public FhirFormatException? Error { get; set; }

    /// <summary>Whether the handler was reached: what it answers then is its own affair.</summary>
    public bool IsBound { get; set; }

    /// <summary>Begins a request.</summary>
    public static RequestBody Begin()
    {
        var body = new RequestBody();
        Current.Value = body;
        return body;
    }

    /// <summary>Notes why the body of the current request cannot be read.</summary>
    public static void Note(FhirFormatException error)
    {
        if (Current.Value is { IsBound: false } body)
        {
            body.Error ??= error;
        }
    }
}
