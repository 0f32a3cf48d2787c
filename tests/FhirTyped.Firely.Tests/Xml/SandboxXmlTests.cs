using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Firely.Tests.Xml;

public sealed class SandboxXmlTests
{
    private const string Patient = "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"p1\"/><gender value=\"male\"/></Patient>";

    [Theory]
    [InlineData("Patient/p1", "application/fhir+xml", true)]
    [InlineData("Patient/p1", "application/xml", true)]
    [InlineData("Patient/p1?_format=xml", "application/fhir+json", true)]
    [InlineData("Patient/p1?_format=application/fhir+xml", null, true)]
    [InlineData("Patient/p1?_format=application%2Ffhir%2Bxml", null, true)]
    [InlineData("Patient?_id=p1", "application/fhir+json;q=0.5, application/fhir+xml", true)]
    [InlineData("Patient?_id=p1", "application/fhir+xml;q=0.5, application/fhir+json", false)]
    [InlineData("Patient/p1?_format=json", "application/fhir+xml", false)]
    [InlineData("Patient/p1", "text/html, */*;q=0.1", false)]
    [InlineData("Patient/p1", null, false)]
    [InlineData("Patient/nobody", "application/fhir+xml", true)]
    [InlineData("metadata", "application/fhir+xml", true)]
    public async Task AnAnswer_HasTheFormatThatIsAskedFor(string address, string? accept, bool isXml)
    {
        await using var sandbox = await StartAsync();
        using var response = await SendAsync(sandbox, HttpMethod.Get, address, accept);
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(isXml ? "application/fhir+xml" : "application/fhir+json", response.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(isXml ? FhirXml.Read(body) : FhirJson.Read(body));
    }

    [Fact]
    public async Task WhatIsWrittenAsXml_IsStored_AndOutcomesAreXmlToo()
    {
        await using var sandbox = await StartAsync();

        using var created = await SendAsync(sandbox, HttpMethod.Post, "Patient", "application/fhir+xml", Patient);
        using var wrong = await SendAsync(sandbox, HttpMethod.Post, "Patient", "application/fhir+xml", "<!DOCTYPE x [<!ENTITY y \"z\">]><Patient xmlns=\"http://hl7.org/fhir\"/>");
        using var read = await SendAsync(sandbox, HttpMethod.Get, created.Headers.Location!.AbsoluteUri, "application/fhir+json");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.IsType<OperationOutcome>(FhirXml.Read(await wrong.Content.ReadAsByteArrayAsync()));
        Assert.Equal(AdministrativeGender.Male, FhirJson.Read<Patient>(await read.Content.ReadAsByteArrayAsync()).Gender?.Value);
    }

    [Fact]
    public async Task WithoutTheFormat_XmlIsRefusedAsBefore()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();

        using var asked = await SendAsync(sandbox, HttpMethod.Get, "metadata", "application/fhir+xml");
        using var written = await SendAsync(sandbox, HttpMethod.Post, "Patient", null, Patient);

        Assert.Equal((HttpStatusCode.NotAcceptable, HttpStatusCode.UnsupportedMediaType), (asked.StatusCode, written.StatusCode));
        Assert.Equal("application/fhir+json", asked.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task TheStatement_NamesTheFormat()
    {
        await using var sandbox = await StartAsync();
        using var response = await SendAsync(sandbox, HttpMethod.Get, "metadata", null);

        Assert.Equal(["json", "application/fhir+xml"], FhirJson.Read<CapabilityStatement>(await response.Content.ReadAsByteArrayAsync()).Format.Select(static one => one?.ToString()));
    }

    [Fact]
    public async Task AClientOverXml_DoesWhatOneOverJsonDoes()
    {
        await using var sandbox = await StartAsync();
        using var http = new HttpClient(new FhirXmlHandler { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false } });
        var client = FhirPlatform.Create<Hapi>(http, options => options.BaseUrl = sandbox.BaseUrl);

        var created = await client.Patient.CreateAsync(new Patient { Gender = AdministrativeGender.Female });
        var found = await client.Patient.Search(q => q.Gender.Is(AdministrativeGender.Female)).ToListAsync();
        await Assert.ThrowsAsync<FhirNotFoundException>(() => client.Patient.ReadAsync("nobody"));

        Assert.Equal(created.Id, Assert.Single(found).Id);
    }

    private static async Task<FhirSandbox> StartAsync()
    {
        var sandbox = await FhirSandbox.StartAsync<Hapi>(new FhirSandboxOptions { Formats = { FhirXml.Format } });
        await sandbox.LoadAsync(new Patient { Id = "p1", Gender = AdministrativeGender.Male });
        return sandbox;
    }

    private static async Task<HttpResponseMessage> SendAsync(FhirSandbox sandbox, HttpMethod method, string address, string? accept, string? xml = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(sandbox.BaseUrl, address));
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (xml is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(xml)) { Headers = { ContentType = new MediaTypeHeaderValue("application/fhir+xml") } };
        }

        return await sandbox.CreateHttpClient().SendAsync(request);
    }
}
