using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>
/// Keeps addresses out of the logs: what ASP.NET Core and its server write down of each request holds ids, search values and, of a callback, the code. No configuration lets them in
/// again; the gateway's own logs and its audit say what was done.
/// </summary>
internal sealed class QuietLogs : IPostConfigureOptions<LoggerFilterOptions>
{
    // The first opens a scope with the path, whatever its level; the others write paths and lines of requests at Debug, and one line for each request at Information.
    private static readonly (string Category, LogLevel Level)[] Rules =
    [
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        ("Microsoft.AspNetCore.Routing", LogLevel.Warning),
        ("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning),
        ("Microsoft.AspNetCore.HttpLogging", LogLevel.None),
        ("Microsoft.AspNetCore.HttpOverrides", LogLevel.Warning),
    ];

    /// <inheritdoc/>
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        foreach (var (category, level) in Rules)
        {
            foreach (var own in options.Rules.Where(rule => rule.CategoryName?.StartsWith(category, StringComparison.Ordinal) == true).ToList())
            {
                options.Rules.Remove(own);
            }

            options.Rules.Add(new LoggerFilterRule(null, category, level, null));
        }
    }
}

/// <summary>Registers them.</summary>
internal static class QuietLogsServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddQuietLogs(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, QuietLogs>());
        return services;
    }
}
