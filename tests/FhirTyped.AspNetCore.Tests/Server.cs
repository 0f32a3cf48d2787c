using System.Net;
using FhirTyped.R4;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.AspNetCore.Tests;

/// <summary>A real server on loopback, and a client of it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Server(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<Server> StartAsync(Action<WebApplication> map, string environment = "Production", Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        (add ?? (static services => services.AddFhirJson()))(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new Server(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    public async Task<(HttpStatusCode Status, string? ContentType, string Body)> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/fhir+json", string? accept = null, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            request.Headers.TransferEncodingChunked = isChunked ? true : null;
        }

        using var response = await Client.SendAsync(request);
        return (response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
    }

    public async Task<OperationOutcome> RefusedAsync(string path, string body, HttpStatusCode status = HttpStatusCode.BadRequest, string contentType = "application/fhir+json")
    {
        var answer = await SendAsync(HttpMethod.Post, path, body, contentType);
        Assert.Equal((status, "application/fhir+json; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.DoesNotContain("SECRET", answer.Body, StringComparison.Ordinal);
        return FhirJson.Read<OperationOutcome>(answer.Body, FhirJsonOptions.Strict);
    }
}
