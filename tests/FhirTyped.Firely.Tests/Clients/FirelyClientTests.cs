using System.Net;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using Microsoft.Extensions.DependencyInjection;
using Task = System.Threading.Tasks.Task;

namespace FhirTyped.Firely.Tests.Clients;

public sealed class FirelyClientTests
{
    private const string Patient = """{"resourceType":"Patient","id":"p1","active":true}""";

    [Fact]
    public async Task Read_AsksForJson_WithTokenAndHeaders()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Patient));
        using var client = FirelyClient.Create<Epic>(options =>
        {
            options.BaseUrl = server.Address;
            options.AccessToken = static _ => ValueTask.FromResult<string?>("t0ken");
        });

        Assert.True((await client.ReadAsync<Patient>("Patient/p1"))!.Active);
        var request = Assert.Single(server.Requests);
        Assert.Equal("/Patient/p1", request.Target);
        Assert.Equal(["Bearer t0ken"], request.Header("Authorization"));
        Assert.Contains("application/fhir+json", Assert.Single(request.Header("Accept")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RefusedRequest_SendsNothing_AndIsAFhirOperationException(bool isSearch)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Patient));
        using var client = FirelyClient.Create<Epic>(options => options.BaseUrl = server.Address);

        var problem = await Assert.ThrowsAsync<FhirOperationException>(() => isSearch
            ? client.SearchAsync<Observation>(new SearchParams("patient", "secret"))
            : client.DeleteAsync("Patient/secret"));
        var issue = Assert.Single(problem.Outcome!.Issue);
        Assert.Empty(server.Requests);
        Assert.Equal((HttpStatusCode.BadRequest, OperationOutcome.IssueType.NotSupported), (problem.Status, issue.Code));
        Assert.Equal(isSearch ? "FHT1101" : "FHT1002", Assert.Single(issue.Details!.Coding).Code);
        Assert.IsType<FhirCapabilityException>(problem.InnerException);
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorOfTheServer_IsAnOutcome_AsAlways()
    {
        await using var server = RawServer.Start(RawAnswer.Of("404 Not Found", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}"""));
        using var client = FirelyClient.Create<Epic>(options => options.BaseUrl = server.Address);

        var problem = await Assert.ThrowsAsync<FhirOperationException>(() => client.ReadAsync<Patient>("Patient/p1"));
        Assert.Equal((HttpStatusCode.NotFound, OperationOutcome.IssueType.NotFound), (problem.Status, problem.Outcome!.Issue[0].Code));
    }

    [Fact]
    public async Task DroppedFilter_IsAnError_AndNothingIsHandedOut()
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK",
            """{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"$base/Patient?family=A"}],"entry":[]}""".Replace("$base", "http://" + request.Header("Host").Single())));
        using var client = FirelyClient.Create<Hapi>(options => options.BaseUrl = server.Address);

        var problem = await Assert.ThrowsAsync<FhirOperationException>(() => client.SearchAsync<Patient>(new SearchParams("family", "A").Add("birthdate", "1980-01-01")));
        Assert.Equal(HttpStatusCode.BadGateway, problem.Status);
        Assert.Equal(["birthdate"], Assert.IsType<FhirDroppedFilterException>(problem.InnerException).Receipt.Dropped);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var elsewhere = RawServer.Start(RawAnswer.Of("200 OK", Patient));
        await using var server = RawServer.Start(RawAnswer.Of("302 Found", "", "Location: " + elsewhere.Address + "Patient/p1"));
        using var client = FirelyClient.Create<Epic>(options => options.BaseUrl = server.Address);

        await Assert.ThrowsAsync<FhirOperationException>(() => client.ReadAsync<Patient>("Patient/p1"));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Cancellation_IsCancellation()
    {
        using var source = new CancellationTokenSource();
        await using var server = RawServer.Start(_ =>
        {
            source.Cancel();
            return RawAnswer.Stalling("HTTP/1.1 200 OK\r\n");
        });
        using var client = FirelyClient.Create<Epic>(options => options.BaseUrl = server.Address);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ReadAsync<Patient>("Patient/p1", ct: source.Token));
    }

    [Fact]
    public async Task ForeignAddress_IsRefused_AndGetsNoToken()
    {
        await using var elsewhere = RawServer.Start(RawAnswer.Of("200 OK", Patient));
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Patient));
        using var client = FirelyClient.Create<Epic>(options =>
        {
            options.BaseUrl = server.Address;
            options.AccessToken = static _ => ValueTask.FromResult<string?>("t0ken");
        });

        await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(elsewhere.Address + "Patient/p1"));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Settings_AreTheCallers()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Patient));
        using var client = FirelyClient.Create<Hapi>(
            options => { options.BaseUrl = server.Address; options.StrictHandling = true; }, static settings => settings.ReturnPreference = ReturnPreference.Minimal);

        Assert.Equal(
            (ResourceFormat.Json, SearchParameterHandling.Strict, ReturnPreference.Minimal),
            (client.Settings.PreferredFormat, client.Settings.PreferredParameterHandling, client.Settings.ReturnPreference));
    }

    [Fact]
    public async Task Pages_AreFollowed_AgainstTheSandbox()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await sandbox.LoadAsync([new R4.Patient { Id = "p1" }, .. Enumerable.Range(0, 25).Select(static number => Observation(number))]);
        var services = new ServiceCollection();
        services.AddFhirPlatform<Epic>(options => options.BaseUrl = sandbox.BaseUrl).AddFirelyClient();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var epic = scope.ServiceProvider.GetRequiredService<Epic>();
        var client = scope.ServiceProvider.GetRequiredService<FhirClient>();

        var ids = new HashSet<string>();
        var bundle = await client.SearchAsync(epic.Observation.Search(q => q.Patient.Is("p1").Category.Is(R4.ObservationCategory.Laboratory).Count(10)));
        for (; bundle is not null; bundle = await client.ContinueAsync(bundle))
        {
            ids.UnionWith(bundle.Entry.Select(static entry => entry.Resource!.Id!));

            // Another client knows the page as well: clients come and go.
            client = scope.ServiceProvider.GetRequiredService<FhirClient>();
        }

        Assert.Equal(25, ids.Count);
    }

    private static R4.Observation Observation(int number) => new()
    {
        Id = "o" + number,
        Status = R4.ObservationStatus.Final,
        Category = { new R4.CodeableConcept("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory") },
        Code = new R4.CodeableConcept("http://loinc.org", "718-7"),
        Subject = new R4.ResourceReference("Patient/p1"),
    };
}
