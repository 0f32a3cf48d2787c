using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

public sealed class MemoryPlace : StorePlace
{
    public override bool HasSeveralNodes => false;

    public override void Register(IServiceCollection services) => services.AddFhirGatewayMemoryStore();
}
