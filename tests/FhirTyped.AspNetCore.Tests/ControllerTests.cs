using System.Net;
using FhirTyped.R4;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.AspNetCore.Tests;

public sealed class ControllerTests
{
    public static TheoryData<string, string?, string> Wrong => Bodies.Wrong;

    [Theory]
    [InlineData("/api/Patient", true)]
    [InlineData("/api/Patient", false)]
    [InlineData("/api/Resource", true)]
    [InlineData("/plain/Patient", true)]
    public async Task Resource_IsTakenAndReturned_WithoutLoss(string path, bool isChunked)
    {
        await using var server = await StartAsync();

        var answer = await server.SendAsync(HttpMethod.Post, path, Bodies.Patient, isChunked: isChunked);

        Assert.Equal((HttpStatusCode.OK, "application/fhir+json; charset=utf-8", Bodies.Patient), answer);
        Assert.Equal("application/json; charset=utf-8", (await server.SendAsync(HttpMethod.Post, path, Bodies.Patient, "application/json", "application/json")).ContentType);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Body_ThatCannotBeRead_Is400WithTheOutcome(string body, string? place, string code)
    {
        await using var server = await StartAsync();
        foreach (var path in new[] { "/api/Patient", "/plain/Patient" })
        {
            var issue = Assert.Single((await server.RefusedAsync(path, body)).Issue);

            Assert.Equal(code, issue.Code!.Value.Text);

            // Where the JSON breaks off is told here, and not by the serializer of minimal APIs.
            Assert.Contains(issue.Expression.SingleOrDefault(), new[] { place, place ?? "Patient.id" });
        }
    }

    [Fact]
    public async Task Objects_OfAProgram_HoldResources()
    {
        await using var server = await StartAsync();

        var answer = await server.SendAsync(HttpMethod.Post, "/api/Ward", $$"""{"name":"3","patient":{{Bodies.Patient}}}""", "application/json");
        Assert.Equal((HttpStatusCode.OK, "application/json; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Contains("1.50", answer.Body, StringComparison.Ordinal);
        var wrong = await server.SendAsync(HttpMethod.Post, "/api/Ward", """{"name":"3","patient":{"resourceType":"Observation","id":"SECRET"}}""", "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.DoesNotContain("SECRET", wrong.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(HttpMethod.Get, "/api/none")).Status);
    }

    // A walk for validation would throw beyond 32 levels, and make each list of the model.
    [Fact]
    public async Task DeepResources_AreNotWalkedForValidation()
    {
        await using var server = await StartAsync();
        var deep = "{\"resourceType\":\"Patient\",\"extension\":[" + string.Concat(Enumerable.Repeat("{\"url\":\"u\",\"extension\":[", 25))
            + "{\"url\":\"u\",\"valueBoolean\":true}" + string.Concat(Enumerable.Repeat("]}", 25)) + "]}";

        var answer = await server.SendAsync(HttpMethod.Post, "/api/Patient", deep);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(FhirJson.Read<Patient>(answer.Body).DeepEquals(FhirJson.Read<Patient>(deep)));
    }

    private static Task<Server> StartAsync() => Server.StartAsync(static app => app.MapControllers(), add: static services =>
    {
        services.AddFhirJson();
        services.AddControllers().AddApplicationPart(typeof(ControllerTests).Assembly);
    });
}

public sealed record Ward(string Name, Patient Patient);

[ApiController]
[Route("api")]
public sealed class ApiController : ControllerBase
{
    [HttpPost("Patient")]
    public Patient Post(Patient patient) => patient;

    [HttpPost("Resource")]
    public ActionResult<Resource> Post([FromBody] Resource resource) => Ok(resource);

    [HttpPost("Ward")]
    public Ward Post(Ward ward) => ward;

    [HttpGet("none")]
    public Patient? None() => null;
}

[Route("plain")]
public sealed class PlainController : Controller
{
    [HttpPost("Patient")]
    public IActionResult Post([FromBody] Patient patient) => Ok(patient);
}
