using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>"Not there" is what FHIR says of a resource, not what a proxy says of an address.</summary>
public sealed class AbsenceTests
{
    [Theory]
    [InlineData("404 Not Found", "not-found", true)]
    [InlineData("404 Not Found", "deleted", true)]
    [InlineData("404 Not Found", "processing", true)]
    [InlineData("410 Gone", "deleted", true)]
    [InlineData("410 Gone", "processing", true)]
    [InlineData("410 Gone", "not-supported", false)]
    [InlineData("404 Not Found", "not-supported", false)]
    [InlineData("404 Not Found", "security", false)]
    [InlineData("404 Not Found", "login", false)]
    [InlineData("404 Not Found", "exception", false)]
    [InlineData("404 Not Found", "a code of its own", false)]
    public async Task Outcome_DecidesWhetherTheResourceIsNotThere(string status, string code, bool isAbsent)
    {
        await using var server = RawServer.Start(RawAnswer.Of(
            status, $$"""{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"{{code}}"}]}"""));
        await CheckAsync(server, isAbsent);
    }

    public static TheoryData<string, RawAnswer> OtherAnswers => new()
    {
        { "page", RawAnswer.Of("404 Not Found", "<html><pre>Cannot DELETE /r4/Patient</pre></html>", "Content-Type: text/html") },
        { "nothing", RawAnswer.Of("404 Not Found") },
        { "JSON of a gateway", RawAnswer.Of("404 Not Found", """{"message":"no route matched"}""", "Content-Type: application/json") },
        { "page, gone", RawAnswer.Of("410 Gone", "<html>moved</html>", "Content-Type: text/html") },
        { "outcome without an issue", RawAnswer.Of("404 Not Found", """{"resourceType":"OperationOutcome"}""") },
        { "only a warning", RawAnswer.Of("404 Not Found", """{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"value"}]}""") },
    };

    [Theory]
    [MemberData(nameof(OtherAnswers))]
    public async Task WhatSaysNothingOfTheResource_IsAnError(string answer, RawAnswer raw)
    {
        Assert.NotEmpty(answer);
        await using var server = RawServer.Start(raw);
        await CheckAsync(server, isAbsent: false);
    }

    private static async Task CheckAsync(RawServer server, bool isAbsent)
    {
        var client = WireClient.WriterOf(server);
        if (isAbsent)
        {
            Assert.Null(await client.Patient.TryReadAsync("p1"));
            await client.Patient.ConditionalDeleteAsync(q => q.Identifier.Is("urn:s", "1"));
            await client.Observation.ConditionalDeleteMultipleAsync(q => q.Patient.Is("Patient", "p1"));
        }
        else
        {
            await Assert.ThrowsAsync<FhirNotFoundException>(() => client.Patient.TryReadAsync("p1"));
            await Assert.ThrowsAsync<FhirNotFoundException>(() => client.Patient.ConditionalDeleteAsync(q => q.Identifier.Is("urn:s", "1")));
            await Assert.ThrowsAsync<FhirNotFoundException>(() => client.Observation.ConditionalDeleteMultipleAsync(q => q.Patient.Is("Patient", "p1")));
        }

        Assert.Equal(isAbsent, (await Assert.ThrowsAsync<FhirNotFoundException>(() => client.Patient.ReadAsync("p1"))).IsAboutResource);
    }
}
