using System.Net;
using System.Text.Json.Nodes;
using FhirTyped;
using FhirTyped.Firely;
using FhirTyped.Platforms;
using FhirTyped.TestKit;
using Hl7.Fhir.Model;
using Refit;
using Task = System.Threading.Tasks.Task;

[assembly: FhirRefitClients<Epic>(Model = FhirModel.Firely)]
[assembly: FhirRefitClients<Ward.WritingPlatform>(Model = FhirModel.Firely)]

namespace Ward;

/// <summary>Refit interfaces that take and give Firely's classes: the same requests, the same guard.</summary>
public sealed class FirelyRefitTests
{
    [Fact]
    public async Task Read_GivesFirelysPatient_WithAllThatItHad()
    {
        const string Body = """{"resourceType":"Patient","id":"p1","active":true,"birthDate":"1980","extension":[{"url":"urn:x","valueDecimal":1.50}],"shoeSize":44}""";
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Body, "X-Request-Id: r1"));

        Patient patient = await Client<IEpicPatientApi>(server).ReadAsync("p1");
        using var response = await Client<IEpicPatientApi>(server).ReadWithResponseAsync("p1");

        Assert.Equal("1980", patient.BirthDate);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Body), JsonNode.Parse(FirelyJson.ToUtf8Bytes(patient))));
        Assert.Contains("1.50", System.Text.Encoding.UTF8.GetString(FirelyJson.ToUtf8Bytes(patient)));
        Assert.True(response.IsSuccessful);
        Assert.Equal(["r1"], response.Headers!.GetValues("X-Request-Id"));
        Assert.Equal("application/fhir+json", response.ContentHeaders!.ContentType!.MediaType);
        Assert.Equal("1980", response.Content!.BirthDate);
    }

    [Fact]
    public async Task Refusals_AreWhatTheyAreElsewhere()
    {
        await using var server = RawServer.Start(RawAnswer.Of("404 Not Found", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}"""));
        var api = Client<IEpicPatientApi>(server);

        await Assert.ThrowsAsync<ApiException>(() => api.ReadAsync("p1"));
        using var response = await api.ReadWithResponseAsync("p1");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.IsType<ApiException>(response.Error);
        Assert.Null(response.Content);
        var asked = server.Requests.Count;
        await Assert.ThrowsAsync<FhirCapabilityException>(() => Client<IEpicObservationApi>(server).SearchAsync(q => q.Patient.Is("p1")));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Client<IWritingPlatformPatientApi>(server).CreateAsync(null!));
        Assert.Equal(asked, server.Requests.Count);
    }

    [Fact]
    public async Task AllPages_AreRead_EachEnumerationAnew()
    {
        await using var server = RawServer.Start(request =>
        {
            var page = request.Target.Contains("page=", StringComparison.Ordinal) ? int.Parse(request.Target.Split("page=")[1]) : 0;
            var next = page < 2 ? $$""",{"relation":"next","url":"http://{{request.Header("Host").Single()}}/fhir?page={{page + 1}}"}""" : "";
            return RawAnswer.Of("200 OK", $$"""
                {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://127.0.0.1/fhir/Patient?family=Smith"}{{next}}],
                 "entry":[{"search":{"mode":"match"},"resource":{"resourceType":"Patient","id":"a{{page}}","name":[{"family":"Smith"}] } }]}
                """);
        });
        var all = Client<IEpicPatientApi>(server).Search(q => q.Family.StartsWith("Smith"));
        for (var i = 0; i < 2; i++)
        {
            var ids = new List<string>();
            await foreach (Patient patient in all)
            {
                ids.Add(patient.Id!);
            }

            Assert.Equal(["a0", "a1", "a2"], ids);
        }

        Assert.Equal(6, server.Requests.Count);
        var first = await Client<IEpicPatientApi>(server).SearchAsync(q => q.Family.StartsWith("Smith"));
        Assert.Equal(SearchReceiptStatus.Verified, first.Receipt!.Status);
        Assert.NotNull(first.NextLink);
    }

    [Fact]
    public async Task Writes_SendTheSameBytes_AsTheEndpoint()
    {
        await using var server = RawServer.Start(RawAnswer.Of("500 Internal Server Error"));
        var typed = FhirPlatform.Create<WritingPlatform>(options => options.BaseUrl = new(server.Address, "fhir"));
        var api = Client<IWritingPlatformPatientApi>(server);
        var patient = new Patient { Id = "p1", Active = true, Meta = new Meta { VersionId = "7" } };
        (Func<Task> Typed, Func<Task> Refit)[] all =
        [
            (() => typed.Patient.CreateAsync(patient.ToFhirTyped()), () => api.CreateAsync(patient)),
            (() => typed.Patient.UpdateAsync(patient.ToFhirTyped()), () => api.UpdateAsync("p1", patient)),
            (() => typed.Patient.CreateIfNoneExistAsync(patient.ToFhirTyped(), q => q.Identifier.Is("urn:mrn", "1")), () => api.CreateIfNoneExistAsync(patient, q => q.Identifier.Is("urn:mrn", "1"))),
            (() => typed.Patient.ConditionalUpdateAsync(patient.ToFhirTyped(), q => q.Identifier.Is("urn:mrn", "1")), () => api.ConditionalUpdateAsync(q => q.Identifier.Is("urn:mrn", "1"), patient)),
            (() => typed.Patient.MatchAsync(patient.ToFhirTyped()), () => api.MatchAsync(new Parameters { Parameter = [new() { Name = "resource", Resource = patient }] })),
        ];
        foreach (var (endpoint, refit) in all)
        {
            await Assert.ThrowsAnyAsync<Exception>(endpoint);
            await Assert.ThrowsAsync<ApiException>(refit);
            Assert.Equal(server.Requests[^2].Head + server.Requests[^2].Text, server.Requests[^1].Head + server.Requests[^1].Text);
        }

        Assert.Equal(2 * all.Length, server.Requests.Count);
    }

    [Fact]
    public async Task WhatFirelyWouldLose_IsAnError()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", """{"resourceType":"Observation","id":"o1","status":"final","code":{},"valueQuantity":{"value":1.0E-245}}"""));
        await Assert.ThrowsAsync<FirelyConversionException>(() => Client<IEpicObservationApi>(server).ReadAsync("o1"));
    }

    private static TApi Client<TApi>(RawServer server) => RestService.For<TApi>(new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = new(server.Address, "fhir/") });
}
