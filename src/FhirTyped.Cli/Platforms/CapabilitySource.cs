using System.Net.Http.Headers;
using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Platforms;

/// <summary>Where <c>capture</c> gets its documents: a server, or files.</summary>
internal sealed class CapabilitySource(HttpClient http)
{
    /// <summary>The largest document that is read, in bytes; the largest statement known has 15 million.</summary>
    public const int MaximumBytes = 64 * 1024 * 1024;

    /// <summary>The client for such documents: it waits 60 seconds at most and takes no more than <see cref="MaximumBytes"/>.</summary>
    public static HttpClient CreateHttpClient() => new() { Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = MaximumBytes };

    /// <summary>Reads <c>[base]/metadata</c>, or a file.</summary>
    /// <exception cref="CliException">It cannot be had.</exception>
    public async Task<string> ReadStatementAsync(string place, CancellationToken cancellationToken) =>
        BaseAddress(place) is { } address
            ? await GetAsync(new Uri(address, "metadata"), "application/fhir+json", cancellationToken)
            : File.Exists(place)
                ? await File.ReadAllTextAsync(place, cancellationToken)
                : throw new CliException($"'{place}' is neither an http(s) address nor a file.");

    /// <summary>Reads the SMART configuration of a server (https://hl7.org/fhir/smart-app-launch/conformance.html); null where it has none.</summary>
    public async Task<JsonValue?> TryReadSmartConfigurationAsync(string place, string? file, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            return Parse(await File.ReadAllTextAsync(file, cancellationToken), file);
        }

        if (BaseAddress(place) is not { } address)
        {
            return null;
        }

        try
        {
            var text = await GetAsync(new Uri(address, ".well-known/smart-configuration"), "application/json", cancellationToken);
            return Parse(text, ".well-known/smart-configuration");
        }
        catch (CliException)
        {
            // A server without authorization has no such document.
            return null;
        }
    }

    /// <summary>The base address with its closing slash, or null where the place is not an http(s) address.</summary>
    public static Uri? BaseAddress(string place) =>
        Uri.TryCreate(place.EndsWith('/') ? place : place + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : null;

    private static JsonValue Parse(string text, string name)
    {
        try
        {
            return JsonTextParser.Parse(text);
        }
        catch (JsonTextException e)
        {
            throw new CliException($"{name} is not valid JSON ({e.Position}): {e.Message}");
        }
    }

    private async Task<string> GetAsync(Uri address, string accept, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsStringAsync(cancellationToken)
                : throw new CliException($"GET {address} answered {(int)response.StatusCode}.");
        }
        catch (HttpRequestException e)
        {
            throw new CliException($"GET {address} failed: {e.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"GET {address} did not answer in time.");
        }
    }
}
