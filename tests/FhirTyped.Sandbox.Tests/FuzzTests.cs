using System.Net;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Whatever is sent, the sandbox answers as a server should: never with a 500, and every refusal with an OperationOutcome.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Words =
    [
        "Patient", "Observation", "Bundle", "NoSuchType", "metadata", "_search", "_history", "$everything", "$", "p1", "1", "..", ".", "%2e%2e", "%00", "%",
        "?", "&", "=", "/", "//", "\\", ":", "|", ",", "$", "é", "%F0%9F%98%80", "_id", "family", "birthdate", "patient", "category", "laboratory",
        "_count", "_sort", "-", "_include", "_revinclude", "*", "Observation:subject", "_has", ":missing", ":not", ":exact", ":Patient", "_elements", "_summary",
        "true", "count", "ge2020", "2020-13-45", "ap", "-1", "99999999999999999999", "sessionID", "_total", "_format", "json", "xml", "a.b.c.d.e.f.g.h.i.j.k",
        "_has:Observation:patient:code", "_since", "now", "_lastUpdated", "code", "http://loinc.org|718-7", "http://", "urn:uuid:", " ", "+", "\t", "'", "\"", "<", "{", "}",
    ];

    private static readonly string[] Methods = ["GET", "GET", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "FOO"];

    [Theory]
    [InlineData("epic", 1)]
    [InlineData("hapi", 2)]
    [InlineData("oracle-health", 3)]
    [InlineData("medplum", 4)]
    public async Task AnyRequest_IsAnsweredAndNeverWith500(string platform, int seed)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Get(platform));
        await sandbox.LoadAsync([People.Patient("p1"), .. People.Laboratories(5, "p1")]);
        var http = sandbox.CreateHttpClient();
        var random = new Random(seed);
        var statuses = new HashSet<HttpStatusCode>();
        for (var i = 0; i < 500; i++)
        {
            var method = Methods[random.Next(Methods.Length)];
            using var request = new HttpRequestMessage(new HttpMethod(method), Address(sandbox, random));
            if (method is not ("GET" or "HEAD" or "TRACE"))
            {
                request.Content = new ByteArrayContent(Body(random));
                request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType(random));
            }

            foreach (var name in (string[])["If-Match", "If-None-Match", "If-None-Exist", "Prefer", "If-Modified-Since"])
            {
                if (random.Next(6) == 0)
                {
                    request.Headers.TryAddWithoutValidation(name, Words[random.Next(Words.Length)].Replace("é", "e", StringComparison.Ordinal).Trim());
                }
            }

            using var response = await http.SendAsync(request);
            statuses.Add(response.StatusCode);
            await AssertAnswer(response, method);
        }

        // Requests that all fail at the door would prove nothing.
        Assert.Superset(new HashSet<HttpStatusCode> { HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed }, statuses);
    }

    private static async Task AssertAnswer(HttpResponseMessage response, string method)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode < 500 || response.StatusCode == HttpStatusCode.NotImplemented, $"{method} {response.RequestMessage!.RequestUri}: {(int)response.StatusCode} {text}");

        // Kestrel itself answers what is no HTTP at all, and a HEAD has no body.
        if ((int)response.StatusCode >= 400 && method != "HEAD" && text.Length > 0)
        {
            Assert.True(FhirJson.Read<OperationOutcome>(Encoding.UTF8.GetBytes(text)).HasErrors);
        }
    }

    private static Uri Address(FhirSandbox sandbox, Random random)
    {
        var address = new StringBuilder(sandbox.BaseUrl.AbsoluteUri);
        var isQuery = false;
        for (var part = random.Next(9); part >= 0; part--)
        {
            address.Append(Words[random.Next(Words.Length)]);
            if (!isQuery && random.Next(3) == 0)
            {
                address.Append('?');
                isQuery = true;
            }

            address.Append(isQuery ? random.Next(2) == 0 ? "=" : "&" : random.Next(2) == 0 ? "/" : "");
        }

        return new Uri(address.ToString(), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = random.Next(2) == 0 });
    }

    private static byte[] Body(Random random)
    {
        var valid = random.Next(4) switch
        {
            0 => FhirJson.ToUtf8Bytes(People.Patient("p1")),
            1 => FhirJson.ToUtf8Bytes(People.Laboratory("lab-1", "p1")),
            2 => """[{"op":"replace","path":"/name/0/family","value":"x"}]"""u8.ToArray(),
            _ => """{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},{"request":{"method":"GET","url":"Patient/p1"}}]}"""u8.ToArray(),
        };
        for (var change = random.Next(4); change > 0; change--)
        {
            valid[random.Next(valid.Length)] = (byte)random.Next(256);
        }

        return random.Next(5) == 0 ? valid[..random.Next(valid.Length)] : valid;
    }

    private static string ContentType(Random random) => random.Next(6) switch
    {
        0 => "application/x-www-form-urlencoded",
        1 => "application/json-patch+json",
        2 => "text/plain",
        _ => "application/fhir+json",
    };
}
