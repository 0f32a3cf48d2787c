using System.IO.Compression;
using System.Text;
using FhirTyped.TestKit;

namespace FhirTyped.Hostile.Tests;

/// <summary>
/// The hostile answers. Each was met somewhere, or could be: proxies, logins, gateways and servers that break HTTP or FHIR. The letters stand for read, search,
/// create, update, patch and transaction.
/// </summary>
internal static class HostileAnswers
{
    private const string Patient = """{"resourceType":"Patient","id":"p1"}""";
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\n";

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileAnswer> All => [.. Transport(), .. Statuses(), .. Bodies(), .. Resources(), .. Bundles()];

    // After a head that says that it was done, a write was done. A transaction says so in its body alone.
    private static IEnumerable<HostileAnswer> Transport() =>
    [
        new("reset", "TTTTTT", RawAnswer.Reset) { IsSilent = true },
        new("end without a word", "TTTTTT", RawAnswer.Bytes("")) { IsSilent = true },
        new("half a status line", "TTTTTT", RawAnswer.Bytes("HTTP/1.1 2")),
        new("half a head", "TTTTTT", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Le")),
        new("another protocol", "TTTTTT", RawAnswer.Bytes("SSH-2.0-OpenSSH_9\r\n")),
        new("TLS where none was asked for", "TTTTTT", RawAnswer.Bytes("\x15\x03\x03\x00\x02\x02\x50")),
        new("status that is no number", "TTTTTT", RawAnswer.Bytes("HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n")),
        new("status of four digits", "TTTTTT", RawAnswer.Bytes("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n")),
        new("head without end", "TTTTTT", RawAnswer.Bytes("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"X-{i}: {i}\r\n")))),
        new("header line of a megabyte", "TTTTTT", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nX: " + new string('x', 1 << 20) + "\r\n\r\n")),
        new("two lengths", "FF+++P", RawAnswer.Bytes($"{Head}Content-Length: 5\r\nContent-Length: 36\r\n\r\n{Patient}")),
        new("length below zero", "+S+++P", RawAnswer.Bytes($"{Head}Content-Length: -1\r\n\r\n{Patient}")),
        new("shorter than announced", "TT+++P", RawAnswer.Bytes($"{Head}Content-Length: 99\r\n\r\n{Patient}")),
        new("announces a terabyte", "PP+++P", RawAnswer.Bytes($"{Head}Content-Length: 999999999999\r\n\r\n{Patient}")),
        new("chunks that end too early", "TT+++P", RawAnswer.Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\n40\r\n{Patient}")),
        new("chunk size that is none", "TT+++P", RawAnswer.Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{Patient}")),
        new("gzip that is none", "TT+++P", RawAnswer.Bytes($"{Head}Content-Encoding: gzip\r\nContent-Length: {Patient.Length}\r\n\r\n{Patient}")),
        new("gzip that is cut off", "FF+++P", RawAnswer.Of("200 OK", Compressed(Patient)[..20], "Content-Encoding: gzip")),
        new("gzip of a bomb", "PP+++P", RawAnswer.Of("200 OK", Compressed(new string(' ', 20_000_000)), "Content-Encoding: gzip")),
        new("never answers", "OOOOOO", RawAnswer.Stalling("")),
        new("never ends its head", "OOOOOO", RawAnswer.Stalling("HTTP/1.1 200 OK\r\nContent-")),
        new("never ends its body", "OO+++P", RawAnswer.Stalling($"{Head}Content-Length: 99\r\n\r\n{Patient}")),
        new("103 and then silence", "OOOOOO", RawAnswer.Stalling("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")),
    ];

    private static IEnumerable<HostileAnswer> Statuses()
    {
        foreach (var (status, expected) in new[]
        {
            ("202 Accepted", "PPPPPP"), ("205 Reset Content", "PPPPPP"), ("206 Partial Content", "PPPPPP"), ("207 Multi-Status", "PPPPPP"), ("226 IM Used", "PPPPPP"),
            ("300 Multiple Choices", "RRRRRR"), ("301 Moved Permanently", "RRRRRR"), ("302 Found", "RRRRRR"), ("303 See Other", "RRRRRR"), ("304 Not Modified", "RRRRRR"),
            ("307 Temporary Redirect", "RRRRRR"), ("308 Permanent Redirect", "RRRRRR"),
            ("400 Bad Request", "RRRRRX"), ("401 Unauthorized", "AAAAAA"), ("403 Forbidden", "AAAAAA"), ("404 Not Found", "NNNNNX"), ("405 Method Not Allowed", "RRRRRX"),
            ("406 Not Acceptable", "RRRRRX"), ("407 Proxy Authentication Required", "RRRRRX"), ("408 Request Timeout", "RRRRRX"), ("409 Conflict", "CCCCCX"),
            ("410 Gone", "NNNNNX"), ("412 Precondition Failed", "CCCCCX"), ("413 Content Too Large", "RRRRRX"), ("415 Unsupported Media Type", "RRRRRX"),
            ("422 Unprocessable Content", "RRRRRX"), ("423 Locked", "RRRRRX"), ("428 Precondition Required", "RRRRRX"), ("429 Too Many Requests", "LLLLLL"),
            ("431 Request Header Fields Too Large", "RRRRRX"), ("451 Unavailable For Legal Reasons", "RRRRRX"), ("500 Internal Server Error", "RRRRRR"),
            ("501 Not Implemented", "RRRRRR"), ("502 Bad Gateway", "RRRRRR"), ("503 Service Unavailable", "RRRRRR"), ("504 Gateway Timeout", "RRRRRR"),
            ("507 Insufficient Storage", "RRRRRR"), ("599 Nobody Knows", "RRRRRR"), ("999 Beyond", "RRRRRR"),
        })
        {
            var code = status[..3];
            yield return new(code, expected, RawAnswer.Of(status, code == "304" ? "" : Patient));
            yield return new(code + " with a page", expected, RawAnswer.Of(status, code == "304" ? "" : "<html>Erika Mustermann</html>", "Content-Type: text/html"));
        }
    }

    private static IEnumerable<HostileAnswer> Bodies()
    {
        yield return new("nothing", "PS+++P", RawAnswer.Of("200 OK"));
        yield return new("204", "PS+++P", RawAnswer.Of("204 No Content"));
        yield return new("page of a login", "FFPPPP", RawAnswer.Of("200 OK", "<!DOCTYPE html><title>Sign in</title>", "Content-Type: text/html"));
        yield return new("page that says that it is FHIR", "FF+++P", RawAnswer.Of("200 OK", "<!DOCTYPE html><title>Sign in</title>"));
        foreach (var (name, body) in new[]
        {
            ("null", "null"), ("an array", "[]"), ("a string", "\"Patient\""), ("a number", "1"), ("no object at all", "nonsense"),
            ("XML", """<Patient xmlns="http://hl7.org/fhir"><id value="p1"/></Patient>"""),
            ("two resources", Patient + Patient), ("NDJSON", Patient + "\n" + Patient), ("cut off", Patient[..20]), ("a comment", "/* x */" + Patient),
            ("single quotes", "{'resourceType':'Patient','id':'p1'}"), ("a trailing comma", """{"resourceType":"Patient","id":"p1",}"""),
            ("depth of 1,000", """{"resourceType":"Patient","id":"p1","extension":[""" + string.Concat(Enumerable.Repeat("""{"url":"x","extension":[""", 1000))),
            ("half a surrogate pair", """{"resourceType":"Patient","id":"p1","name":[{"family":"\uD83D"}]}"""),
        })
        {
            yield return new(name, "FF+++P", RawAnswer.Of("200 OK", body));
        }

        yield return new("not UTF-8", "FF+++P", RawAnswer.Of("200 OK", Encoding.Latin1.GetBytes("""{"resourceType":"Patient","id":"p1","name":[{"family":"Müller"}]}""")));
        yield return new("UTF-16", "FF+++P", RawAnswer.Of("200 OK", Encoding.Unicode.GetBytes(Patient)));
        yield return new("longer than the limit", "PP+++P", RawAnswer.Of("200 OK", Patient + new string(' ', 2 * 1024 * 1024)));
        yield return new("a byte order mark", "+S+++P", RawAnswer.Of("200 OK", "\uFEFF" + Patient));
    }

    private static IEnumerable<HostileAnswer> Resources()
    {
        // Of a create any id is right; an update and a patch have to be about what was written.
        yield return new("another patient", "PS+PPP", RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p2"}"""));
        yield return new("the id in other letters", "PS+PPP", RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"P1"}"""));
        yield return new("a patient without an id", "PS+++P", RawAnswer.Of("200 OK", """{"resourceType":"Patient"}"""));
        yield return new("another type", "PSPPPP", RawAnswer.Of("200 OK", """{"resourceType":"Observation","id":"p1"}"""));
        yield return new("an empty object", "PSPPPP", RawAnswer.Of("200 OK", "{}"));
        yield return new("a type that is a number", "PSPPPP", RawAnswer.Of("200 OK", """{"resourceType":1}"""));
        yield return new("a type that FHIR does not have", "PSPPPP", RawAnswer.Of("200 OK", """{"resourceType":"Patients","id":"p1"}"""));
        yield return new("an outcome that is a remark", "PS+++P", RawAnswer.Of("200 OK", Outcome("information")));
        yield return new("an outcome that is a warning", "PS+++P", RawAnswer.Of("200 OK", Outcome("warning")));
        yield return new("an outcome that is an error", "RRRRRR", RawAnswer.Of("200 OK", Outcome("error")));
        yield return new("an outcome that is fatal, created", "RRRRRR", RawAnswer.Of("201 Created", Outcome("fatal")));
        yield return new("Location of another type", "PSPPPP", RawAnswer.Of("201 Created", Patient, "Location: Observation/p1/_history/1"));
        yield return new("Location of another patient", "PSPPPP", RawAnswer.Of("201 Created", Patient, "Location: Patient/p2/_history/1"));
        yield return new("Location that is none", "+S+++P", RawAnswer.Of("201 Created", Patient, "Location: ::::"));
        yield return new("ETag that is none", "+S+++P", RawAnswer.Of("200 OK", Patient, "ETag: W/\"a\"b\""));
        yield return new("meta that is a string", "+S+++P", RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p1","meta":"x"}"""));
    }

    private static IEnumerable<HostileAnswer> Bundles()
    {
        const string Self = "\"link\":[{\"relation\":\"self\",\"url\":\"http://x/fhir/Patient?family=Muster\"}]";
        foreach (var (name, expected, bundle) in new[]
        {
            ("no entries where some were asked for", "P+PPPP", $$"""{"resourceType":"Bundle","type":"searchset",{{Self}}}"""),
            ("a filter that is gone", "PDPPPP", """{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://x/fhir/Patient"}]}"""),
            ("next that leads elsewhere", "PSPPPP", """{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"https://evil.example/next"}]}"""),
            ("next that leads to itself", "PSPPPP", """{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"Patient?family=Muster"}]}"""),
            ("next that is no address", "PSPPPP", """{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"http://"}]}"""),
            ("one answer of two", "PSPPPP", """{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"201","location":"Observation/o1"}}]}"""),
            ("answers of another order", "PSPPPP", """{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"201","location":"Observation/o1"}},{"response":{"status":"200","location":"Patient/p1"}}]}"""),
            ("answers without a status", "PSPPPP", """{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{}},{"response":{}}]}"""),
            ("an answer that was refused", "PSPPPR", """{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"400"}},{"response":{"status":"201","location":"Observation/o1"}}]}"""),
            ("answers of the right order", "PSPPP+", """{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"200","location":"Patient/p1/_history/2"}},{"response":{"status":"201","location":"Observation/o1/_history/1"}}]}"""),
        })
        {
            yield return new(name, expected, RawAnswer.Of("200 OK", bundle));
        }
    }

    private static string Outcome(string severity) =>
        $$"""{"resourceType":"OperationOutcome","issue":[{"severity":"{{severity}}","code":"processing","diagnostics":"Erika Mustermann"}]}""";

    private static byte[] Compressed(string text)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return output.ToArray();
    }
}
