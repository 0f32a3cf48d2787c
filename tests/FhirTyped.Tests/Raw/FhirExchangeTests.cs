using System.Text;
using FhirTyped.TestKit;

namespace FhirTyped.Tests.Raw;

/// <summary>Requests and answers to the byte.</summary>
public sealed class FhirExchangeTests
{
    private const string Self = """{"relation":"self","url":"http://x/fhir/Patient?family=x"}""";
    private const string Entries = """ "entry":[{"resource":{"resourceType":"Patient","id":"p1","link":[{"other":{"reference":"Patient/2"},"type":"seealso"}]},"search":{"mode":"match"}}]""";

    [Theory]
    [InlineData($$"""{"resourceType":"Bundle","type":"searchset","link":[{{Self}},{"relation":"next","url":"http://x/n"}],{{Entries}} }""")]
    [InlineData($$"""{ {{Entries}},"link":[{"url":"http://x/fhir/Patient?family=x","extension":[{"url":"http://e","valueString":"self"}],"relation":"self"},{"relation":"next","url":"http://x/n"}],"resourceType":"Bundle"}""")]
    public async Task Bundle_ComesToTheByte_WithLinksAndReceipt(string body)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", body, "ETag: W/\"7\""));
        IFhirPlatformClient client = WireClient.WriterOf(server);

        await using var answer = await client.Exchange.SendAsync(new FhirCall(HttpMethod.Get, "Patient?family=x"));

        Assert.Equal(["self http://x/fhir/Patient?family=x", "next http://x/n"], answer.Links.Select(static link => $"{link.Relation} {link.Url}"));
        Assert.Equal(SearchReceiptStatus.Verified, answer.Receipt!.Status);
        Assert.Equal("W/\"7\"", answer.ETag);
        Assert.Equal("application/fhir+json", answer.ContentType);
        Assert.Equal(body, await TextOf(answer));
    }

    [Fact]
    public async Task Head_IsReadAsItComesIn_AndNothingBehindTheLinks()
    {
        // The first piece ends in the middle of a link, and what comes after the links never ends.
        await using var server = RawServer.Start(new RawAnswer(
            static async (stream, cancellationToken) =>
            {
                await Write($$"""{"resourceType":"Bundle","link":[{"relation":"se""");
                await Write($$"""lf","url":"http://x/fhir/Patient?family=x"}],"entry":[""");
                await Task.Delay(Timeout.Infinite, cancellationToken);

                async Task Write(string text)
                {
                    var head = text.StartsWith('{') ? "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n\r\n" : "";
                    await stream.WriteAsync(Encoding.UTF8.GetBytes($"{head}{text.Length:x}\r\n{text}\r\n"), cancellationToken);
                    await stream.FlushAsync(cancellationToken);
                }
            },
            Closes: true));
        IFhirPlatformClient client = WireClient.WriterOf(server);

        await using var answer = await client.Exchange.SendAsync(new FhirCall(HttpMethod.Get, "Patient?family=x"));

        Assert.Equal(SearchReceiptStatus.Verified, answer.Receipt!.Status);
    }

    [Theory]
    [InlineData("""{"resourceType":"Bundle","link":[{"relation":"self","url":"http://x/fhir/Patient"}],"entry":[]}""", typeof(FhirDroppedFilterException))]
    [InlineData("""{"resourceType":"Patient","id":"p1"}""", typeof(FhirProtocolException))]
    [InlineData("""{"resourceType":"Bundle","link":[{]""", typeof(FhirProtocolException))]
    [InlineData("", typeof(FhirProtocolException))]
    public async Task AnswerToASearch_ThatIsNone_IsNotHandedOut(string body, Type exception)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", body, "Content-Type: application/fhir+json"));
        IFhirPlatformClient client = WireClient.WriterOf(server);

        await Assert.ThrowsAsync(exception, () => client.Exchange.SendAsync(new FhirCall(HttpMethod.Get, "Patient?family=x")));
    }

    [Fact]
    public async Task Refusal_IsAnAnswer_AfterTheTriesThatItIsWorth()
    {
        await using var server = RawServer.Start(RawAnswer.Of("503 Busy", "<html>busy</html>", "Content-Type: text/html", "Retry-After: 0"));
        IFhirPlatformClient client = WireClient.WriterOf(server);

        await using var answer = await client.Exchange.SendAsync(new FhirCall(HttpMethod.Get, "Patient/p1"));
        await using var write = await client.Exchange.SendAsync(new FhirCall(HttpMethod.Post, "Patient") { Body = "{}"u8.ToArray() });

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal("<html>busy</html>", await TextOf(answer));
        Assert.Equal(TimeSpan.Zero, answer.RetryAfter);
        Assert.Equal(5, server.Requests.Count);
    }

    [Theory]
    [InlineData("Patient/../../admin")]
    [InlineData("/Patient/p1")]
    [InlineData("http://elsewhere.example.org/Patient/p1")]
    [InlineData("//elsewhere.example.org/Patient/p1")]
    [InlineData("Patient/p1 HTTP/1.1\r\nX-A: b")]
    [InlineData("Patient/p1#x")]
    [InlineData("Patient/ä")]
    [InlineData("./Patient/p1")]
    [InlineData("Patient\\p1")]
    public async Task AddressThatCouldBeUnderstoodInTwoWays_IsNotSent(string address)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        IFhirPlatformClient client = WireClient.WriterOf(server);

        var error = await Record.ExceptionAsync(() => client.Exchange.SendAsync(new FhirCall(HttpMethod.Get, address)));

        Assert.True(error is ArgumentException or FhirCapabilityException, error?.ToString());
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("GET", "Encounter?patient=1", "")]
    [InlineData("PUT", "Encounter/e1", "{}")]
    [InlineData("GET", "Practitioner/p1", "")]
    [InlineData("POST", "", """{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Practitioner/p1"}}]}""")]
    public async Task WhatThePlatformDoesNotSupport_IsJudged_AndNotSent(string method, string address, string body)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        IFhirPlatformClient client = WireClient.WriterOf(server, static o => o.Undeclared = UndeclaredHandling.Refuse);
        var call = new FhirCall(new HttpMethod(method), address) { Body = Encoding.UTF8.GetBytes(body) };

        Assert.NotEmpty(client.Exchange.Judge(call));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Exchange.SendAsync(call));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task TwoHundredCallers_HaveEachTheirCredential_AndShareTheLimits()
    {
        await using var server = RawServer.Start(static request => RawAnswer.Of(
            "200 OK", $$"""{"resourceType":"Patient","id":"{{request.Header("Authorization").Single().Split(' ')[1]}}"}"""));
        IFhirPlatformClient client = WireClient.WriterOf(server, static o => o.Resilience.Concurrency = 8);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            await using var answer = await client.Exchange.SendAsync(new FhirCall(HttpMethod.Get, "Patient/p" + i), FhirCredential.Token("t" + i));
            return await TextOf(answer);
        })));

        Assert.Equal(Enumerable.Range(0, 200).Select(static i => $$"""{"resourceType":"Patient","id":"t{{i}}"}"""), answers);
        Assert.Equal(0, client.GetPoolStatus().RequestsUnderWay);
    }

    private static async Task<string> TextOf(FhirRawAnswer answer)
    {
        using var reader = new StreamReader(answer.Body);
        return await reader.ReadToEndAsync();
    }
}
