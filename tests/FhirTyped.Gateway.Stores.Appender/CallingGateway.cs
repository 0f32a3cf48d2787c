using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway.Stores.Appender;

/// <summary>A gateway with its journal, which calls itself by eight callers and says the id of each call that it answered, until it is killed or its input ends.</summary>
internal static class CallingGateway
{
    public static async Task RunAsync(string file, string node)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.Services.AddFhirGatewaySqliteStore(file);
        builder.Services.AddFhirGateway(options =>
        {
            options.Audit.Node = node;
            options.Limits.AnonymousRequestsPerMinute = int.MaxValue;
            options.Platforms["hapi"] = new GatewayPlatformOptions { BaseUrl = new Uri("http://127.0.0.1:1/fhir"), IsOpen = true, AllowAnonymous = true };
        });
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseFhirGateway();
        app.MapFhirGateway();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        using var end = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(_ => CallAsync(http, end.Token)).ToList();
        await Console.In.ReadToEndAsync();
        await end.CancelAsync();
        await Task.WhenAll(callers);
        await app.StopAsync();
    }

    private static async Task CallAsync(HttpClient http, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            // Refused by the judge: no platform is needed, and the event is the same.
            using var answer = await http.GetAsync(new Uri("/api/fhir/hapi/Patient?famly=x", UriKind.Relative), CancellationToken.None);
            if (answer.StatusCode != HttpStatusCode.BadRequest)
            {
                throw new InvalidOperationException($"{(int)answer.StatusCode}");
            }

            await Console.Out.WriteLineAsync(answer.Headers.GetValues("X-Request-ID").Single());
        }
    }
}
