using FhirTyped.R4;
using FhirTyped.TestKit;
using FhirTyped.Tests.Resilience;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Tests.Telemetry;

/// <summary>
/// Every kind of request against every kind of answer, with values planted wherever there can be some: in tokens, criteria, ids, bodies, the server's words and its headers. Whatever
/// can be listened to is listened to, and nothing of them is found.
/// </summary>
public sealed class NoPatientDataTests
{
    private const string Value = "Quillfeather";

    private static readonly RawAnswer[] Answers =
    [
        RawAnswer.Of("200 OK", $$"""{"resourceType":"Patient","id":"{{Value}}","name":[{"family":"{{Value}}"}]}""", $"ETag: W/\"{Value}\"", $"Location: /fhir/Patient/{Value}"),
        RawAnswer.Of("200 OK", $$"""{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://x/Patient?family={{Value}}"},{"relation":"next","url":"http://{{Value}}.example.org/{{Value}}"}],"entry":[{"fullUrl":"http://x/Patient/{{Value}}","resource":{"resourceType":"Patient","id":"{{Value}}"} }]}"""),
        RawAnswer.Of("400 Bad Request", $$"""{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"{{Value}}","diagnostics":"{{Value}}","expression":["{{Value}}"]}]}"""),
        RawAnswer.Of("401 " + Value, "<html>" + Value, "WWW-Authenticate: Bearer realm=" + Value),
        RawAnswer.Of("404 Not Found", Value, "Content-Type: text/plain"),
        RawAnswer.Of("429 Too Many Requests", Value, "Retry-After: 1"),
        RawAnswer.Of("503 " + Value, Value, "Retry-After: " + Value),
        RawAnswer.Of("302 Found", "", "Location: http://" + Value + ".example.org/" + Value),
        RawAnswer.Of("200 OK", "<html>" + Value, "Content-Type: text/html"),
        RawAnswer.Bytes("HTTP/1.1 200 OK\r\nX-Planted: " + Value + "\r\nContent-Length: 999\r\n\r\n{\"" + Value),
        RawAnswer.Bytes(Value + "\r\n\r\n"),
        RawAnswer.Reset,
    ];

    [Fact]
    public async Task NothingThatCanBeListenedTo_HoldsAValueOfAPatient()
    {
        using var listeners = new Listeners();
        var errors = new List<Exception>();
        foreach (var answer in Answers)
        {
            await using var server = RawServer.Start(answer);
            await using var provider = Services(server, listeners);
            foreach (var send in Requests())
            {
                if (await Record.ExceptionAsync(() => send(provider.GetRequiredService<WritingPlatform>())) is { } error)
                {
                    errors.Add(error);
                }
            }
        }

        Assert.True(errors.Count > 100);
        Assert.DoesNotContain(errors.Select(static error => error.ToString()), Holds);
        Assert.DoesNotContain(listeners.Messages, Holds);

        // .NET's own events have the path of a request when it begins, with its id, and the first line of what is no HTTP when it fails; nobody but who enables them by name hears
        // them, and they cannot be switched off for one client. Criteria they leave out.
        Assert.Empty(listeners.Events.Where(Holds).Select(static text => text.Split(' ')[0]).Distinct(StringComparer.Ordinal).Except(["RequestStart", "RequestFailed", "RequestFailedDetailed"], StringComparer.Ordinal));
        Assert.DoesNotContain(listeners.Events, static text => text.Contains("family=" + Value, StringComparison.OrdinalIgnoreCase));

        // That it was heard at all.
        Assert.Contains(listeners.Messages, static text => text.Contains("POST Patient if none exist", StringComparison.Ordinal));
        Assert.Contains(listeners.Messages, static text => text.StartsWith("fhir.client.request.duration", StringComparison.Ordinal) && text.Contains("writing-platform", StringComparison.Ordinal));
        Assert.Contains(listeners.Messages, static text => text.StartsWith("http.client.request.duration", StringComparison.Ordinal));
        Assert.Contains(listeners.Events, static text => text.StartsWith("RequestStart ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Activity_TellsWhatHappened()
    {
        using var listeners = new Listeners();
        var requests = 0;
        await using var server = RawServer.Start(_ => ++requests == 1
            ? RawAnswer.Of("503 Busy")
            : RawAnswer.Of("200 OK", """{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://x/fhir/Patient?family=x"}]}"""));
        var client = WireClient.WriterOf(server, options =>
        {
            options.BaseUrl = new Uri(server.Address, "telemetry");
            options.DroppedFilters = DroppedFilterHandling.Allow;
        });
        await client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10);

        var activity = Assert.Single(listeners.Activities, activity => activity.Source.Name == "FhirTyped" && activity.GetTagItem("server.port") is int port && port == server.Address.Port);
        Assert.Equal("GET Patient search", activity.DisplayName);
        Assert.Equal("writing-platform", activity.GetTagItem("fhir.platform"));
        Assert.Equal("search-type", activity.GetTagItem("fhir.interaction"));
        Assert.Equal("Patient", activity.GetTagItem("fhir.resource_type"));
        Assert.Equal(2, activity.GetTagItem("fhir.tries"));
        Assert.Equal(1, activity.GetTagItem("http.request.resend_count"));
        Assert.Equal(200, activity.GetTagItem("http.response.status_code"));
        Assert.NotNull(activity.GetTagItem("fhir.receipt"));
        Assert.DoesNotContain(listeners.Activities, static one => one.Source.Name == "System.Net.Http");
    }

    private static bool Holds(string text) => text.Contains(Value, StringComparison.OrdinalIgnoreCase);

    private static ServiceProvider Services(RawServer server, Listeners listeners)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(listeners);
        services.AddFhirPlatform<WritingPlatform>(o =>
        {
            o.BaseUrl = new Uri(server.Address, "fhir");
            o.Credential = FhirCredential.Token("token-" + Value);
            o.Resilience.Delay = TimeSpan.Zero;
            o.Resilience.MaxRetryAfter = TimeSpan.Zero;
            o.Resilience.MaxRetryAttempts = 1;
            o.VerifyMatches = MatchVerification.All;
        });
        return services.BuildServiceProvider();
    }

    private static IEnumerable<Func<WritingPlatform, Task>> Requests()
    {
        foreach (var kind in Enum.GetValues<FaultyRequest>())
        {
            yield return client => kind.SendAsync(client);
        }

        yield return static client => client.Patient.ReadAsync(Value);
        yield return static client => client.Patient.Search(q => q.Family.StartsWith(Value)).ToListAsync(10);
        yield return static client => client.Patient.CreateAsync(new Patient { Id = Value, Name = { new HumanName { Family = Value } } });
        yield return static client => client.Patient.UpdateAsync(new Patient { Id = Value, Meta = new Meta { VersionId = Value } });
        yield return static client => client.Patient.CreateIfNoneExistAsync(new Patient(), q => q.Identifier.Is("urn:oid:1.2", Value));
        yield return static client => ((IFhirPlatformClient)client).DownloadAsync(Value);
        yield return static client => ((IFhirPlatformClient)client).SendAsync(HttpMethod.Get, "Patient/" + Value + "/$everything");
        yield return static client => ((IFhirPlatformClient)client).Search("Patient?name=" + Value).ToListAsync(10);
        yield return static client => ((IFhirPlatformClient)client).ContinueAsync(Value);
    }
}
