namespace FhirTyped.Sandbox;

/// <summary>The resources in memory. Readers take a state and are never blocked; writers come one after the other.</summary>
internal sealed class ResourceStore(TimeProvider clock, Func<string, bool> isVersioned)
{
    private readonly Lock _writing = new();
    private volatile StoreState _state = StoreState.Empty;
    private long _stamps;

    public StoreState State => _state;

    /// <summary>Runs writes. Where they throw, nothing was written.</summary>
    public T Write<T>(Func<StoreDraft, T> write)
    {
        lock (_writing)
        {
            var draft = new StoreDraft(_state, clock, isVersioned, () => _stamps++);
            var result = write(draft);
            _state = draft.State;
            return result;
        }
    }
}
