using System.Globalization;
using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Hostile.Tests;

/// <summary>
/// Right answers with some bytes changed, head and body alike: a call ends with what it asked for or with a <see cref="FhirException"/>, and never with
/// another patient. <c>FHIRTYPED_HOSTILE</c> sets the number of mutations (2,000 by default; the long run takes 100,000).
/// </summary>
public sealed class MutatedAnswerTests(ITestOutputHelper output)
{
    private const int DefaultRuns = 2_000;
    private const int Workers = 4;

    private static readonly string[] Fragments =
    [
        "\r\n", "\r", "\n", "\0", "null", "[]", "{}", "\"", "p2", "Observation", "OperationOutcome", "error", "fatal", "HTTP/1.1 200 OK\r\n\r\n", "Location: Patient/p2\r\n",
        "ETag: W/\"9\"\r\n", "Content-Length: 1\r\n", "Transfer-Encoding: chunked\r\n", "999999999999", "-1", "\u00ff", "\"id\":\"p2\",", "\"resourceType\":\"Bundle\",",
    ];

    private static readonly string[] Answers =
    [
        Answer("200 OK", """{"resourceType":"Patient","id":"p1","meta":{"versionId":"1"},"name":[{"family":"Muster"}]}"""),
        Answer("201 Created", """{"resourceType":"Patient","id":"p1","active":true}""", "Location: http://x/fhir/Patient/p1/_history/1\r\nETag: W/\"1\"\r\n"),
        Answer("200 OK", """
            {"resourceType":"Bundle","type":"searchset","total":1,"link":[{"relation":"self","url":"http://x/fhir/Patient?family=Muster"}],
            "entry":[{"resource":{"resourceType":"Patient","id":"p1","name":[{"family":"Muster"}]},"search":{"mode":"match"}}]}
            """),
        Answer("200 OK", """
            {"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"200 OK","location":"Patient/p1/_history/2"}},
            {"response":{"status":"201 Created","location":"Observation/o1/_history/1"}}]}
            """),
        Answer("404 Not Found", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}"""),
    ];

    [Fact]
    public async Task EveryCall_EndsWithWhatItAskedFor_OrWithAFhirException()
    {
        var asked = Environment.GetEnvironmentVariable("FHIRTYPED_HOSTILE");
        var runs = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : DefaultRuns;
        var ended = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => RunAsync(worker, runs / Workers))));

        output.WriteLine($"{runs} mutations, {ended.Sum()} calls succeeded");
        Assert.InRange(ended.Sum(), 1, runs - 1);
    }

    private static async Task<int> RunAsync(int worker, int runs)
    {
        // A fixed seed: a failure can be repeated.
        var random = new Random(20261129 + worker);
        var answer = "";
        await using var server = RawServer.Start(_ => RawAnswer.Bytes(answer));
        var client = FhirPlatform.Create<Target>(options =>
        {
            options.BaseUrl = new Uri(server.Address, "fhir");
            options.Resilience.MaxRetryAttempts = 0;
            options.RequestTimeout = TimeSpan.FromSeconds(5);
        });
        var succeeded = 0;
        for (var i = 0; i < runs; i++)
        {
            answer = Mutate(random, Answers[random.Next(Answers.Length)]);
            var error = await Record.ExceptionAsync(() => CallAsync(client, random.Next(5)));
            Assert.True(error is null or FhirException, $"worker {worker}, run {i}: {error}");
            succeeded += error is null ? 1 : 0;
        }

        return succeeded;
    }

    private static async Task CallAsync(Target client, int call)
    {
        switch (call)
        {
            case 0:
                Assert.Equal("p1", (await client.Patient.ReadAsync("p1")).Id);
                break;
            case 1:
                await client.Patient.Search(static q => q.Family.StartsWith("Muster")).ToListAsync(100);
                break;
            case 2:
                await client.Patient.CreateAsync(new Patient { Active = true });
                break;
            case 3:
                Assert.Equal("p1", (await client.Patient.UpdateAsync(new Patient { Id = "p1" })).Id);
                break;
            default:
                var result = await client.Patient.PatchAsync("p1", new JsonPatch().Remove("/active"));
                Assert.Equal(("p1", result.Resource is null ? null : "p1"), (result.Id, result.Resource?.Id));
                break;
        }
    }

    private static string Answer(string status, string body, string headers = "")
    {
        var text = body.ReplaceLineEndings("");
        return $"HTTP/1.1 {status}\r\nContent-Type: application/fhir+json\r\n{headers}Content-Length: {text.Length}\r\n\r\n{text}";
    }

    private static string Mutate(Random random, string answer)
    {
        var text = new StringBuilder(answer);
        for (var changes = random.Next(1, 4); changes > 0 && text.Length > 0; changes--)
        {
            var place = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text[place] = (char)random.Next(256);
                    break;
                case 1:
                    text.Remove(place, Math.Min(random.Next(1, 20), text.Length - place));
                    break;
                case 2:
                    text.Insert(place, Fragments[random.Next(Fragments.Length)]);
                    break;
                default:
                    text.Length = place + 1;
                    break;
            }
        }

        return text.ToString();
    }
}
