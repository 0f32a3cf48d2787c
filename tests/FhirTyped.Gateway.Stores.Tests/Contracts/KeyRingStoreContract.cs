namespace FhirTyped.Gateway.Stores.Tests;

public abstract class KeyRingStoreContract<TPlace> : IAsyncLifetime
    where TPlace : StorePlace, new()
{
    private readonly TPlace _place = new();

    protected TPlace Place => _place;

    public ValueTask InitializeAsync() => Place.SetUpAsync();

    public async ValueTask DisposeAsync()
    {
        await Place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Keys_AreReadOnAnotherNode()
    {
        var (a, b) = (Store(), Store());
        Assert.Empty(a.List());
        a.Set(new("one", "1"u8.ToArray()));
        a.Set(new("two\0😀", new byte[64 * 1024]));
        b.Set(new("one", "1, again"u8.ToArray()));

        var found = b.List().OrderBy(static element => element.Name, StringComparer.Ordinal).ToList();

        Assert.Equal(["one", "two\0😀"], found.Select(static element => element.Name));
        Assert.Equal("1, again"u8.ToArray(), found[0].Sealed.ToArray());
        Assert.Equal(64 * 1024, found[1].Sealed.Length);
    }

    private IKeyRingStore Store() => (IKeyRingStore)Place.OpenNode().GetService(typeof(IKeyRingStore))!;
}
