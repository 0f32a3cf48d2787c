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

    [Theory]
    [InlineData("transaction", 5)]
    [InlineData("batch", 6)]
    public async Task AnyBundle_IsAnsweredAndNeverWith500(string type, int seed)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(
            resource: "\"versioning\":\"versioned\",\"updateCreate\":true,\"conditionalCreate\":true,\"conditionalUpdate\":true", system: Bundles.Both));
        await sandbox.LoadAsync([People.Patient("p1"), .. People.Laboratories(3, "p1")]);
        var http = sandbox.CreateHttpClient();
        var random = new Random(seed);
        var statuses = new HashSet<HttpStatusCode>();
        for (var i = 0; i < 400; i++)
        {
            var before = sandbox.Count;
            using var response = await http.SendAsync(HttpMethod.Post, "", RandomBundle(type, random), "application/fhir+json");
            statuses.Add(response.StatusCode);
            await AssertAnswer(response, "POST");
            Assert.True(response.IsSuccessStatusCode || sandbox.Count == before);
        }

        Assert.Superset(new HashSet<HttpStatusCode> { HttpStatusCode.OK, HttpStatusCode.BadRequest }, statuses);
    }

    [Theory]
    [InlineData("application/json-patch+json", 7)]
    [InlineData("application/fhir+json", 8)]
    public async Task AnyPatch_IsAnsweredAndNeverWith500_AndLeavesFhir(string contentType, int seed)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var patient = FhirJson.Read<Patient>("""
            {"resourceType":"Patient","id":"p1","extension":[{"url":"http://example.org/x","valueString":"y"}],"identifier":[{"value":"1"},{"value":"2"}],
             "name":[{"family":"Muster","given":["Anna","Berta"],"_given":[null,{"id":"g"}]}],"birthDate":"1980","_birthDate":{"id":"b"},"contact":[{"name":{"text":"a"}}]}
            """);
        var random = new Random(seed);
        var http = sandbox.CreateHttpClient();
        var carriedOut = 0;
        for (var i = 0; i < 600; i++)
        {
            await sandbox.LoadAsync(patient);
            using var response = await http.SendAsync(HttpMethod.Patch, "Patient/p1", RandomPatch(contentType, random), contentType);
            await AssertAnswer(response, "PATCH");
            carriedOut += response.IsSuccessStatusCode ? 1 : 0;
            FhirJson.Read<Patient>(await http.GetByteArrayAsync(new Uri("Patient/p1", UriKind.Relative)), FhirJsonOptions.Strict);
        }

        Assert.InRange(carriedOut, 15, 580);
    }

    private static string RandomBundle(string type, Random random)
    {
        string[] urls = ["urn:uuid:1", "urn:uuid:2", "urn:oid:1.2", "http://a.example/fhir/Patient/7", "http://a.example/fhir/Observation/8", "Patient/p1", "", "#", "urn:uuid:"];
        string[] requests =
        [
            "\"method\":\"POST\",\"url\":\"Patient\"", "\"method\":\"POST\",\"url\":\"Observation\"", "\"method\":\"PUT\",\"url\":\"Patient/p1\"",
            "\"method\":\"PUT\",\"url\":\"Patient/p2\"", "\"method\":\"PUT\",\"url\":\"Patient?family=Muster\"", "\"method\":\"GET\",\"url\":\"Patient/p1\"",
            "\"method\":\"POST\",\"url\":\"Patient\",\"ifNoneExist\":\"family=Muster\"", "\"method\":\"PATCH\",\"url\":\"Patient/p1\"", "\"method\":\"GET\",\"url\":\"Patient?family=Muster\"",
            "\"method\":\"POST\",\"url\":\"Patient\",\"ifNoneExist\":\"family=None\"", "\"method\":\"DELETE\",\"url\":\"Patient/p1\"", "\"method\":\"FETCH\",\"url\":\"%\"", "",
        ];
        string[] resources =
        [
            """{"resourceType":"Patient","id":"p1","name":[{"family":"Muster"}],"link":[{"other":{"reference":"REF"},"type":"refer"}]}""",
            """{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"REF"}}""",
            """{"resourceType":"Patient","id":"p2","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"REF\">x</a></div>"}}""",
            """{"resourceType":"Patient","unknown":"\ud800","twice":{"a":1,"a":2}}""",
            """{"resourceType":"Patient","extension":[{"url":"REF","valueUuid":"REF"}]}""",
            """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.name"}]}]}""",
            """{"resourceType":"Unheard"}""", "{}", "null", "[]",
        ];
        var entries = Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
            "{\"fullUrl\":\"" + Pick(urls) + "\",\"request\":{" + Pick(requests) + "},\"resource\":"
            + Pick(resources).Replace("REF", random.Next(4) == 0 ? "Patient?family=Muster" : Pick(urls), StringComparison.Ordinal) + "}");
        return Mutate("{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\",\"entry\":[" + string.Join(',', entries) + "]}", random);

        string Pick(string[] from) => from[random.Next(from.Length)];
    }

    private static string RandomPatch(string contentType, Random random)
    {
        string[] values = ["\"x\"", "null", "{}", "[]", "1", "true", "{\"family\":\"x\"}", "[{\"value\":\"3\"}]", "\"1990\"", "\"\\ud800\""];
        string[] pointers = ["", "/", "/name", "/name/0", "/name/-", "/name/0/given", "/name/0/given/0", "/name/0/_given/1", "/identifier/1", "/birthDate", "/_birthDate", "/id", "/meta/versionId", "/none/0", "/contact/0/name", "/~2"];
        string[] paths = ["Patient", "$this", "Patient.name", "Patient.name[0]", "Patient.name.given", "Patient.name.given[1]", "Patient.identifier", "Patient.identifier[0]", "Patient.birthDate", "Patient.birthDate.extension", "Patient.extension.url", "Patient.extension.value",
            "Patient.contact.name", "Patient.contact[0].name.text", "Patient.where(true)", "(", "%resource", "Patient.children()", "Patient.name.family | Patient.birthDate", "Patient.name.given.select($this)", "Patient.nothing", "iif(true, Patient.name)", "Patient.name.repeat(given)", "''"];
        string[] parts = ["\"valueString\":\"x\"", "\"valueHumanName\":{\"family\":\"x\"}", "\"valueIdentifier\":{\"value\":\"3\"}", "\"valueDate\":\"1990\"", "\"part\":[{\"name\":\"name\",\"valueHumanName\":{\"text\":\"x\"}}]", "\"valueBoolean\":true", "\"part\":[]", "\"resource\":{\"resourceType\":\"Patient\"}", "\"_valueString\":{\"id\":\"i\"}"];
        string[] names = ["name", "given", "contact", "birthDate", "deceased", "extension", "id", "contained", "text", "none", "identifier"];
        var operations = Enumerable.Range(0, random.Next(1, 4)).Select(_ => contentType == "application/fhir+json"
            ? "{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"" + Pick("add", "insert", "replace", "delete", "move") + "\"},{\"name\":\"path\",\"valueString\":\"" + Pick(paths) + "\"},{\"name\":\"name\",\"valueString\":\""
                + Pick(names) + "\"},{\"name\":\"value\"," + Pick(parts) + "},{\"name\":\"index\",\"valueInteger\":" + random.Next(-1, 3) + "},{\"name\":\"source\",\"valueInteger\":" + random.Next(-1, 3) + "},{\"name\":\"destination\",\"valueInteger\":" + random.Next(-1, 3) + "}]}"
            : "{\"op\":\"" + Pick("add", "remove", "replace", "move", "copy", "test") + "\",\"path\":\"" + Pick(pointers) + "\",\"from\":\"" + Pick(pointers) + "\",\"value\":" + Pick(values) + "}");
        var list = "[" + string.Join(',', operations) + "]";
        return Mutate(contentType == "application/fhir+json" ? "{\"resourceType\":\"Parameters\",\"parameter\":" + list + "}" : list, random);

        string Pick(params string[] from) => from[random.Next(from.Length)];
    }

    /// <summary>The text with one character changed, in one case of six.</summary>
    private static string Mutate(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(6) == 0 ? text[..at] + "\",:{}[]0x\u0000\\"[random.Next(11)] + text[(at + 1)..] : text;
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
