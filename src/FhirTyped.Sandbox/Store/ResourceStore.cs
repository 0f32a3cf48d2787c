namespace FhirTyped.Sandbox;

/// <summary>The resources in memory. Readers take a state and are never blocked; writers come one after the other.</summary>
internal sealed class ResourceStore(TimeProvider clock, Func<string, bool> isVersioned)
{
    private readonly Lock _writing = new();
    private volatile StoreState _state = StoreState.Empty;
    private long _stamps;

    public StoreState State => _state;

    /// <summary>Runs writes of the sandbox's own, as loading is. Where they throw, nothing was written.</summary>
    public T Write<T>(Func<StoreDraft, T> write) => Write(Access.Everything, write);

    /// <summary>Runs writes. Where they throw, nothing was written.</summary>
    /// <param name="access">What whoever asked for them may do.</param>
    /// <param name="write">Writes.</param>
    public T Write<T>(Access access, Func<StoreDraft, T> write)
    {
        lock (_writing)
        {
            var draft = new StoreDraft(_state, access, clock, isVersioned, () => _stamps++);
            var result = write(draft);
            _state = draft.Whole;
            return result;
        }
    }
}
