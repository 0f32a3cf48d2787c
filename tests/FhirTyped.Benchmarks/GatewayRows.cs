using System.Diagnostics;
using System.Globalization;
using System.Text;
using FhirTyped.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Benchmarks;

/// <summary>
/// What a call through the gateway costs, with session, policy, audit and SQLite, against a bare proxy of Kestrel and HttpClient: CPU of the process in the middle. Server, proxy,
/// gateway and caller each are a process of their own.
/// </summary>
internal static class GatewayRows
{
    private const int Rounds = 5;
    private const int InFlight = 8;

    public static Task<double> ReadAsync() => MeasureAsync("Patient/example", "Patient/example", 3_000);

    public static Task<double> SearchAsync() => MeasureAsync("Observation?patient=example", "Observation?patient=example", 1_500);

    public static Task<double> RefusedAsync() => MeasureAsync("Observation?patient=example&famly=x", "Patient/example", 3_000);

    /// <summary>From the start of the process to its first answer, against an empty program.</summary>
    public static async Task<double> StartAsync()
    {
        using var server = GatewayProcess.Start("upstream");
        var ratios = new double[Rounds * 2];
        for (var i = 0; i < ratios.Length; i++)
        {
            var gateway = await TimeToFirstAnswerAsync("gateway", server.Address);
            ratios[i] = gateway / await TimeToFirstAnswerAsync("empty", server.Address);
        }

        Array.Sort(ratios);
        return ratios[Rounds];
    }

    /// <summary>Working set after a thousand reads, against YARP's.</summary>
    public static async Task<double> WorkingSetAsync()
    {
        using var server = GatewayProcess.Start("upstream");
        using var gateway = GatewayProcess.Start("gateway", server.Address);
        using var yarp = GatewayProcess.Start("yarp", server.Address);
        using var http = NewClient();
        await LoadAsync(http, gateway, "Patient/example", 1_000);
        await LoadAsync(http, yarp, "Patient/example", 1_000);
        return (double)gateway.WorkingSet / yarp.WorkingSet;
    }

    /// <summary>Runs one of the processes: it says its address and its cookie, and ends with its input.</summary>
    public static async Task<int> ServeAsync(string way, string? upstream)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-rows");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        switch (way)
        {
            case "gateway":
                builder.Services.AddFhirGatewaySqliteStore(Path.Combine(folder.FullName, "gateway.db"));
                builder.Services.AddFhirGateway(options =>
                {
                    options.Platforms["hapi"] = new GatewayPlatformOptions { BaseUrl = new Uri(upstream!), Launch = new GatewayLaunchOptions { ClientId = "rows" } };
                    options.Limits.RequestsPerMinute = int.MaxValue;
                    options.Limits.AnonymousRequestsPerMinute = int.MaxValue;
                });
                break;
            case "agents" or "echo":
                McpRows.Add(builder.Services, way, upstream, Path.Combine(folder.FullName, "gateway.db"));
                break;
            case "yarp":
                builder.Services.AddReverseProxy().LoadFromMemory(
                    [new() { RouteId = "all", ClusterId = "one", Match = new() { Path = "/api/fhir/hapi/{**rest}" }, Transforms = [new Dictionary<string, string> { ["PathPattern"] = "/fhir/{**rest}" }] }],
                    [new() { ClusterId = "one", Destinations = new Dictionary<string, Yarp.ReverseProxy.Configuration.DestinationConfig> { ["one"] = new() { Address = upstream!.Replace("/fhir/", "/", StringComparison.Ordinal) } } }]);
                break;
        }

        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        Map(app, way, upstream);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine(address + (way == "upstream" ? "/fhir/" : "/api/fhir/hapi/") + " " + (way == "gateway" ? await NewSessionAsync(app.Services, upstream!) : "-"));
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        folder.Delete(recursive: true);
        return 0;
    }

    private static void Map(WebApplication app, string way, string? upstream)
    {
        switch (way)
        {
            case "gateway":
                app.UseFhirGateway();
                app.MapFhirGateway();
                break;
            case "agents" or "echo":
                McpRows.Map(app, way);
                break;
            case "yarp":
                app.MapReverseProxy();
                break;
            case "upstream":
                app.MapGet("/fhir/Patient/{id}", static context => WriteAsync(context, Payloads.Patient));
                app.MapGet("/fhir/Observation", static context => WriteAsync(context, Searchset(context)));
                break;
            case "bare":
                var http = NewClient();
                app.Map("/api/fhir/hapi/{**rest}", async context =>
                {
                    var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget["/api/fhir/hapi/".Length..];
                    using var request = new HttpRequestMessage(HttpMethod.Get, upstream + target);
                    using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
                    context.Response.StatusCode = (int)response.StatusCode;
                    context.Response.ContentType = "application/fhir+json";
                    await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
                });
                break;
            default:
                app.MapGet("/api/fhir/hapi/{**rest}", static () => "");
                break;
        }
    }

    // Somebody who has logged in, with a token that is good for an hour.
    private static async Task<string> NewSessionAsync(IServiceProvider services, string upstream)
    {
        var sessions = services.GetRequiredService<GatewaySessions>();
        var (_, session) = await sessions.StartAsync(SessionIdentity.NewAnonymousSubject(), default);
        var tokens = string.Create(CultureInfo.InvariantCulture, $$"""{"BaseUrl":"{{upstream}}","AccessToken":"token","ExpiresAt":"{{DateTimeOffset.UtcNow.AddHours(1):O}}","Scope":"patient/*.read"}""");
        return SessionCookie.LoopbackName + "=" + await sessions.RenewAsync(session.Id, "hapi", new ConnectionContent(tokens, "example"), default);
    }

    private static byte[] Searchset(HttpContext context)
    {
        var entries = string.Join(',', Enumerable.Range(0, int.TryParse(context.Request.Query["_count"], out var count) ? count : 170).Select(static i => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"resource":{"resourceType":"Observation","id":"o{{{i}}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}],"text":"Haemoglobin in blood, by automated count"},"subject":{"reference":"Patient/example"},"effectiveDateTime":"2025-01-06","valueQuantity":{"value":13.{{{i % 10}}},"unit":"g/dL","system":"http://unitsofmeasure.org","code":"g/dL"}},"search":{"mode":"match"}}""")));
        return Encoding.UTF8.GetBytes("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"link\":[{\"relation\":\"self\",\"url\":\"http://" + context.Request.Host + "/fhir/Observation" + context.Request.QueryString + "\"}],\"entry\":[" + entries + "]}");
    }

    private static Task WriteAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/fhir+json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static async Task<double> MeasureAsync(string path, string barePath, int requests)
    {
        using var server = GatewayProcess.Start("upstream");
        using var gateway = GatewayProcess.Start("gateway", server.Address);
        using var bare = GatewayProcess.Start("bare", server.Address);
        using var http = NewClient();
        for (var i = 0; i < Rounds; i++)
        {
            // Until all of it is compiled for good: ours has more to compile than the bare proxy.
            await LoadAsync(http, gateway, path, requests);
            await LoadAsync(http, bare, barePath, requests);
        }

        var ratios = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var before = (gateway.Cpu, bare.Cpu);
            await LoadAsync(http, gateway, path, requests);
            await LoadAsync(http, bare, barePath, requests);
            ratios[i] = (gateway.Cpu - before.Item1) / (bare.Cpu - before.Item2);
        }

        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    private static async Task<double> TimeToFirstAnswerAsync(string way, string upstream)
    {
        var start = Stopwatch.GetTimestamp();
        using var child = GatewayProcess.Start(way, upstream);
        using var http = NewClient();
        await LoadAsync(http, child, "Patient/example", 1);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>A client that adds nothing of its own.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, ActivityHeadersPropagator = null });

    private static Task LoadAsync(HttpClient http, GatewayProcess child, string path, int requests) => Task.WhenAll(Enumerable.Range(0, Math.Min(InFlight, requests)).Select(async _ =>
    {
        for (var i = 0; i < Math.Max(1, requests / InFlight); i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, child.Address + path);
            request.Headers.TryAddWithoutValidation("Cookie", child.Cookie);
            using var response = await http.SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            if ((int)response.StatusCode is not (200 or 400))
            {
                throw new InvalidOperationException($"{child.Address}: {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            }
        }
    }));
}
