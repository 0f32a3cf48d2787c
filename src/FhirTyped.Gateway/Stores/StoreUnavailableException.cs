namespace FhirTyped.Gateway;

/// <summary>A store cannot be reached, or refused. The gateway answers 503: it never goes on without one.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Makes it.</summary>
    /// <param name="store">Which store: <c>SQLite</c>, <c>Redis</c>.</param>
    /// <param name="innerException">What happened.</param>
    public StoreUnavailableException(string store, Exception innerException)
        : base($"The store ({store}) cannot be reached.", innerException)
    {
    }
}
