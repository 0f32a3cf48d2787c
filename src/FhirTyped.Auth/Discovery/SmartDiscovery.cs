using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace FhirTyped.Auth;

/// <summary>
/// Finds the authorization server of a FHIR server: by its <c>.well-known/smart-configuration</c>, else by <c>oauth-uris</c> in its CapabilityStatement, else by the platform
/// file. The answer is kept as long as its header fields allow, and an hour at most; one request is under way at a time.
/// </summary>
internal sealed class SmartDiscovery(PlatformDescriptor platform, AuthorizationHttp http, TimeSpan timeout, TimeProvider time)
{
    // Statements of real servers have up to 3 MB.
    private const int MaximumStatementBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LifeWhereUnknown = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Found> _found = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    private sealed record Found(SmartConfiguration Configuration, AddressRange ServerRange, DateTimeOffset Until);

    /// <summary>The configuration, and where the FHIR server is that gave it.</summary>
    /// <exception cref="FhirTokenException">Nobody says where tokens are to be had; the message says what each lacked.</exception>
    public async Task<(SmartConfiguration Configuration, AddressRange ServerRange)> GetAsync(Uri baseUrl, CancellationToken cancellationToken)
    {
        if (Known(baseUrl) is { } known)
        {
            return (known.Configuration, known.ServerRange);
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var found = Known(baseUrl) ?? await FindAsync(baseUrl, cancellationToken).ConfigureAwait(false);
            _found[baseUrl.AbsoluteUri] = found;
            return (found.Configuration, found.ServerRange);
        }
        finally
        {
            _one.Release();
        }
    }

    private Found? Known(Uri baseUrl) => _found.TryGetValue(baseUrl.AbsoluteUri, out var found) && time.GetUtcNow() < found.Until ? found : null;

    private async Task<Found> FindAsync(Uri baseUrl, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var problems = new List<string>();
        try
        {
            var range = await AddressRanges.FindAsync(baseUrl, both.Token).ConfigureAwait(false);
            return await TryAsync(baseUrl, range, ".well-known/smart-configuration", "application/json", SmartConfigurationReader.ReadWellKnown, problems, both.Token)
                    .ConfigureAwait(false)
                ?? await TryAsync(baseUrl, range, "metadata", "application/fhir+json", SmartConfigurationReader.ReadStatement, problems, both.Token).ConfigureAwait(false)
                ?? new(FromPlatformFile(baseUrl, problems), range, time.GetUtcNow() + LifeWhereUnknown);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // Once a server was reached, the cause may quote what it sent.
            throw new FhirTokenException(
                $"The FHIR server at {baseUrl.IdnHost} could not be asked where its tokens are to be had.", AuthorizationHttp.IsNotSent(error) ? error : null);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FhirTokenException($"The FHIR server at {baseUrl.IdnHost} did not say within {timeout:c} where its tokens are to be had.");
        }
    }

    private async Task<Found?> TryAsync(
        Uri baseUrl, AddressRange range, string path, string mediaType, Func<ReadOnlyMemory<byte>, SmartConfiguration> read, List<string> problems,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(baseUrl, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));

        // The base address was configured: it may be anywhere.
        using var response = await http.ClientFor(new AuthorizationEndpoint(baseUrl)).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            problems.Add($"{path} answered {(int)response.StatusCode}");
            return null;
        }

        if (await LimitedBody.ReadAsync(response.Content, MaximumStatementBytes, cancellationToken).ConfigureAwait(false) is not { } body)
        {
            problems.Add($"{path} has more than {MaximumStatementBytes} bytes");
            return null;
        }

        try
        {
            return new(read(body), range, time.GetUtcNow() + LifeOf(response.Headers.CacheControl));
        }
        catch (FormatException error)
        {
            problems.Add($"{path} cannot be used: {error.Message}");
            return null;
        }
    }

    private static TimeSpan LifeOf(CacheControlHeaderValue? cache) =>
        cache is { NoStore: true } or { NoCache: true } ? TimeSpan.Zero
        : cache?.MaxAge is not { } age ? LifeWhereUnknown
        : age < LongestLife ? age
        : LongestLife;

    private SmartConfiguration FromPlatformFile(Uri baseUrl, List<string> problems)
    {
        var oauth = platform.Manifest.OAuth;
        if (oauth.TokenUrl.Length == 0)
        {
            problems.Add("the platform file names no token endpoint");
        }
        else if (!IsOfPlatformFile(baseUrl))
        {
            // Its addresses are those of the server that it names: another hospital's server would give away this one's secret there.
            problems.Add("the platform file is about another base address");
        }
        else if (!TryRead(oauth.TokenUrl, out var token))
        {
            problems.Add("the platform file's token endpoint is no address that is good for every server");
        }
        else
        {
            return new()
            {
                Source = SmartConfigurationSource.PlatformFile,
                TokenEndpoint = token,
                AuthorizationEndpoint = TryRead(oauth.AuthorizeUrl, out var authorize) ? authorize : null,
                RevocationEndpoint = TryRead(oauth.RevokeUrl, out var revoke) ? revoke : null,
                ScopesSupported = oauth.ScopesSupported,
                CodeChallengeMethods = oauth.CodeChallengeMethods,
                TokenEndpointAuthenticationMethods = oauth.TokenEndpointAuthenticationMethods,
            };
        }

        throw new FhirTokenException(
            $"Nothing says where the tokens of the FHIR server at {baseUrl.IdnHost} are to be had: {string.Join("; ", problems)}. Set TokenEndpoint.");
    }

    private bool IsOfPlatformFile(Uri baseUrl)
    {
        var known = platform.Manifest.FhirBaseUrl;

        // Where there is a placeholder for the tenant, an authorization server without one is good for all.
        return known.Contains('{', StringComparison.Ordinal)
            || (Uri.TryCreate(known.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.AbsoluteUri == baseUrl.AbsoluteUri);
    }

    private static bool TryRead(string text, out Uri address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address!) && !text.Contains('{', StringComparison.Ordinal) && AuthorizationEndpoint.FindProblem(address) is null;
}
