using System.Net;
using FhirTyped.R4;
using FhirTyped.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.AspNetCore.Tests;

public sealed class MinimalApiTests
{
    public static TheoryData<string, string?, string> Wrong => Bodies.Wrong;

    [Theory]
    [InlineData("application/fhir+json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/fhir+json; fhirVersion=4.0")]
    public async Task Resource_IsTakenAndReturned_WithoutLoss(string contentType)
    {
        await using var server = await Server.StartAsync(Map);
        foreach (var path in new[] { "/fhir/Patient", "/fhir/Resource", "/fhir/ok", "/fhir/typed", "/fhir/either" })
        {
            var answer = await server.SendAsync(HttpMethod.Post, path, Bodies.Patient, contentType);

            Assert.Equal((HttpStatusCode.OK, "application/fhir+json; charset=utf-8"), (answer.Status, answer.ContentType));
            Assert.True(FhirJson.Read<Patient>(answer.Body).DeepEquals(FhirJson.Read<Patient>(Bodies.Patient)), path);
        }

        Assert.Equal(Bodies.Patient, (await server.SendAsync(HttpMethod.Post, "/fhir/Patient", Bodies.Patient, contentType, isChunked: true)).Body);
    }

    [Fact]
    public async Task StatusAndHeaders_OfTheHandler_Stay()
    {
        await using var server = await Server.StartAsync(Map);

        using var created = await server.Client.PostAsync("/fhir/created", new StringContent(Bodies.Patient, null, "application/fhir+json"));
        Assert.Equal((HttpStatusCode.Created, "/Patient/p", "application/fhir+json"),
            (created.StatusCode, created.Headers.Location?.ToString(), created.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.NotFound, "application/fhir+json; charset=utf-8"), await StatusOf("/fhir/missing"));
        Assert.Equal((HttpStatusCode.BadRequest, null), await StatusOf("/fhir/own-400"));
        Assert.Equal((HttpStatusCode.OK, "application/vnd.own+json"), await StatusOf("/fhir/own-type"));
        Assert.Equal((HttpStatusCode.OK, "application/json; charset=utf-8"), await StatusOf("/fhir/list"));
        Assert.Equal((HttpStatusCode.OK, "text/plain; charset=utf-8"), await StatusOf("/fhir/text"));

        async Task<(HttpStatusCode, string?)> StatusOf(string path)
        {
            var answer = await server.SendAsync(HttpMethod.Get, path);
            return (answer.Status, answer.ContentType);
        }
    }

    [Theory]
    [InlineData(null, "application/fhir+json; charset=utf-8")]
    [InlineData("*/*", "application/fhir+json; charset=utf-8")]
    [InlineData("text/html", "application/fhir+json; charset=utf-8")]
    [InlineData("application/json", "application/json; charset=utf-8")]
    [InlineData("text/json;q=0.5, text/html", "text/json; charset=utf-8")]
    [InlineData("application/json, application/fhir+json", "application/fhir+json; charset=utf-8")]
    [InlineData("application/json, application/fhir+json;q=0", "application/json; charset=utf-8")]
    [InlineData("application/xml;;;,", "application/fhir+json; charset=utf-8")]
    public async Task Accept_GeneralTypes_AreGivenWhereTheyAreAskedFor(string? accept, string expected)
    {
        await using var server = await Server.StartAsync(Map);

        Assert.Equal(expected, (await server.SendAsync(HttpMethod.Get, "/fhir/missing", accept: accept)).ContentType);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Body_ThatCannotBeRead_Is400WithTheOutcome(string body, string? place, string code)
    {
        foreach (var environment in new[] { "Production", "Development" })
        {
            await using var server = await Server.StartAsync(Map, environment);

            var issue = Assert.Single((await server.RefusedAsync("/fhir/Patient", body)).Issue);

            Assert.Equal((code, place), (issue.Code!.Value.Text, issue.Expression.SingleOrDefault()));
            Assert.Equal((HttpStatusCode.OK, Bodies.Patient), (await server.SendAsync(HttpMethod.Post, "/fhir/Patient", Bodies.Patient)) is var next ? (next.Status, next.Body) : default);
        }
    }

    [Fact]
    public async Task OtherRefusals_AreOutcomesToo()
    {
        await using var server = await Server.StartAsync(Map, add: static services => services.AddFhirJson());

        Assert.Equal("structure", (await server.RefusedAsync("/fhir/number/x", Bodies.Patient)).Issue[0].Code!.Value.Text);
        var large = $$"""{"resourceType":"Patient","id":"{{new string('x', 2_000)}}"}""";
        Assert.Equal("too-long", (await server.RefusedAsync("/fhir/small", large, HttpStatusCode.RequestEntityTooLarge)).Issue[0].Code!.Value.Text);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await server.SendAsync(HttpMethod.Post, "/fhir/Patient", Bodies.Patient, "text/plain")).Status);
    }

    [Fact]
    public async Task StrictReading_RefusesWhatLenientReadingKeeps()
    {
        const string Unknown = """{"resourceType":"Patient","gender":"SECRET"}""";
        await using var lenient = await Server.StartAsync(Map);
        Assert.Equal(HttpStatusCode.OK, (await lenient.SendAsync(HttpMethod.Post, "/fhir/Patient", Unknown)).Status);
        await using var strict = await Server.StartAsync(Map, add: static services => services.AddFhirJson(o => o.Reading = FhirJsonOptions.Strict));

        var issue = Assert.Single((await strict.RefusedAsync("/fhir/Patient", Unknown)).Issue);

        Assert.Equal(("code-invalid", "Patient.gender"), (issue.Code!.Value.Text, issue.Expression[0]));
        Assert.Contains("line 1", issue.Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_DoNotMeetEachOther()
    {
        await using var server = await Server.StartAsync(Map);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            if (i % 2 == 0)
            {
                return (await server.SendAsync(HttpMethod.Post, "/fhir/Patient", Bodies.Patient)).Body == Bodies.Patient;
            }

            var names = string.Concat(Enumerable.Repeat("{},", i));
            var outcome = await server.RefusedAsync("/fhir/Patient", $$"""{"resourceType":"Patient","name":[{{names}}{"family":"\ud800"}]}""");
            return outcome.Issue[0].Expression[0] == $"Patient.name[{i}].family";
        }));

        Assert.DoesNotContain(false, answers);
    }

    [Fact]
    public async Task WithoutTheConvention_ResourcesAreJsonWithoutLoss()
    {
        await using var server = await Server.StartAsync(static app => app.MapPost("/Patient", (Patient patient) => patient), add: static _ => { });

        var answer = await server.SendAsync(HttpMethod.Post, "/Patient", Bodies.Patient);

        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
        Assert.True(FhirJson.Read<Patient>(answer.Body).DeepEquals(FhirJson.Read<Patient>(Bodies.Patient)));
    }

    [Fact]
    public async Task WithoutTheServices_TheEndpointSaysWhatIsMissing()
    {
        await using var server = await Server.StartAsync(static app => app.MapGet("/", () => new Patient()).WithFhirJson(), "Development", static _ => { });

        Assert.Contains("AddFhirJson()", (await server.SendAsync(HttpMethod.Get, "/")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Descriptions_NameTheMediaType()
    {
        await using var server = await Server.StartAsync(Map);

        var patient = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(static endpoint => endpoint.RoutePattern.RawText == "/fhir/Patient").Metadata;
        Assert.Equal(["application/fhir+json", "application/json"], patient.GetMetadata<IAcceptsMetadata>()!.ContentTypes);
        Assert.Equal(["application/fhir+json"], patient.GetMetadata<IProducesResponseTypeMetadata>()!.ContentTypes);
    }

    [Theory]
    [InlineData("own", 1)]
    [InlineData("hl7-r4", 20)]
    public async Task Examples_ComeBackAsTheyWent(string folder, int everyNth)
    {
        Assert.SkipUnless(TestFiles.Has("examples", folder), TestFiles.MissingMessage);
        await using var server = await Server.StartAsync(Map);
        var failures = new List<string>();
        var files = Directory.GetFiles(TestFiles.PathOf("examples", folder), "*.json").Order(StringComparer.Ordinal).Where((_, i) => i % everyNth == 0);
        foreach (var file in files)
        {
            var sent = File.ReadAllText(file);
            var answer = await server.SendAsync(HttpMethod.Post, "/fhir/Resource", sent);
            if (answer.Status != HttpStatusCode.OK || !FhirJson.Read<Resource>(answer.Body).DeepEquals(FhirJson.Read<Resource>(sent)))
            {
                failures.Add($"{Path.GetFileName(file)}: {answer.Status}");
            }
        }

        Assert.Empty(failures);
    }

    private static void Map(WebApplication app)
    {
        var fhir = app.MapGroup("/fhir").WithFhirJson();
        fhir.MapPost("/Patient", (Patient patient) => patient);
        fhir.MapPost("/Resource", (Resource resource) => resource);
        fhir.MapPost("/ok", IResult (Patient patient) => Results.Ok(patient));
        fhir.MapPost("/typed", (Patient patient) => TypedResults.Ok(patient));
        fhir.MapPost("/either", Task<Results<Ok<Patient>, NotFound>> (Patient patient) => Task.FromResult<Results<Ok<Patient>, NotFound>>(TypedResults.Ok(patient)));
        fhir.MapPost("/created", (Patient patient) => Results.Created("/Patient/" + patient.Id, patient));
        fhir.MapPost("/number/{n}", (int n, Patient patient) => patient);
        fhir.MapPost("/small", (Patient patient) => patient).WithMetadata(new SizeLimit());
        fhir.MapGet("/missing", () => new FhirHttpResult(OperationOutcome.Of(IssueSeverity.Error, IssueType.NotFound, "None."), StatusCodes.Status404NotFound));
        fhir.MapGet("/own-400", () => Results.BadRequest());
        fhir.MapGet("/own-type", () => Results.Json(new Patient(), contentType: "application/vnd.own+json"));
        fhir.MapGet("/list", () => new[] { new Patient() });
        fhir.MapGet("/text", () => "text");
    }

    private sealed class SizeLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => 1000;
    }
}
