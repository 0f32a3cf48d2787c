using System.Net;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Faults on demand: what is planned befalls those requests that it is meant for, and no others.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task AStatus_ComesAsOftenAsPlanned()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        sandbox.Inject(SandboxFault.Status(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1.5)), times: 2);

        for (var i = 0; i < 2; i++)
        {
            using var response = await http.GetAsync(new Uri("Patient/p1", UriKind.Relative));
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter!.Delta);
        }

        Assert.Equal("p1", (await http.GetAsync<Patient>("Patient/p1")).Id);
    }

    [Fact]
    public async Task APredicate_LetsOtherRequestsPass()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        sandbox.Inject(SandboxFault.Status(HttpStatusCode.ServiceUnavailable), when: static (method, path) => method == "GET" && path == "/fhir/r4/Patient/p1");

        using (var post = await http.SendAsync(HttpMethod.Post, "Patient", People.Patient("x")))
        {
            Assert.Equal(HttpStatusCode.Created, post.StatusCode);
        }

        await http.GetAsync<Bundle>("Patient?family=Muster");
        using var response = await http.GetAsync(new Uri("Patient/p1?_summary=true", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task TheAuthorizationServer_FailsToo_WhereItIsMeant()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Authorization = new() });
        var http = sandbox.CreateHttpClient();
        sandbox.FailNext(HttpStatusCode.BadGateway);
        sandbox.Inject(SandboxFault.Status(HttpStatusCode.ServiceUnavailable), when: static (_, path) => path == "/oauth2/token");

        using var token = await http.SendAsync(HttpMethod.Post, new Uri(http.BaseAddress!, "/oauth2/token").AbsoluteUri, "", "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, token.StatusCode);
        using var read = await http.GetAsync(new Uri("metadata", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadGateway, read.StatusCode);
    }

    [Fact]
    public async Task ADroppedConnection_LeavesTheRequestUndone()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        sandbox.Inject(SandboxFault.DroppedConnection, when: static (method, _) => method == "POST");

        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(HttpMethod.Post, "Patient", People.Patient("x")));
        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task ALostAnswer_LeavesTheRequestDone()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        sandbox.Inject(SandboxFault.LostAnswer, when: static (method, _) => method == "POST");

        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(HttpMethod.Post, "Patient", People.Patient("x")));
        Assert.Equal(2, sandbox.Count);
        Assert.Equal(201, Assert.Single(sandbox.Requests).Status);
    }

    [Fact]
    public async Task ATruncatedAnswer_BreaksOffWithinItsBody()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        sandbox.Inject(SandboxFault.Truncated(20));
        using var response = await http.GetAsync(new Uri("Patient/p1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var start = new byte[20];
        await body.ReadExactlyAsync(start);

        Assert.Equal("{\"resourceType\":\"Pat", Encoding.UTF8.GetString(start));
        Assert.True(response.Content.Headers.ContentLength > 20);
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(new byte[1]));
    }

    [Fact]
    public async Task ADelay_EndsByTheSandboxsClock()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        sandbox.Inject(SandboxFault.Delayed(TimeSpan.FromMilliseconds(1)));

        Assert.Equal("p1", (await http.GetAsync<Patient>("Patient/p1")).Id);
        sandbox.Inject(SandboxFault.Delayed(TimeSpan.FromHours(1)));
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetAsync(new Uri("Patient/p1", UriKind.Relative), patience.Token));
    }

    [Fact]
    public async Task WrongArguments_AreRefused()
    {
        await using var sandbox = await StartAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => sandbox.Inject(SandboxFault.DroppedConnection, times: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxFault.Delayed(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxFault.Truncated(-1));
    }

    private static async Task<FhirSandbox> StartAsync()
    {
        var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(People.Patient("p1"));
        return sandbox;
    }
}
