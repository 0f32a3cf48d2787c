using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Sandbox;

/// <summary>The web server: Kestrel on the loopback address with one handler, and nothing that writes addresses to a log.</summary>
internal static class SandboxHost
{
    /// <summary>Servers rarely stand at the root: clients that lose the path are found out here.</summary>
    public const string BasePath = "/fhir/r4";

    /// <summary>Whether a request is meant for this server: its host is a name of the loopback address, or one that the options allow.</summary>
    public static bool IsOwn(HostString host, FhirSandboxOptions options)
    {
        var name = host.Host.TrimEnd('.');
        return IPAddress.TryParse(name, out var address) ? IPAddress.IsLoopback(address) || options.AllowedHosts.Contains(name)
            : name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
                || options.AllowedHosts.Contains(name);
    }

    /// <summary>Whether a path, or a path with a query, is the base address or below it.</summary>
    public static bool IsBelowBase(string target) =>
        target.StartsWith(BasePath, StringComparison.Ordinal) && (target.Length == BasePath.Length || target[BasePath.Length] is '/' or '?');

    public static WebApplication Build(FhirSandboxOptions options, RequestDelegate handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaximumRequestBytes;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        });
        var application = builder.Build();
        application.Run(handle);
        return application;
    }
}
