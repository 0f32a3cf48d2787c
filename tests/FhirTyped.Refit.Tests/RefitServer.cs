using FhirTyped.TestKit;
using Refit;

namespace Clinic;

/// <summary>A raw server, and Refit clients of it.</summary>
internal sealed class RefitServer : IAsyncDisposable
{
    private readonly RawServer _server;

    private RefitServer(RawServer server) => _server = server;

    /// <summary>The base address of its FHIR service.</summary>
    public Uri BaseUrl => new(_server.Address, "fhir/");

    /// <summary>What came.</summary>
    public IReadOnlyList<RawRequest> Requests => _server.Requests;

    public static RefitServer Start(Func<RawRequest, RawAnswer> answer) => new(RawServer.Start(answer));

    public static RefitServer Start(string status, string body = "", params string[] headers) => new(RawServer.Start(RawAnswer.Of(status, body, headers)));

    public HttpClient Http() => new(new HttpClientHandler { AllowAutoRedirect = false, AutomaticDecompression = System.Net.DecompressionMethods.All }) { BaseAddress = BaseUrl };

    public TApi Client<TApi>(RefitSettings? settings = null) => RestService.For<TApi>(Http(), settings);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
