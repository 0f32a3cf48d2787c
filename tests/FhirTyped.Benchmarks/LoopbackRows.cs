using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Benchmarks;

/// <summary>Reads over HTTP on the loopback interface, typed against by hand.</summary>
internal static class LoopbackRows
{
    private const int Rounds = 15;

    public static async Task<double> ReadAsync(int inFlight)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/r4/Patient/{id}", static context =>
        {
            context.Response.ContentType = "application/fhir+json";
            context.Response.ContentLength = Payloads.Patient.Length;
            return context.Response.Body.WriteAsync(Payloads.Patient).AsTask();
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        using var http = new HttpClient();
        var client = FhirPlatform.Create<BenchmarkPlatform>(http, o => o.BaseUrl = new Uri(address + "/r4"));
        var url = address + "/r4/Patient/example";
        async Task Typed() => await client.Patient.ReadAsync("example");
        async Task ByHand()
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
            await using var stream = await response.Content.ReadAsStreamAsync();
            using var document = await JsonDocument.ParseAsync(stream);
            _ = document.RootElement.GetProperty("id").GetString();
        }

        var requests = 400 * (inFlight > 1 ? 4 : 1);
        for (var i = 0; i < 3; i++)
        {
            await TimeAsync(Typed, inFlight, requests);
            await TimeAsync(ByHand, inFlight, requests);
        }

        var ratios = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var typed = await TimeAsync(Typed, inFlight, requests);
            ratios[i] = typed / await TimeAsync(ByHand, inFlight, requests);
        }

        await app.StopAsync();
        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    private static async Task<double> TimeAsync(Func<Task> work, int inFlight, int requests)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            for (var i = 0; i < requests / inFlight; i++)
            {
                await work();
            }
        }));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
