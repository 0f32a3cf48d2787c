using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Tests;

public sealed class ErrorTests
{
    private const string Outcome =
        """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"required","diagnostics":"Patient Jane Doe needs a category"}]}""";

    [Theory]
    [InlineData(HttpStatusCode.NotFound, typeof(FhirNotFoundException))]
    [InlineData(HttpStatusCode.Gone, typeof(FhirNotFoundException))]
    [InlineData(HttpStatusCode.Conflict, typeof(FhirConflictException))]
    [InlineData(HttpStatusCode.PreconditionFailed, typeof(FhirConflictException))]
    [InlineData(HttpStatusCode.Unauthorized, typeof(FhirAuthorizationException))]
    [InlineData(HttpStatusCode.Forbidden, typeof(FhirAuthorizationException))]
    [InlineData(HttpStatusCode.TooManyRequests, typeof(FhirRateLimitException))]
    [InlineData(HttpStatusCode.BadRequest, typeof(FhirResponseException))]
    [InlineData(HttpStatusCode.InternalServerError, typeof(FhirResponseException))]
    [InlineData(HttpStatusCode.Redirect, typeof(FhirResponseException))]
    public async Task Status_BecomesItsException_WithTheOutcomeAndWithoutItsTexts(HttpStatusCode status, Type expected)
    {
        var client = FakeServer.Client(
            _ =>
            {
                var response = FakeServer.Json(Outcome, status);
                response.Headers.TryAddWithoutValidation("Retry-After", "7");
                return response;
            },
            out _);
        var exception = await Assert.ThrowsAnyAsync<FhirResponseException>(() => client.Patient.ReadAsync("secret-id"));
        Assert.Equal(expected, exception.GetType());
        Assert.Equal(status, exception.StatusCode);
        Assert.Contains("Jane", Assert.Single(exception.Outcome!.Issue).Diagnostics);
        Assert.DoesNotContain("Jane", exception.ToString());
        Assert.DoesNotContain("secret-id", exception.ToString());
        Assert.Contains("required", exception.Message, StringComparison.OrdinalIgnoreCase);
        if (status == HttpStatusCode.TooManyRequests)
        {
            Assert.Equal(TimeSpan.FromSeconds(7), exception.RetryAfter);
        }
    }

    [Theory]
    [InlineData("<html>Jane Doe</html>")]
    [InlineData("")]
    public async Task Error_WithoutOutcome_StillHasItsStatus(string body)
    {
        var client = FakeServer.Client(_ => FakeServer.Json(body, HttpStatusCode.BadGateway), out _);
        var exception = await Assert.ThrowsAsync<FhirResponseException>(() => client.Patient.ReadAsync("1"));
        Assert.Null(exception.Outcome);
        Assert.DoesNotContain("Jane", exception.ToString());
    }

    [Fact]
    public async Task TryRead_OfWhatIsNotThere_IsNull()
    {
        var client = FakeServer.Client(static _ => FakeServer.Json(Outcome, HttpStatusCode.Gone), out _);
        Assert.Null(await client.Patient.TryReadAsync("1"));
    }

    [Fact]
    public async Task MalformedBundle_IsAFormatExceptionThatNamesWhere()
    {
        var client = FakeServer.Client(
            static _ => FakeServer.Json("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"1","name":[{"family":"Doe" """), out _);
        var exception = await Assert.ThrowsAsync<FhirFormatException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync());
        Assert.DoesNotContain("Doe", exception.ToString());
        Assert.Contains("Bundle.entry[0].resource.name[0]", exception.Message);
    }

    [Fact]
    public async Task AnotherResource_IsAnError()
    {
        var client = FakeServer.Client(static _ => FakeServer.Json("""{"resourceType":"Practitioner","id":"1"}"""), out _);
        await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.ReadAsync("1"));
        await Assert.ThrowsAsync<FhirSearchException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync());
    }

    [Fact]
    public async Task TooLargeAnAnswer_IsNotRead()
    {
        var client = FakeServer.Client(
            static _ => FakeServer.Json("""{"resourceType":"Patient","id":"1"}""" + new string(' ', 5000)), out _, o => o.MaximumResponseBytes = 1000);
        await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.ReadAsync("1"));
    }

    [Fact]
    public async Task Create_AnsweredWithoutBody_TakesIdAndVersionFromTheHeaders()
    {
        var client = FakeServer.Client(
            static _ =>
            {
                var response = new HttpResponseMessage(HttpStatusCode.Created);
                response.Headers.Location = new Uri("https://fhir.example.org/r4/Patient/new-1/_history/3");
                return response;
            },
            out var server);
        var sent = new Patient { BirthDate = FhirDate.Parse("2000-01-01") };
        var created = await client.Patient.CreateAsync(sent);
        Assert.Equal("new-1", created.Id);
        Assert.Equal("3", created.VersionId);
        Assert.Null(sent.Id);
        Assert.Contains("2000-01-01", server.Requests[0].Body);
    }

    [Fact]
    public async Task Modify_OnAConflict_ReadsAgainAndAppliesAgain()
    {
        var version = 1;
        var client = FakeServer.Client(
            request =>
            {
                if (request.Method == HttpMethod.Get)
                {
                    return FakeServer.Json($$"""{"resourceType":"Patient","id":"1","meta":{"versionId":"{{version}}"} }""");
                }

                var ifMatch = request.Headers.GetValues("If-Match").Single();
                return version++ == 1
                    ? FakeServer.Json(Outcome, HttpStatusCode.PreconditionFailed)
                    : FakeServer.Json($$"""{"resourceType":"Patient","id":"1","active":{{(ifMatch == "W/\"2\"" ? "true" : "false")}} }""");
            },
            out var server);
        var changes = 0;
        var modified = await client.Patient.ModifyAsync("1", patient =>
        {
            changes++;
            patient.Active = true;
        });
        Assert.True(modified.Resource!.Active);
        Assert.Equal(2, changes);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Patch_SendsJsonPatch()
    {
        var client = FakeServer.Client(static _ => FakeServer.Json("""{"resourceType":"Patient","id":"1"}"""), out var server);
        await client.Patient.PatchAsync("1", new JsonPatch { VersionId = "4" }.Replace("/active", true).Add("/name/0/given/-", "A\"B").Remove("/photo"));
        Assert.Equal("application/json-patch+json", server.Requests[0].Message.Content!.Headers.ContentType!.MediaType);
        Assert.Equal("W/\"4\"", server.Requests[0].Message.Headers.GetValues("If-Match").Single());
        using var body = System.Text.Json.JsonDocument.Parse(server.Requests[0].Body);
        Assert.Equal("A\"B", body.RootElement[1].GetProperty("value").GetString());
        Assert.Equal(3, body.RootElement.GetArrayLength());
        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.PatchAsync("1", new JsonPatch()));
    }
}
