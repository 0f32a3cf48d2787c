using System.Net;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Tests.Http;

/// <summary>Where a client connects to, and how many connections it has.</summary>
public sealed class EgressTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.7.7", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::10.0.0.1", true)]
    [InlineData("64:ff9b:1::1", true)]
    [InlineData("2001:4860:4860::8888", false)]
    public void InternalAddresses(string address, bool isInternal) => Assert.Equal(isInternal, AddressRanges.Of(IPAddress.Parse(address)) != AddressRange.Public);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task LinkOfAServer_IntoAPrivateNetwork_IsNotConnectedTo(string host)
    {
        // A server on the internet whose declared paging host is a name that leads home.
        await using var inside = RawServer.Start(RawAnswer.Of("200 OK", """{"resourceType":"Bundle","type":"searchset"}"""));
        var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}:{inside.Address.Port}/fhir?page=2");
        request.Options.Set(ServerConnections.IsForeign, true);
        using var http = FhirHttp.NewClient(FhirHttp.NewHandler(null, new ServerConnections()));

        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(request));

        Assert.Empty(inside.Requests);
    }

    [Fact]
    public async Task PoolStatus_CountsConnectionsRequestsAndWhoWaits()
    {
        var release = new TaskCompletionSource();
        await using var server = RawServer.Start(new RawAnswer(async (stream, cancellationToken) =>
        {
            await release.Task.WaitAsync(cancellationToken);
            await RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p1"}""").Write(stream, cancellationToken);
        }));
        var services = new ServiceCollection();
        services.AddFhirPlatform<WritingPlatform>(o =>
        {
            o.BaseUrl = server.Address;
            o.Resilience.Concurrency = 4;
            o.Transport = new FhirTransportOptions { MaxConnections = 3 };
            o.Credential = FhirCredential.Token("secret-of-the-pool");
        });
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<WritingPlatform>();
        Assert.Equal(new FhirPoolStatus(0, 3, 0, 0, false), client.GetPoolStatus());

        var reads = Enumerable.Range(0, 10).Select(_ => client.Patient.ReadAsync("p1")).ToList();
        while (server.Requests.Count < 3)
        {
            await Task.Delay(5);
        }

        var status = provider.GetRequiredService<WritingPlatform>().GetPoolStatus();
        Assert.Equal(new FhirPoolStatus(3, 3, 10, 6, false), status);
        Assert.DoesNotContain("secret", status.ToString(), StringComparison.Ordinal);

        release.SetResult();
        await Task.WhenAll(reads);
        Assert.Equal((3, 0, 0), client.GetPoolStatus() is var after ? (after.OpenConnections, after.RequestsUnderWay, after.RequestsWaiting) : default);
    }

    [Fact]
    public async Task HeadersOfTheOptions_AreSent_AndCannotFrameARequest()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p1"}"""));
        var client = WireClient.WriterOf(server, static o => o.Transport = new FhirTransportOptions { Headers = { ["Epic-Client-ID"] = "x1" } });
        await client.Patient.ReadAsync("p1");
        Assert.Equal("x1", server.Requests[0].Header("Epic-Client-ID").Single());

        var smuggler = WireClient.WriterOf(server, static o => o.Transport = new FhirTransportOptions { Headers = { ["Transfer-Encoding"] = "chunked" } });
        await Assert.ThrowsAsync<FhirException>(() => smuggler.Patient.ReadAsync("p1"));
        var splitter = WireClient.WriterOf(server, static o => o.Transport = new FhirTransportOptions { Headers = { ["X-A"] = "a\r\nX-B: b" } });
        await Assert.ThrowsAsync<FhirException>(() => splitter.Patient.ReadAsync("p1"));
        Assert.Single(server.Requests);
    }
}
