// A node that does nothing but keep audit events and say so, until it is killed: FhirTyped.Gateway.Stores.Appender sqlite|postgresql|gateway place node
using System.Globalization;
using System.Text;
using FhirTyped.Gateway;
using FhirTyped.Gateway.Stores.Appender;
using Microsoft.Extensions.DependencyInjection;

if (args[0] == "gateway")
{
    await CallingGateway.RunAsync(args[1], args[2]);
    return;
}

var services = new ServiceCollection();
_ = args[0] == "sqlite" ? services.AddFhirGatewaySqliteStore(args[1]) : services.AddFhirGatewayPostgreSqlStore(args[1]);
await using var provider = services.BuildServiceProvider();
var store = provider.GetRequiredService<IAuditStore>();
for (var last = await store.GetLastAsync(args[2]); ;)
{
    // Groups of different sizes: a part of one must never be there.
    var group = new List<AuditRecord>();
    var first = (last?.Sequence ?? 0) + 1;
    for (var size = (first % 40) + 1; size > 0; size--)
    {
        last = AuditRecord.After(args[2], last, TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes($"{{\"group\":{first.ToString(CultureInfo.InvariantCulture)}}}"));
        group.Add(last);
    }

    await store.AppendAsync(group);
    await Console.Out.WriteLineAsync(last!.Sequence.ToString(CultureInfo.InvariantCulture));
    await Console.Out.FlushAsync();
}
