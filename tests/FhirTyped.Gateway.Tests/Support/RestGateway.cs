using System.Net;
using System.Text.Json.Nodes;
using FhirTyped.Capabilities;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway.Tests;

/// <summary>A whole gateway on loopback, over servers that the test gives it, whose callers say by a header who they are.</summary>
internal sealed class RestGateway : IAsyncDisposable
{
    /// <summary>The header by which tests say who asks: <c>subject;scopes;patient</c>.</summary>
    public const string CallerHeader = "X-Test-Caller";

    private readonly WebApplication _app;

    private RestGateway(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RestGateway> StartAsync(
        Action<FhirGatewayOptions> configure, Action<IServiceCollection>? add = null, ILoggerProvider? logs = null, string environment = "Development", Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (logs is not null)
        {
            builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        }

        builder.Services.AddFhirGatewayMemoryStore();
        add?.Invoke(builder.Services);
        builder.Services.AddFhirGateway(options =>
        {
            options.Limits.AnonymousRequestsPerMinute = 100_000;
            options.Limits.RequestsPerMinute = 100_000;
            configure(options);
        });
        builder.Services.AddSingleton<ICallerReader, HeaderCallers>();
        var app = builder.Build();
        app.UseFhirGateway();
        app.MapFhirGateway();
        map?.Invoke(app);
        await app.StartAsync();
        return new RestGateway(app);
    }

    /// <summary>A gateway before one open server of a platform.</summary>
    public static Task<RestGateway> BeforeAsync(FhirSandbox sandbox, Action<FhirGatewayOptions>? configure = null, Action<IServiceCollection>? add = null) => StartAsync(
        options =>
        {
            options.Platforms[sandbox.Platform.Id] = Open(sandbox.BaseUrl);
            configure?.Invoke(options);
        },
        add);

    public static GatewayPlatformOptions Open(Uri baseUrl, string? platform = null) => new() { Platform = platform, BaseUrl = baseUrl, IsOpen = true, AllowAnonymous = true };

    public static PlatformDescriptor Platform(string id) => BuiltInPlatforms.All.First(platform => platform.Id == id);

    public async Task<RestAnswer> SendAsync(HttpMethod method, string path, string? body = null, string? contentType = "application/fhir+json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address.AbsoluteUri.TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new RestAnswer(response.StatusCode, text, [.. response.Headers.Concat(response.Content.Headers).Select(static header => (header.Key, string.Join(", ", header.Value)))]);
    }

    public Task<RestAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers: headers);

    /// <summary>The events so far.</summary>
    public Task<List<AuditEntry>> AuditAsync() => AuditedEvents.ReadAsync(Services);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class HeaderCallers : ICallerReader
    {
        public ValueTask<GatewayCaller> ReadAsync(HttpContext context, CancellationToken cancellationToken)
        {
            var parts = context.Request.Headers[CallerHeader].ToString().Split(';');
            return ValueTask.FromResult(parts[0].Length == 0 ? GatewayCaller.Nobody : new GatewayCaller
            {
                Subject = parts[0],
                Scopes = parts.Length > 1 && parts[1] != "-" ? SmartScope.ParseAll(parts[1]) : null,
                PatientId = parts.Length > 2 && parts[2].Length > 0 ? parts[2] : null,
                IsVerified = true,
                IsAdministrator = parts[0] == "admin",
            });
        }
    }
}

/// <summary>An answer of the gateway.</summary>
internal sealed record RestAnswer(HttpStatusCode Status, string Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string? this[string header] => Headers.FirstOrDefault(one => string.Equals(one.Name, header, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The first issue of an outcome.</summary>
    public JsonNode Issue => Json["issue"]![0]!;

    public string Diagnostics => Issue["diagnostics"]!.GetValue<string>();
}
