using System.Net;
using System.Net.Http.Headers;
using FhirTyped.Platforms;
using FhirTyped.R4;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Benchmarks;

/// <summary>
/// What the whole way of a request costs (retry, circuit breaker, timeouts, limits, telemetry, a token) beyond <see cref="HttpClient"/> and the reading of the same bytes.
/// </summary>
internal static class ExchangeRows
{
    private const int Rounds = 15;
    private const string Self = "https://fhir.example.org/r4/Observation?patient=patient-1&category=laboratory&code=http%3A%2F%2Floinc.org%7C718-7&date=ge2025-01-01";
    private static readonly byte[] Page = System.Text.Encoding.UTF8.GetBytes(
        $$$"""{"resourceType":"Bundle","type":"searchset","total":1,"link":[{"relation":"self","url":"{{{Self}}}"}],"entry":[{"resource":{"resourceType":"Observation","id":"o1","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},"subject":{"reference":"Patient/patient-1"},"effectiveDateTime":"2025-02-03","valueQuantity":{"value":13.5,"unit":"g/dL"}},"search":{"mode":"match"}}]}""");

    private static string s_patient = "patient-1";
    private static string s_code = "718-7";
    private static DateOnly s_date = new(2025, 1, 1);

    /// <summary>A server that answers every read with one Patient, until its input ends.</summary>
    public static async Task<int> ServeAsync()
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
        Console.WriteLine(app.Urls.First() + "/r4");
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    public static async Task<double> LoopbackAsync(int inFlight)
    {
        using var server = ServerProcess.Start();
        await using var provider = Services(server.Address, handler: null);
        var client = provider.GetRequiredService<Epic>();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var url = server.Address + "/Patient/example";
        Task Typed() => client.Patient.ReadAsync("example");
        async Task ByHand() => FhirJson.Read<Patient>(await GetAsync(http, url));
        var requests = 2000 * (inFlight > 1 ? 2 : 1);
        for (var i = 0; i < 4; i++)
        {
            await CpuAsync(Typed, inFlight, requests);
            await CpuAsync(ByHand, inFlight, requests);
        }

        var ratios = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var typed = await CpuAsync(Typed, inFlight, requests);
            ratios[i] = typed / await CpuAsync(ByHand, inFlight, requests);
        }

        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    public static async Task<double> ReadAsync()
    {
        await using var provider = Services("https://fhir.example.org/r4", new Answering(Payloads.Patient));
        var client = provider.GetRequiredService<Epic>();
        using var http = new HttpClient(new Answering(Payloads.Patient));
        return Interleaved.Ratio(() => Typed(client), () => ByHand(http), 4000);
    }

    public static async Task<double> ReadAllocationsAsync()
    {
        await using var provider = Services("https://fhir.example.org/r4", new Answering(Payloads.Patient));
        var client = provider.GetRequiredService<Epic>();
        using var http = new HttpClient(new Answering(Payloads.Patient));
        for (var i = 0; i < 2000; i++)
        {
            Typed(client);
            ByHand(http);
        }

        return (Interleaved.AllocatedBytes(() => Typed(client)) - Interleaved.AllocatedBytes(() => ByHand(http))) / 1000;
    }

    public static async Task<double> SearchAsync()
    {
        await using var provider = Services("https://fhir.example.org/r4", new Answering(Page));
        var client = provider.GetRequiredService<Epic>();
        using var http = new HttpClient(new Answering(Page));
        return Interleaved.Ratio(
            () => Require(client.Observation.Search(static q => q
                .Patient.Is(s_patient).Category.Is("laboratory").Code.Is("http://loinc.org", s_code).Date.OnOrAfter(s_date)).FirstPageAsync().GetAwaiter().GetResult().Matches.Count == 1),
            () => Require(FhirJson.Read<Bundle>(GetAsync(http, "https://fhir.example.org/r4/Observation?" + Interpolate()).GetAwaiter().GetResult()).Entry.Count == 1),
            2000);
    }

    public static async Task<double> MemoryAsync()
    {
        await using var provider = Services("https://fhir.example.org/r4", new Answering(Payloads.Patient));
        for (var i = 0; i < 1000; i++)
        {
            Typed(provider.GetRequiredService<Epic>());
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 9000; i++)
        {
            Typed(provider.GetRequiredService<Epic>());
        }

        return GC.GetTotalMemory(forceFullCollection: true) / (double)before;
    }

    private static ServiceProvider Services(string address, HttpMessageHandler? handler)
    {
        var services = new ServiceCollection();
        var builder = services.AddFhirPlatform<Epic>(o =>
        {
            o.BaseUrl = new Uri(address);
            o.Credential = FhirCredential.Token("token-of-the-benchmark");
            o.Resilience.Concurrency = 200;
        });
        if (handler is not null)
        {
            builder.ConfigurePrimaryHttpMessageHandler(() => handler);
        }

        return services.BuildServiceProvider();
    }

    private static void Typed(Epic client) => Require(client.Patient.ReadAsync("example").GetAwaiter().GetResult().Id == "example");

    private static void ByHand(HttpClient http) =>
        Require(FhirJson.Read<Patient>(GetAsync(http, "https://fhir.example.org/r4/Patient/example").GetAwaiter().GetResult()).Id == "example");

    // What the same program would write without a library: a token, the media type, the status, the bytes.
    private static async Task<byte[]> GetAsync(HttpClient http, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "token-of-the-benchmark");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/fhir+json"));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static string Interpolate() =>
        $"patient={Uri.EscapeDataString(s_patient)}&category={Uri.EscapeDataString("laboratory")}&code={Uri.EscapeDataString("http://loinc.org")}%7C{Uri.EscapeDataString(s_code)}&date=ge{s_date:yyyy-MM-dd}";

    private static async Task<double> CpuAsync(Func<Task> work, int inFlight, int requests)
    {
        var before = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < requests / inFlight; i++)
            {
                await work();
            }
        })));
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static void Require(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("The answer is not the one that was given.");
        }
    }

    private sealed class Answering(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/fhir+json") } },
        });
    }
}
