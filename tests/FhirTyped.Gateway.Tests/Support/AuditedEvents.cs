using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Tests;

/// <summary>The events that a gateway has written.</summary>
internal static class AuditedEvents
{
    /// <summary>All so far.</summary>
    public static async Task<List<AuditEntry>> ReadAsync(IServiceProvider services)
    {
        await services.GetRequiredService<AuditTrail>().FlushAsync(default);
        var store = services.GetRequiredService<IAuditStore>();
        var entries = new List<AuditEntry>();
        foreach (var node in await store.GetNodesAsync())
        {
            await foreach (var record in store.ReadAsync(node))
            {
                entries.Add(AuditEntry.FromJson(record.Content));
            }
        }

        return entries;
    }
}
