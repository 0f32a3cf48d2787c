using System.Net;
using System.Text.Json;
using FhirTyped.Gateway.Tests;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>A gateway for agents on loopback, with an identity provider where one is wanted.</summary>
internal sealed class AgentHost : IAsyncDisposable
{
    private const string Scopes = "fhir:read fhir:write user/*.cruds";

    private readonly WebApplication _app;

    private AgentHost(WebApplication app, IdentityProvider? provider)
    {
        _app = app;
        Provider = provider;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public Uri McpAddress => new(Address, "/mcp");

    public HttpClient Http { get; }

    public IdentityProvider? Provider { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<AgentHost> StartAsync(
        Action<FhirGatewayOptions> configure, bool hasProvider = false, Action<FhirGatewayMcpOptions>? mcp = null, ILoggerProvider? logs = null, string environment = "Development", Action<IServiceCollection>? add = null)
    {
        var provider = hasProvider ? new IdentityProvider() : null;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (logs is not null)
        {
            builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        }

        builder.Services.AddFhirGatewayMemoryStore();
        builder.Services.AddFhirGateway(options =>
        {
            options.Limits.RequestsPerMinute = 100_000;
            options.Limits.AnonymousRequestsPerMinute = 100_000;
            if (provider is not null)
            {
                options.Callers.Authority = new Uri(provider.Issuer);
                options.Callers.Login = new GatewayProviderLoginOptions { ClientId = "gateway", ClientSecret = "of the provider" };
            }

            configure(options);
        });
        if (provider is not null)
        {
            builder.Services.AddFhirGatewayProviderLogin();
        }

        builder.Services.AddFhirGatewayMcp(options =>
        {
            options.AllowWithoutToken = provider is null;
            options.LoginWait = TimeSpan.FromSeconds(5);
            mcp?.Invoke(options);
        });
        add?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseFhirGateway();
        app.MapFhirGateway();
        app.MapFhirGatewayMcp();
        await app.StartAsync();
        return new AgentHost(app, provider);
    }

    /// <summary>A gateway before one open sandbox.</summary>
    public static Task<AgentHost> BeforeAsync(FhirSandbox sandbox, bool hasProvider = false, Action<FhirGatewayOptions>? configure = null) => StartAsync(
        options =>
        {
            options.Platforms[sandbox.Platform.Id] = Open(sandbox.BaseUrl);
            configure?.Invoke(options);
        },
        hasProvider);

    /// <summary>A gateway before a server that a test scripts.</summary>
    public static Task<AgentHost> BeforeAsync(RawServer server, string platform = "hapi", bool hasProvider = false) =>
        StartAsync(options => options.Platforms[platform] = Open(new Uri(server.Address, "fhir/")), hasProvider);

    public static GatewayPlatformOptions Open(Uri baseUrl) => new() { BaseUrl = baseUrl, IsOpen = true, AllowAnonymous = true, Configure = static client => client.Resilience.MaxRetryAttempts = 0 };

    /// <summary>A token for the tools.</summary>
    public string Token(string subject = "dr-who", string scope = Scopes, Action<Dictionary<string, object>>? change = null) => Provider!.Token(McpAddress, subject, claims =>
    {
        claims["scope"] = scope;
        change?.Invoke(claims);
    });

    /// <summary>The C# SDK's client.</summary>
    public Task<McpClient> ConnectAsync(string? token = null, string? protocolVersion = null, Func<ElicitRequestParams, ElicitResult>? elicit = null)
    {
        var options = new HttpClientTransportOptions { Endpoint = McpAddress, TransportMode = HttpTransportMode.StreamableHttp };
        if (token is not null)
        {
            options.AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + token };
        }

        var client = new McpClientOptions { ClientInfo = new Implementation { Name = "test-agent", Version = "1" }, ProtocolVersion = protocolVersion };
        if (elicit is not null)
        {
            client.Capabilities = new ClientCapabilities { Elicitation = new ElicitationCapability { Url = new UrlElicitationCapability(), Form = new FormElicitationCapability() } };
            client.Handlers.ElicitationHandler = (request, _) => ValueTask.FromResult(elicit(request!));
        }

        return McpClient.CreateAsync(new HttpClientTransport(options), client);
    }

    /// <summary>Calls a tool as one JSON text of arguments.</summary>
    public static async Task<AgentReply> CallAsync(McpClient client, string tool, string arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        var result = await client.CallToolAsync(new CallToolRequestParams { Name = tool, Arguments = document.RootElement.EnumerateObject().ToDictionary(static one => one.Name, static one => one.Value.Clone()) });
        return new(result);
    }

    /// <summary>The events so far.</summary>
    public Task<List<AuditEntry>> AuditAsync() => AuditedEvents.ReadAsync(Services);

    /// <summary>A browser in which a person is logged in at the gateway: its cookie.</summary>
    public async Task<string> LogInAsync(string subject = "dr-who")
    {
        Provider!.Person = subject;
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        var next = new Uri(Address, "/login?return=%2Fhealth%2Flive");
        for (var i = 0; i < 5; i++)
        {
            using var response = await http.GetAsync(next);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                break;
            }

            Assert.True(response.Headers.Location is not null, response.StatusCode + await response.Content.ReadAsStringAsync());
            next = new Uri(next, response.Headers.Location);
        }

        Assert.Equal("/health/live", next.AbsolutePath);
        return SessionCookie.LoopbackName + "=" + cookies.GetCookies(Address)[SessionCookie.LoopbackName]!.Value;
    }

    /// <summary>A request of a browser.</summary>
    public async Task<(HttpStatusCode Status, string Body, Uri? Location)> BrowseAsync(HttpMethod method, string path, string? cookie, string? form = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        if (form is not null)
        {
            request.Content = new StringContent(form, null, "application/x-www-form-urlencoded");
            request.Headers.Add("Origin", origin ?? Address.GetLeftPart(UriPartial.Authority));
        }

        using var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location);
    }

    /// <summary>A patient with so many results.</summary>
    public static IEnumerable<FhirTyped.R4.Resource> Record(int results, string patient = "erika")
    {
        yield return new Patient { Id = patient, Name = { new HumanName { Family = "Muster", Given = { "Erika" } } }, BirthDate = FhirDate.Parse("1980-02-03"), Gender = AdministrativeGender.Female };
        for (var i = 0; i < results; i++)
        {
            yield return new Observation
            {
                Id = FormattableString.Invariant($"{patient}-o{i}"),
                Text = new Narrative { Status = NarrativeStatus.Generated, Div = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Haemoglobin [Mass/volume] in Blood by automated count, laboratory, final</p></div>" },
                Encounter = new ResourceReference { Reference = "Encounter/" + patient + "-e" + (i / 5).ToString(System.Globalization.CultureInfo.InvariantCulture), Display = "Office visit" },
                Performer = { new ResourceReference { Reference = "Organization/laboratory", Display = "Central laboratory" } },
                Status = ObservationStatus.Final,
                Category = { ObservationCategory.Laboratory.ToCodeableConcept() },
                Code = new CodeableConcept { Coding = { new Coding { System = "http://loinc.org", Code = FormattableString.Invariant($"718-{i % 7}"), Display = "Haemoglobin [Mass/volume] in Blood" } }, Text = "Haemoglobin" },
                Subject = new ResourceReference { Reference = "Patient/" + patient },
                Effective = new DateTimeElement(FhirDateTime.Parse(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(i).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))),
                Value = new Quantity { Value = 13.2m + (i % 10 * 0.1m), Unit = "g/dL", System = "http://unitsofmeasure.org", Code = "g/dL" },
                ReferenceRange = { new ObservationReferenceRange { Low = new Quantity { Value = 12m, Unit = "g/dL" }, High = new Quantity { Value = 16m, Unit = "g/dL" } } },
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (Provider is not null)
        {
            await Provider.DisposeAsync();
        }
    }
}

/// <summary>What a tool said.</summary>
internal sealed record AgentReply(CallToolResult Result)
{
    public bool IsError => Result.IsError == true;

    public string Text => string.Concat(Result.Content.OfType<TextContentBlock>().Select(static block => block.Text));

    public JsonElement Json => Result.StructuredContent!.Value;

    public int Bytes => ToolAnswer.SizeOf(Result);
}
