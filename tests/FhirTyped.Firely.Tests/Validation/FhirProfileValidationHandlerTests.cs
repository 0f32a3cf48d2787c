using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FhirTyped.Firely.Handlers;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Firely.Tests.Validation;

[Collection(nameof(ValidatorFixture))]
public sealed class FhirProfileValidationHandlerTests(ValidatorFixture fixture)
{
    private const string Created = """{"resourceType":"Patient","id":"p1"}""";

    [Fact]
    public async Task AWriteThatConforms_IsSentAsItIs()
    {
        await using var server = RawServer.Start(RawAnswer.Of("201 Created", Created, "Location: /Patient/p1/_history/1"));
        using var services = ServicesOf(server);

        var result = await ClientOf(services).SendAsync(HttpMethod.Post, "Patient", Claiming(HarborPatients.Valid));

        Assert.Equal(HttpStatusCode.Created, result.StatusCode);
        Assert.Contains("SecretName", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task AWriteThatDoesNotConform_IsNotSent_AndToldWithoutValues()
    {
        await using var server = RawServer.Start(RawAnswer.Of("201 Created", Created));
        var log = new LinesLogger();
        using var services = ServicesOf(server, log: log);

        var error = await Assert.ThrowsAsync<FhirProfileValidationException>(
            () => ClientOf(services).SendAsync(HttpMethod.Post, "Patient", Claiming(HarborPatients.Wrong["gender"].Json)));

        Assert.Empty(server.Requests);
        Assert.Contains("POST Patient was not sent", error.Message);
        Assert.Contains("Patient.gender[0]: code-invalid (6007)", error.Message);
        Assert.DoesNotContain("Secret", error.ToString());
        Assert.Contains("SecretGender", Encoding.UTF8.GetString(FhirJson.ToUtf8Bytes(Assert.Single(error.Results).Outcome)));
        Assert.Contains(log.Lines, static line => line.Contains("Patient.gender[0]: code-invalid", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, static line => line.Contains("Secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST", "Patient")]
    [InlineData("PUT", "Patient/p1")]
    [InlineData("PUT", "Patient?identifier=1")]
    public async Task EveryWriteOfAWholeResource_IsValidated(string method, string address)
    {
        var (client, server) = ClientOf(static _ => new(HttpStatusCode.OK));

        await Assert.ThrowsAsync<FhirProfileValidationException>(() => SendAsync(client, method, address, WrongJson));

        Assert.Equal(0, server.Count);
    }

    [Theory]
    [InlineData("POST", "Patient/_search", "application/x-www-form-urlencoded", "gender=x")]
    [InlineData("POST", "Patient/$match", "application/fhir+json", """{"resourceType":"Parameters","parameter":[{}]}""")]
    [InlineData("POST", "%24process", "application/fhir+json", """{"resourceType":"Parameters","parameter":[{}]}""")]
    [InlineData("PATCH", "Patient/p1", "application/json-patch+json", "[]")]
    [InlineData("POST", "Binary", "image/png", "x")]
    [InlineData("PUT", "Binary/b1", "application/pdf", "x")]
    public async Task WhatIsNoWriteOfAWholeResource_Passes(string method, string address, string type, string body)
    {
        var (client, server) = ClientOf(static _ => new(HttpStatusCode.OK));

        await SendAsync(client, method, address, body, type);

        Assert.Equal(1, server.Count);
    }

    [Theory]
    [InlineData("application/fhir+xml")]
    [InlineData("application/octet-stream")]
    [InlineData("")]
    public async Task ABodyThatNobodyCouldLookAt_IsRefused(string type)
    {
        var (client, server) = ClientOf(static _ => new(HttpStatusCode.OK));

        await Assert.ThrowsAsync<FhirException>(() => SendAsync(client, "POST", "Patient", "x", type));

        Assert.Equal(0, server.Count);
    }

    [Fact]
    public async Task OfATransaction_EveryEntryThatWritesIsValidated_AndNamedByItsPlace()
    {
        var (client, server) = ClientOf(static _ => new(HttpStatusCode.OK));
        var wrong = Claiming(HarborPatients.Wrong["identifier"].Json);
        var bundle = new Bundle
        {
            Type = BundleType.Transaction,
            Entry =
            {
                new() { Request = new() { Method = HttpVerb.GET, Url = "Patient/p1" } },
                new() { Resource = Claiming(HarborPatients.Valid), Request = new() { Method = HttpVerb.POST, Url = "Patient" } },
                new() { Resource = wrong, Request = new() { Method = HttpVerb.PUT, Url = "Patient/p2" } },
                new() { Resource = new Parameters { Parameter = { new() } }, Request = new() { Method = HttpVerb.POST, Url = "Patient/$match?x=1" } },
                new() { Resource = new Parameters { Parameter = { new() } }, Request = new() { Method = HttpVerb.PATCH, Url = "Patient/p3" } },
            },
        };

        var error = await Assert.ThrowsAsync<FhirProfileValidationException>(() => SendAsync(client, "POST", "", Encoding.UTF8.GetString(FhirJson.ToUtf8Bytes(bundle))));
        bundle.Entry.RemoveAt(2);
        await SendAsync(client, "POST", "", Encoding.UTF8.GetString(FhirJson.ToUtf8Bytes(bundle)));

        Assert.Contains("Bundle.entry[2].resource.identifier: invalid (1028)", error.Message);
        Assert.Equal(2, error.Results.Count);
        Assert.Equal(1, server.Count);
    }

    [Fact]
    public async Task WhatIsNoFhirJson_IsNotSent()
    {
        var (client, server) = ClientOf(static _ => new(HttpStatusCode.OK));

        await Assert.ThrowsAsync<FhirProfileValidationException>(() => SendAsync(client, "POST", "Patient", """{"resourceType":"Patient","""));
        await Assert.ThrowsAsync<FhirProfileValidationException>(() => SendAsync(client, "POST", "Patient", """{"resourceType":"Patient","gender":"male","gender":"female"}"""));

        Assert.Equal(0, server.Count);
    }

    [Fact]
    public async Task WithoutValidationOfWrites_TheyPass()
    {
        var (client, server) = ClientOf(static _ => new(HttpStatusCode.OK), new() { ValidateWrites = false });

        await SendAsync(client, "POST", "Patient", WrongJson);

        Assert.Equal(1, server.Count);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.25, 25)]
    [InlineData(1.0, 100)]
    public void TheSample_IsTheShareThatIsAskedFor(double rate, int expected)
    {
        var (sampling, again) = (new ReadSampling(rate), new ReadSampling(rate));
        var chosen = Enumerable.Range(0, 100).Select(_ => sampling.Next()).ToArray();

        Assert.InRange(chosen.Count(static one => one), expected - 1, expected + 1);
        Assert.Equal(chosen, Enumerable.Range(0, 100).Select(_ => again.Next()));
    }

    [Fact]
    public void TheSample_KeepsNoStepWithRequestsInTurn()
    {
        // Half of all, where two kinds of request take turns: each kind has its half.
        var sampling = new ReadSampling(0.5);
        var chosen = Enumerable.Range(0, 1000).Select(_ => sampling.Next()).ToArray();

        Assert.InRange(chosen.Where(static (_, i) => i % 2 == 0).Count(static one => one), 240, 260);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void ARateThatIsNoShare_IsRefused(double rate) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new FhirProfileValidationHandler(fixture.Validator, new() { ReadSamplingRate = rate }));

    [Fact]
    public async Task WhatIsRead_IsHandedOutAsItIs_AndToldWhereItDoesNotConform()
    {
        var page = new Bundle { Type = BundleType.Searchset, Entry = { new() { Resource = Claiming(HarborPatients.Valid) }, new() { Resource = Claiming(HarborPatients.Wrong["date"].Json) } } };
        var json = FhirJson.ToUtf8Bytes(page);
        var told = new TaskCompletionSource<FhirProfileValidationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new LinesLogger();
        var (client, _) = ClientOf(_ => AnswerOf(json), new() { ReadSamplingRate = 1, OnInvalidRead = told.SetResult }, log);

        var read = await client.GetByteArrayAsync(new Uri("Patient?name=x", UriKind.Relative));
        var result = await told.Task.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(json, read);
        Assert.Equal("Bundle.entry[1].resource", result.Place);
        Assert.Contains("Bundle.entry[1].resource.birthDate[0]: invalid (1006)", result.Describe());
        Assert.Contains(log.Lines, static line => line.Contains("Bundle.entry[1].resource.birthDate[0]", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, static line => line.Contains("1970", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AReadInPieces_IsValidatedAsWell_AndWhatIsLeftIsNot()
    {
        var results = new List<string>();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var number = 0;
        var (client, _) = ClientOf(
            _ => AnswerOf(HarborPatients.Utf8(number++ == 0 ? HarborPatients.Wrong["gender"].Json : WrongJson)),
            new()
            {
                ReadSamplingRate = 1,
                OnInvalidRead = result =>
                {
                    results.Add(result.Describe());
                    told.TrySetResult();
                },
            });

        // The first is left after a piece.
        using (var left = await client.GetAsync(new Uri("Patient/1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead))
        {
            await using var stream = await left.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[10]);
        }

        using var response = await client.GetAsync(new Uri("Patient/2", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using (var stream = await response.Content.ReadAsStreamAsync())
        {
            var piece = new byte[7];
            while (await stream.ReadAsync(piece) > 0)
            {
            }
        }

        await told.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("Patient.identifier", Assert.Single(results));
    }

    [Theory]
    [InlineData("application/fhir+json", 200, 10)]
    [InlineData("text/html", 200, 1000)]
    [InlineData("application/fhir+json", 404, 1000)]
    public async Task WhatIsTooLarge_OrNoAnswerOfFhir_IsNotCopied(string type, int status, int maximumBytes)
    {
        var (client, _) = ClientOf(_ => AnswerOf(HarborPatients.Utf8(WrongJson), type, status), new() { ReadSamplingRate = 1, MaximumReadBytes = maximumBytes, OnInvalidRead = _ => Assert.Fail("It was validated.") });

        using var response = await client.GetAsync(new Uri("Patient/1", UriKind.Relative));

        Assert.Equal(WrongJson, await response.Content.ReadAsStringAsync());
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task ACallbackThatThrows_StopsNothing()
    {
        var calls = 0;
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new LinesLogger();
        var (client, _) = ClientOf(_ => AnswerOf(HarborPatients.Utf8(WrongJson)), new()
        {
            ReadSamplingRate = 1,
            OnInvalidRead = _ =>
            {
                if (++calls == 2)
                {
                    told.SetResult();
                    return;
                }

                throw new InvalidOperationException("SecretMessage");
            },
        }, log);

        await client.GetByteArrayAsync(new Uri("Patient/1", UriKind.Relative));
        await client.GetByteArrayAsync(new Uri("Patient/2", UriKind.Relative));
        await told.Task.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Contains(log.Lines, static line => line.Contains("InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, static line => line.Contains("Secret", StringComparison.Ordinal));
    }

    private static IFhirPlatformClient ClientOf(ServiceProvider services) => services.GetRequiredService<Epic>();

    private static string WrongJson => """{"resourceType":"Patient","meta":{"profile":["https://harbor.example.org/fhir/StructureDefinition/harbor-patient"]}}""";

    private static Patient Claiming(string json)
    {
        var patient = HarborPatients.Make(json);
        patient.Meta = new() { Profile = { HarborPatients.Profile } };
        return patient;
    }

    private ServiceProvider ServicesOf(RawServer server, Action<FhirProfileValidationOptions>? configure = null, LinesLogger? log = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IFhirProfileValidator>(fixture.Validator);
        services.AddLogging(logging => logging.AddProvider(log ?? new LinesLogger()));
        services.AddFhirPlatform<Epic>(options => options.BaseUrl = server.Address).AddProfileValidation(configure);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private (HttpClient Client, CountingHandler Server) ClientOf(Func<HttpRequestMessage, HttpResponseMessage> answer, FhirProfileValidationOptions? options = null, ILogger? log = null)
    {
        var server = new CountingHandler(answer);
        var handler = new FhirProfileValidationHandler(fixture.Validator, options, "test", log) { InnerHandler = server };
        return (new HttpClient(handler) { BaseAddress = new("http://localhost/fhir/") }, server);
    }

    private static HttpResponseMessage AnswerOf(byte[] json, string type = "application/fhir+json", int status = 200) =>
        new((HttpStatusCode)status) { Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };

    private static async Task SendAsync(HttpClient client, string method, string address, string body, string type = "application/fhir+json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Relative)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (type.Length > 0)
        {
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var response = await client.SendAsync(request);
    }

    private sealed class CountingHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(answer(request));
        }
    }
}
