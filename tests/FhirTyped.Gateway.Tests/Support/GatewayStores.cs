using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Tests;

/// <summary>The stores and keys that several nodes of a test share, as they share a server's.</summary>
internal sealed class GatewayStores
{
    private const int Capacity = 100_000;

    public GatewayStores(TimeProvider? clock = null)
    {
        Clock = clock ?? TimeProvider.System;
        Sessions = new MemorySessionStore(Clock, Capacity);
        Once = new MemoryOnceStore(Clock, Capacity);
        Leases = new MemoryLeaseStore(Clock, Capacity);
        Counters = new MemoryCounterStore(Clock, Capacity);
        Keys = [NewKey("first", isPrimary: true)];
    }

    public TimeProvider Clock { get; }

    public ISessionStore Sessions { get; set; }

    public IOnceStore Once { get; set; }

    public ILeaseStore Leases { get; set; }

    public ICounterStore Counters { get; set; }

    public IGatewayBus Bus { get; set; } = new MemoryGatewayBus();

    public IReadOnlyList<GatewayMasterKey> Keys { get; set; }

    public SecretSealer Sealer => new(Keys);

    public static GatewayMasterKey NewKey(string id, bool isPrimary) => new(id, RandomNumberGenerator.GetBytes(GatewayMasterKey.KeyLength), isPrimary);

    public void AddTo(IServiceCollection services) => services.AddSingleton(Clock).AddSingleton(Sessions).AddSingleton(Once).AddSingleton(Leases).AddSingleton(Counters)
        .AddSingleton(Bus).AddSingleton(Sealer);
}
