using System.Net;
using System.Text;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Firely.Tests.Xml;

public sealed class FhirXmlHandlerTests
{
    private const string Xml = "Content-Type: application/fhir+xml; charset=utf-8";

    private const string Patient = "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"p1\"/><meta><versionId value=\"2\"/></meta><gender value=\"male\"/></Patient>";

    [Fact]
    public async Task ARead_IsAskedForAndReadAsXml()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Patient, Xml, "ETag: W/\"2\""));
        await using var services = ServicesOf(server);

        var patient = await services.GetRequiredService<Hapi>().Patient.ReadAsync("p1");

        Assert.Equal(AdministrativeGender.Male, patient.Gender?.Value);
        Assert.Equal(["application/fhir+xml"], Assert.Single(server.Requests).Header("Accept"));
    }

    [Fact]
    public async Task AWrite_IsSentAsXml_WithItsHeaderFields()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Patient, Xml));
        await using var services = ServicesOf(server);

        var result = await services.GetRequiredService<Hapi>().Patient.UpdateAsync(new Patient { Id = "p1", Meta = new() { VersionId = "1" }, Gender = AdministrativeGender.Male });

        var request = Assert.Single(server.Requests);
        Assert.Equal("2", result.VersionId);
        Assert.StartsWith("<?xml", request.Text, StringComparison.Ordinal);
        Assert.Contains("<gender value=\"male\" />", request.Text);
        Assert.Equal(["application/fhir+xml; charset=utf-8"], request.Header("Content-Type"));
        Assert.Equal(["W/\"1\""], request.Header("If-Match"));
        Assert.Equal([request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)], request.Header("Content-Length"));
    }

    [Fact]
    public async Task AnOutcome_IsThatOfTheException()
    {
        const string Outcome = "<OperationOutcome xmlns=\"http://hl7.org/fhir\"><issue><severity value=\"error\"/><code value=\"business-rule\"/><diagnostics value=\"no\"/></issue></OperationOutcome>";
        await using var server = RawServer.Start(RawAnswer.Of("422 Unprocessable Entity", Outcome, Xml));
        await using var services = ServicesOf(server);

        var error = await Assert.ThrowsAnyAsync<FhirResponseException>(() => services.GetRequiredService<Hapi>().Patient.CreateAsync(new Patient()));

        Assert.Equal(IssueType.BusinessRule, error.Outcome!.Issue[0].Code?.Value);
    }

    [Theory]
    [InlineData("<Patient xmlns=\"http://hl7.org/fhir\"><id")]
    [InlineData("<!DOCTYPE x [<!ENTITY x \"y\">]><Patient xmlns=\"http://hl7.org/fhir\"/>")]
    public async Task AWriteWhoseAnswerCannotBeRead_IsDoneAllTheSame_AndAReadFails(string body)
    {
        await using var server = RawServer.Start(request => RawAnswer.Of(request.Method == "POST" ? "201 Created" : "200 OK", body, Xml, "Location: /Patient/p9/_history/1"));
        await using var services = ServicesOf(server);
        var client = services.GetRequiredService<Hapi>();

        var written = await client.Patient.CreateAsync(new Patient());

        Assert.Equal((HttpStatusCode.Created, "p9"), (written.StatusCode, written.Id));
        await Assert.ThrowsAsync<FhirXmlException>(() => client.Patient.ReadAsync("p1"));
    }

    [Theory]
    [InlineData("Content-Type: application/xml", "<page>login</page>")]
    [InlineData("Content-Type: text/html", "<html/>")]
    public async Task WhatIsNoFhir_IsNotTakenForIt(string type, string body)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", body, type));
        await using var services = ServicesOf(server);

        await Assert.ThrowsAsync<FhirProtocolException>(() => services.GetRequiredService<Hapi>().Patient.UpdateAsync(new Patient { Id = "p1", Meta = new() { VersionId = "1" } }));
    }

    [Fact]
    public async Task XmlUnderItsOwnName_IsReadWhereItIsFhirs()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Patient, "Content-Type: application/xml"));
        await using var services = ServicesOf(server);

        Assert.Equal("p1", (await services.GetRequiredService<Hapi>().Patient.ReadAsync("p1")).Id);
    }

    [Fact]
    public async Task JsonAllTheSame_IsRead()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p1"}"""));
        await using var services = ServicesOf(server);

        Assert.Equal("p1", (await services.GetRequiredService<Hapi>().Patient.ReadAsync("p1")).Id);
    }

    [Fact]
    public async Task AnAnswerThatIsTooLarge_Fails()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Patient, Xml));
        using var http = new HttpClient(new FhirXmlHandler(50) { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false } });

        using var response = await http.GetAsync(new Uri(server.Address, "Patient/p1"), HttpCompletionOption.ResponseHeadersRead);

        await Assert.ThrowsAsync<FhirXmlException>(() => response.Content.ReadAsByteArrayAsync());
    }

    private static ServiceProvider ServicesOf(RawServer server)
    {
        var services = new ServiceCollection();
        services.AddFhirPlatform<Hapi>(options => options.BaseUrl = server.Address).AddFhirXml();
        return services.BuildServiceProvider();
    }
}
