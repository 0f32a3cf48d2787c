using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>What is promised of a store, run in a place of each kind.</summary>
public abstract class StoreContract<TPlace, TStore> : IAsyncLifetime
    where TPlace : StorePlace, new()
    where TStore : class
{
    /// <summary>Texts that a store may take for something else.</summary>
    public static TheoryData<string> Texts =>
    [
        "plain", "a\0b", "\0", "a\0c", "😀 père", "'; DROP TABLE session; --", "%", "_", "*", "[a-z]?", "a:b", "{a}", "\r\nFLUSHALL\r\n", "\u0000\uffff", "é", "e\u0301",
        new string('x', 64 * 1024), new string('x', (64 * 1024) - 1) + "y",
    ];

    private readonly TPlace _place = new();

    protected TPlace Place => _place;

    protected TStore A { get; private set; } = null!;

    protected TStore B { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        await Place.SetUpAsync();
        (A, B) = (Place.OpenNode().GetRequiredService<TStore>(), Place.OpenNode().GetRequiredService<TStore>());
    }

    public async ValueTask DisposeAsync()
    {
        await Place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected DateTimeOffset In(TimeSpan time) => Place.Clock.GetUtcNow() + time;

    /// <summary>Asks until it is so. The limit ends a test that would otherwise never end.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Many at once, on two nodes.</summary>
    protected async Task<T[]> RaceAsync<T>(int count, Func<TStore, int, Task<T>> run)
    {
        using var start = new SemaphoreSlim(0);
        var tasks = Enumerable.Range(0, count).Select(index => Task.Run(async () =>
        {
            await start.WaitAsync();
            return await run(index % 2 == 0 ? A : B, index);
        })).ToList();
        start.Release(count);
        return await Task.WhenAll(tasks);
    }
}
