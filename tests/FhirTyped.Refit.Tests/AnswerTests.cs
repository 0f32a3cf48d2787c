using System.Net;
using FhirTyped;
using FhirTyped.R4;
using FhirTyped.TestKit;
using Refit;

namespace Clinic;

/// <summary>What HTTP says is Refit's exception, as its settings make it; what the guard says is FhirTyped's.</summary>
public sealed class AnswerTests
{
    private const string Outcome = """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found","diagnostics":"Patient Jane Doe is not here"}]}""";

    [Fact]
    public async Task Refusal_IsRefitsException_WithTheOutcome_AndNothingOfThePatientInItsMessage()
    {
        await using var server = RefitServer.Start("404 Jane Doe is not here", Outcome);

        var error = await Assert.ThrowsAsync<ApiException>(() => server.Client<IEpicPatientApi>().ReadAsync("p1"));

        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Equal("not-found", (await error.GetContentAsAsync<OperationOutcome>())!.Issue[0].Code!.ToString());
        Assert.True(error.TryGetContentAs<OperationOutcome>(out var outcome));
        Assert.NotNull(outcome);
        Assert.DoesNotContain("Jane", error.Message);
        Assert.DoesNotContain("p1", error.Message);
    }

    [Fact]
    public async Task Response_HasHead_AndContent()
    {
        await using var server = RefitServer.Start("200 OK", """{"resourceType":"Patient","id":"p1"}""", "ETag: W/\"3\"", "X-Request-Id: r1");

        using var response = await server.Client<IEpicPatientApi>().ReadWithResponseAsync("p1");

        Assert.True(response.IsSuccessful);
        Assert.Equal("3", response.Content!.Meta!.VersionId);
        Assert.Equal(["r1"], response.Headers!.GetValues("X-Request-Id"));
        Assert.Equal("/fhir/Patient/p1", response.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Response_OfARefusal_HoldsTheError()
    {
        await using var server = RefitServer.Start("422 Unprocessable Entity", Outcome);

        using var response = await server.Client<IEpicPatientApi>().CreateWithResponseAsync(new Patient());

        Assert.False(response.IsSuccessful);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var error = Assert.IsType<ApiException>(response.Error);
        Assert.NotNull(error.GetContentAs<OperationOutcome>());
        await Assert.ThrowsAsync<ApiException>(async () => await response.EnsureSuccessfulAsync());
    }

    [Fact]
    public async Task Response_ThatDidNotCome_HoldsTheError()
    {
        var http = new HttpClient { BaseAddress = new("http://127.0.0.1:1/fhir") };
        using var response = await RestService.For<IEpicPatientApi>(http).ReadWithResponseAsync("p1");
        Assert.IsType<ApiRequestException>(response.Error);
        Assert.Null(response.StatusCode);
        await Assert.ThrowsAsync<ApiRequestException>(() => RestService.For<IEpicPatientApi>(http).ReadAsync("p1"));
    }

    [Fact]
    public async Task Created_WithoutBody_HasItsId()
    {
        await using var server = RefitServer.Start("201 Created", "", "Location: http://127.0.0.1/fhir/Patient/new/_history/1");

        var patient = await server.Client<IEpicPatientApi>().CreateAsync(new Patient { Active = true });

        Assert.Equal(("new", "1", true), (patient!.Id, patient.Meta!.VersionId, patient.Active));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"p2"}""")]
    [InlineData("""{"resourceType":"Observation","id":"p1"}""")]
    [InlineData("""{"resourceType":"Patient"}""")]
    public async Task AnotherResource_IsNoAnswer(string body)
    {
        await using var server = RefitServer.Start("200 OK", body);
        await Assert.ThrowsAsync<FhirProtocolException>(() => server.Client<IEpicPatientApi>().ReadAsync("p1"));
        await Assert.ThrowsAsync<FhirProtocolException>(() => server.Client<IEpicPatientApi>().ReadWithResponseAsync("p1"));
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":[{"family":"Doe""")]
    public async Task UnreadableContent_IsRefitsException(string body)
    {
        await using var server = RefitServer.Start("200 OK", body);
        var error = await Assert.ThrowsAsync<ApiException>(() => server.Client<IEpicPatientApi>().ReadAsync("p1"));
        Assert.IsType<FhirFormatException>(error.InnerException);
        Assert.DoesNotContain("Doe", error.Message);
        var settings = new RefitSettings { DeserializationExceptionFactory = static (_, _) => new(new InvalidDataException("mine")) };
        await Assert.ThrowsAsync<InvalidDataException>(() => server.Client<IEpicPatientApi>(settings).ReadAsync("p1"));
    }

    [Fact]
    public async Task OwnExceptionFactory_IsAsked_ForEveryAnswer()
    {
        var seen = new List<HttpStatusCode>();
        var settings = new RefitSettings
        {
            ExceptionFactory = response =>
            {
                seen.Add(response.StatusCode);
                return new(response.IsSuccessStatusCode ? null : new InvalidDataException("mine"));
            },
        };
        await using var server = RefitServer.Start(request => request.Target.EndsWith("p1", StringComparison.Ordinal)
            ? RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p1"}""")
            : RawAnswer.Of("404 Not Found", Outcome));
        var api = server.Client<IEpicPatientApi>(settings);

        await api.ReadAsync("p1");
        await Assert.ThrowsAsync<InvalidDataException>(() => api.ReadAsync("p2"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound], seen);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed_AndIsNoAnswerWhereAClientFollowsIt()
    {
        await using var elsewhere = RawServer.Start(RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p1"}"""));
        await using var server = RefitServer.Start(_ => RawAnswer.Of("307 Temporary Redirect", "", "Location: " + elsewhere.Address + "Patient/p1"));
        var following = new HttpClient { BaseAddress = server.BaseUrl };
        await Assert.ThrowsAsync<FhirProtocolException>(() => RestService.For<IEpicPatientApi>(following).ReadAsync("p1"));
        await Assert.ThrowsAsync<ApiException>(() => server.Client<IEpicPatientApi>().ReadAsync("p1"));
    }

    [Fact]
    public async Task Cancellation_IsCancellation_AndStopsTheRequest()
    {
        await using var server = RefitServer.Start(_ => RawAnswer.Stalling("HTTP/1.1 200 OK\r\n"));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Client<IEpicPatientApi>().ReadAsync("p1", cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Client<IEpicPatientApi>().ReadWithResponseAsync("p1", cancelled.Token));
    }

    [Theory]
    [InlineData("../admin")]
    [InlineData("p1?x=1")]
    [InlineData("p1\r\nX: 1")]
    [InlineData("")]
    [InlineData(null)]
    public async Task WhatIsNoId_IsNotSent(string? id)
    {
        await using var server = RefitServer.Start("200 OK");
        await Assert.ThrowsAnyAsync<ArgumentException>(() => server.Client<IEpicPatientApi>().ReadAsync(id!));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => server.Client<IWritingPlatformPatientApi>().DeleteAsync(id!));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7\"\r\nX: 1")]
    [InlineData("7\", W/\"8")]
    public async Task WhatIsNoVersion_IsNotSent(string ifMatch)
    {
        await using var server = RefitServer.Start("200 OK");
        var api = server.Client<IWritingPlatformPatientApi>();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => api.UpdateAsync("p1", new Patient { Id = "p1" }, ifMatch));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => api.DeleteAsync("p1", ifMatch));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => api.UpdateAsync("p2", new Patient { Id = "p1" }));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task NullCriteria_AreNoSearchForEverything()
    {
        await using var server = RefitServer.Start("200 OK");
        var api = server.Client<IWritingPlatformPatientApi>();
        await Assert.ThrowsAsync<ArgumentNullException>(() => api.SearchAsync((FhirCriteria<WritingPlatform.PatientQuery>)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => api.ConditionalDeleteAsync((FhirCriteria<WritingPlatform.PatientQuery>)null!));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => api.CreateIfNoneExistAsync(new Patient(), (string)null!));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => api.CreateIfNoneExistAsync(new Patient(), ""));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => api.SearchAsync(q => q.Family.StartsWith(null!)));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => api.ConditionalDeleteAsync(static _ => { }));
        Assert.Empty(server.Requests);
    }
}
