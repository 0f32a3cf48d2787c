namespace FhirTyped;

/// <summary>What exceptions of .NET's HTTP client may say.</summary>
internal static class TransportProblems
{
    /// <summary>An exception as it is, or one without the server's words: where an answer is no HTTP, .NET repeats the line that it could not read.</summary>
    public static Exception WithoutWordsOfTheServer(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.Unknown } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse })
            {
                return new HttpRequestException(HttpRequestError.InvalidResponse, "The server's answer is no HTTP that can be read.");
            }
        }

        return error;
    }
}
