using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A store of a test's own, and the nodes that use it.</summary>
public abstract class StorePlace : IAsyncDisposable
{
    private readonly List<ServiceProvider> _nodes = [];

    /// <summary>The clock of all nodes. It begins now, for the sake of servers with a clock of their own.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Whether the end of leases and of what is taken once is told by <see cref="Clock"/>, and not by the clock of a server.</summary>
    public virtual bool TellsTimeByClock => true;

    /// <summary>Whether nodes are processes that share something.</summary>
    public virtual bool HasSeveralNodes => true;

    /// <summary>Makes the place.</summary>
    public virtual ValueTask SetUpAsync() => ValueTask.CompletedTask;

    /// <summary>Registers the store as an application does.</summary>
    public abstract void Register(IServiceCollection services);

    /// <summary>The services of a node: of a new one, unless there can be but one.</summary>
    public IServiceProvider OpenNode()
    {
        if (!HasSeveralNodes && _nodes.Count > 0)
        {
            return _nodes[0];
        }

        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        Register(services);
        _nodes.Add(services.BuildServiceProvider());
        return _nodes[^1];
    }

    /// <summary>Lets time pass: on the clock, or really.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        if (!TellsTimeByClock)
        {
            await Task.Delay(time);
        }
    }

    /// <summary>A time that passes soon.</summary>
    public TimeSpan Short => TellsTimeByClock ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(100);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await TearDownAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes the place.</summary>
    protected virtual ValueTask TearDownAsync() => ValueTask.CompletedTask;
}
