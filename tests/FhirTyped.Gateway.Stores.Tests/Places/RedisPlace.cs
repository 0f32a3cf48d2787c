using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A prefix of its own on a Redis that all tests share.</summary>
public sealed class RedisPlace : StorePlace
{
    private readonly string _prefix = $"test-{Guid.NewGuid():N}:";
    private string _connectionString = "";

    public string Prefix => _prefix;

    public override bool TellsTimeByClock => false;

    public override async ValueTask SetUpAsync()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        _connectionString = (await SharedServers.Redis).ConnectionString;
    }

    public override void Register(IServiceCollection services) => services.AddFhirGatewayRedisStore(_connectionString, _prefix);
}

/// <summary>A prefix of its own on a Garnet that all tests share, in this process.</summary>
public sealed class GarnetPlace : StorePlace
{
    private readonly string _prefix = $"test-{Guid.NewGuid():N}:";

    public override bool TellsTimeByClock => false;

    public override void Register(IServiceCollection services) => services.AddFhirGatewayRedisStore($"127.0.0.1:{SharedServers.GarnetPort}", _prefix);
}
