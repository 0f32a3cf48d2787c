using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

public sealed class ReadTests
{
    [Fact]
    public async Task Read_GivesTheResourceWithVersionAndDate()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1"));
        using var response = await sandbox.CreateHttpClient().GetAsync("Patient/p1");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/fhir+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("W/\"1\"", response.Headers.ETag!.ToString());
        var patient = await response.ReadAsync<Patient>();
        Assert.Equal("Muster", patient.Name[0].Family);
        Assert.Equal("1", patient.Meta!.VersionId);
        Assert.NotNull(patient.Meta.LastUpdated);
    }

    [Theory]
    [InlineData("Patient/nobody", HttpStatusCode.NotFound)]
    [InlineData("SupplyDelivery/1", HttpStatusCode.NotFound)]
    [InlineData("NoSuchType/1", HttpStatusCode.NotFound)]
    [InlineData("Patient/p1/_history/1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("Patient/p1/_history", HttpStatusCode.MethodNotAllowed)]
    [InlineData("Patient/p1/$everything", HttpStatusCode.NotFound)]
    [InlineData("Patient/a%20b", HttpStatusCode.NotFound)]
    [InlineData("nonsense", HttpStatusCode.NotFound)]
    [InlineData("Patient/p1?_format=xml", HttpStatusCode.NotAcceptable)]
    public async Task Read_WhatEpicDoesNotHave_IsRefusedWithAnOutcome(string url, HttpStatusCode status)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1"));
        using var response = await sandbox.CreateHttpClient().GetAsync(url);

        Assert.Equal(status, response.StatusCode);
        Assert.True((await response.ReadAsync<OperationOutcome>()).HasErrors);
    }

    [Fact]
    public async Task Delete_WhereEpicDoesNotDeclareIt_Is405AndNamesWhatIsAllowed()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1"));
        using var response = await sandbox.CreateHttpClient().DeleteAsync("Patient/p1");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET"], response.Content.Headers.Allow);
        Assert.Contains("delete", await response.DiagnosticsAsync(), StringComparison.Ordinal);
        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task Loading_CopiesTheResource()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        var patient = People.Patient("p1");
        await sandbox.LoadAsync(patient);
        patient.Name[0].Family = "Changed";

        Assert.Equal("Muster", (await sandbox.CreateHttpClient().GetAsync<Patient>("Patient/p1")).Name[0].Family);
    }

    [Fact]
    public async Task Metadata_SaysWhatThePlatformSays()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        var statement = await sandbox.CreateHttpClient().GetAsync<CapabilityStatement>("metadata");

        Assert.Equal(BuiltIn.Epic.Manifest.Resources.Select(static resource => resource.Type), statement.Rest[0].Resource.Select(static resource => resource.Type!.Value.Text));
        Assert.Equal(sandbox.BaseUrl.AbsoluteUri.TrimEnd('/'), statement.Implementation!.Url);
    }

    [Fact]
    public async Task SmartConfiguration_ComesFromThePlatform()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        using var response = await sandbox.CreateHttpClient().GetAsync(".well-known/smart-configuration");

        var json = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"token_endpoint\":\"https://fhir.epic.com/", json, StringComparison.Ordinal);
        Assert.Contains("S256", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_OutsideTheBase_AreNotFound()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1"));
        foreach (var path in (string[])["/Patient/p1", "/fhir/r4x/Patient/p1", "/fhir/r4/../../etc/passwd"])
        {
            using var response = await sandbox.CreateHttpClient().GetAsync(new Uri(sandbox.BaseUrl, path));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Requests_AreRecordedWithoutIdsAndValues()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Patient("p1"));
        var http = sandbox.CreateHttpClient();
        (await http.GetAsync("Patient/p1")).Dispose();
        (await http.GetAsync("Patient?family=Muster")).Dispose();
        (await http.GetAsync("Observation?patient=p1")).Dispose();

        Assert.Equal(
            [new("GET", "read", "Patient", 200), new("GET", "search-type", "Patient", 200), new("GET", "search-type", "Observation", 400)],
            sandbox.Requests);
    }
}
