using FhirTyped.TestKit;

namespace FhirTyped.Hostile.Tests.Pages;

/// <summary>The hostile pages. What they hold of a patient, Erika Mustermann, must not get into a message.</summary>
internal static class HostilePages
{
    private const string Patient = """{"resourceType":"Patient","id":"p1","name":[{"family":"Mustermann"}]}""";
    private const string Match = "\"search\":{\"mode\":\"match\"}";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostilePage> All { get; } = [.. Types(), .. Entries(), .. Links(), .. NextLinks(), .. Outcomes(), .. Totals(), .. Answers()];

    private static IEnumerable<HostilePage> Types() => new (string, string)[]
    {
        ("no type", ""), ("collection", "\"type\":\"collection\""), ("answers of a batch", "\"type\":\"batch-response\""), ("history", "\"type\":\"history\""),
        ("document", "\"type\":\"document\""), ("type that is a number", "\"type\":5"), ("type that nobody knows", "\"type\":\"Mustermann\""),
        ("type in other letters", "\"type\":\"Searchset\""), ("type twice", "\"type\":\"collection\",\"type\":\"searchset\""), ("type that is a list", "\"type\":[\"searchset\"]"),
    }.Select(static row => Refused(row.Item1, "{\"resourceType\":\"Bundle\"" + (row.Item2.Length > 0 ? "," : "") + row.Item2 + "}"));

    private static IEnumerable<HostilePage> Entries() => new (string, string)[]
    {
        ("entries that are one object", "\"entry\":{\"resource\":" + Patient + "}"),
        ("entries that are text", "\"entry\":\"Mustermann\""),
        ("an entry that is null", "\"entry\":[null]"),
        ("an entry that is text", "\"entry\":[\"Mustermann\"]"),
        ("an entry that is a list", $$"""
            "entry":[[{"resource":{{Patient}}}]]
            """),
        ("entries twice", $$"""
            "entry":[{"resource":{{Patient}}}],"entry":[]
            """),
        ("an entry of nothing", "\"entry\":[{}]"),
        ("an entry of a link", "\"entry\":[{\"fullUrl\":\"http://x/fhir/Patient/Mustermann\"," + Match + "}]"),
        ("an entry that was deleted", "\"entry\":[{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/p1\"}}]"),
        ("a resource that is null", "\"entry\":[{\"resource\":null," + Match + "}]"),
        ("a resource that is text", "\"entry\":[{\"resource\":\"Mustermann\"," + Match + "}]"),
        ("a resource that is a list", "\"entry\":[{\"resource\":[" + Patient + "]," + Match + "}]"),
        ("a resource without a type", "\"entry\":[{\"resource\":{\"id\":\"p1\"}," + Match + "}]"),
        ("a resource of a type that is a number", "\"entry\":[{\"resource\":{\"resourceType\":1,\"id\":\"p1\"}," + Match + "}]"),
        ("a match of another type", "\"entry\":[{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o1\"}," + Match + "}]"),
        ("a match of a type that FHIR does not have", "\"entry\":[{\"resource\":{\"resourceType\":\"Mustermann\",\"id\":\"o1\"}," + Match + "}]"),
        ("a match of its own kind", "\"entry\":[{\"resource\":{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}," + Match + "}]"),
        ("another type without a mode", "\"entry\":[{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o1\"}}]"),
        ("one of another type among others", "\"entry\":[{\"resource\":" + Patient + "},{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o1\"}," + Match + "}]"),
        ("a resource twice", "\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p2\"},\"resource\":" + Patient + "}]"),
        ("search that is text", "\"entry\":[{\"resource\":" + Patient + ",\"search\":\"match\"}]"),
        ("mode that is a number", "\"entry\":[{\"resource\":" + Patient + ",\"search\":{\"mode\":1}}]"),
        ("mode that nobody knows", "\"entry\":[{\"resource\":" + Patient + ",\"search\":{\"mode\":\"Mustermann\"}}]"),
        ("a patient that is an outcome", "\"entry\":[{\"resource\":" + Patient + ",\"search\":{\"mode\":\"outcome\"}}]"),
        ("id twice", "\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p2\",\"id\":\"p1\"}," + Match + "}]"),
        ("id that is a number", "\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":1}," + Match + "}]"),
    }.Select(static row => Refused(row.Item1, Bundle(row.Item2)));

    private static IEnumerable<HostilePage> Links() => new (string, string)[]
    {
        ("links that are one object", """{"relation":"next","url":"Patient?page=3"}"""),
        ("links that are text", "\"Patient?page=3\""),
        ("a link that is text", "[\"Patient?page=3\"]"),
        ("a link that is null", "[null]"),
        ("a link without an address", """[{"relation":"next"}]"""),
        ("a link of no address", """[{"relation":"next","url":""}]"""),
        ("a link of blanks", """[{"relation":"next","url":"  "}]"""),
        ("a link that is null inside", """[{"relation":"next","url":null}]"""),
        ("a link that is a number inside", """[{"relation":"next","url":3}]"""),
        ("a link without a relation", """[{"url":"Patient?page=3"}]"""),
        ("a link twice inside", """[{"relation":"next","url":"Patient?page=4","url":"Patient?page=3"}]"""),
        ("two next links", """[{"relation":"next","url":"Patient?page=3"},{"relation":"next","url":"Patient?page=4"}]"""),
        ("two next links, one in capitals", """[{"relation":"next","url":"Patient?page=3"},{"relation":"Next","url":"Patient?page=4"}]"""),
        ("links twice", """[{"relation":"next","url":"Patient?page=3"}],"link":[]"""),
    }.Select(static row => Refused(row.Item1, Bundle("\"link\":" + row.Item2)));

    // The number of matches is there without a further page.
    private static IEnumerable<HostilePage> NextLinks() => new (string, string)[]
    {
        ("next beside the base address", "/Mustermann/Patient?page=3"),
        ("next to a base address that begins alike", "/fhir2/Patient?page=3"),
        ("next out of the base address", "../other/Patient?page=3"),
        ("next out of the base address, encoded", "/fhir/%2e%2e/other/Patient?page=3"),
        ("next to the root", "/?page=3"),
        ("next to another server", "https://evil.example/fhir/Patient?page=3"),
        ("next to another server without a scheme", "//evil.example/fhir/Patient?page=3"),
        ("next to another port", "http://127.0.0.1:1/fhir/Patient?page=3"),
        ("next of somebody", "http://Mustermann:secret@127.0.0.1/fhir/Patient?page=3"),
        ("next that is a script", "javascript:alert(1)"),
        ("next that is a file", "file:///etc/passwd"),
        ("next with a header", "Patient?page=3\\r\\nX-Evil: 1"),
        ("next with a request", "Patient?page=3 HTTP/1.1\\r\\nHost: x\\r\\n\\r\\nGET /"),
        ("next behind a blank", " Patient?page=3"),
        ("next that is the page before", "Patient?family=Muster"),
        ("next that is nothing but a fragment", "#next"),
        ("next that is no host", "http://"),
        ("next of a megabyte", "Patient?page=" + new string('3', 500_000)),
    }.Select(static row => new HostilePage(row.Item1, "SS+S", "1211", RawAnswer.Of("200 OK", Bundle($$"""
        "total":0,"link":[{"relation":"next","url":"{{row.Item2}}"}]
        """))));

    private static IEnumerable<HostilePage> Outcomes()
    {
        foreach (var (name, entries) in new[]
        {
            ("an error without a match", Outcome("error", ",\"search\":{\"mode\":\"outcome\"}")), ("something fatal without a mode", Outcome("fatal", "")),
            ("an error that is a match", Outcome("error", "," + Match)), ("an error that came along", Outcome("error", ",\"search\":{\"mode\":\"include\"}")),
            ("an error behind a warning", Outcome("warning", "") + "," + Outcome("error", "")),
            ("an error with what came along", Outcome("error", "") + ",{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o1\"},\"search\":{\"mode\":\"include\"}}"),
        })
        {
            yield return new(name, "RRRR", "1211", RawAnswer.Of("200 OK", Bundle("\"total\":0,\"entry\":[" + entries + "]")));
        }
    }

    private static IEnumerable<HostilePage> Totals()
    {
        foreach (var (name, total) in new[]
        {
            ("total below zero", "\"total\":-1"), ("total that is text", "\"total\":\"7\""), ("total twice", "\"total\":1,\"total\":7"), ("half a match", "\"total\":1.5"),
            ("more than can be counted", "\"total\":99999999999"), ("total that is a list", "\"total\":[7]"),
        })
        {
            yield return new(name, "++S+", "1211", RawAnswer.Of("200 OK", Bundle(total)));
        }

        // Nobody said how many: the pages are read.
        yield return new("no total", "++++", "1221", RawAnswer.Of("200 OK", Bundle("\"entry\":[]")));
        yield return new("total that is null", "++++", "1221", RawAnswer.Of("200 OK", Bundle("\"total\":null")));
    }

    private static IEnumerable<HostilePage> Answers()
    {
        foreach (var (name, letter, answer) in new (string, char, RawAnswer)[]
        {
            ("the patient itself", 'S', RawAnswer.Of("200 OK", Patient)), ("Parameters", 'S', RawAnswer.Of("200 OK", "{\"resourceType\":\"Parameters\"}")),
            ("a remark", 'S', RawAnswer.Of("200 OK", """{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]}""")),
            ("an error", 'R', RawAnswer.Of("200 OK", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception","diagnostics":"Mustermann"}]}""")),
            ("an empty object", 'S', RawAnswer.Of("200 OK", "{}")), ("204", 'S', RawAnswer.Of("204 No Content")), ("a list of patients", 'F', RawAnswer.Of("200 OK", "[" + Patient + "]")),
            ("cut off", 'F', RawAnswer.Of("200 OK", Bundle("\"entry\":[{\"resource\":" + Patient + "}")[..^1])), ("a page of a login", 'F', RawAnswer.Of("200 OK", "<html>Mustermann</html>", "Content-Type: text/html")),
            ("partial content", 'P', RawAnswer.Of("206 Partial Content", Bundle("\"total\":0"))), ("a redirect", 'R', RawAnswer.Of("302 Found", "", "Location: Patient?page=3")),
            ("unauthorized", 'A', RawAnswer.Of("401 Unauthorized")), ("session over", 'N', RawAnswer.Of("410 Gone", "<html>Mustermann</html>", "Content-Type: text/html")),
            ("too many", 'L', RawAnswer.Of("429 Too Many Requests")), ("server error", 'R', RawAnswer.Of("500 Internal Server Error", Bundle("\"total\":0"))),
            ("larger than allowed", 'P', RawAnswer.Of("200 OK", Bundle("\"total\":0") + new string(' ', 2 * 1024 * 1024))),
            ("filter of somebody else", 'D', RawAnswer.Of("200 OK", Bundle("\"total\":1,\"link\":[{\"relation\":\"self\",\"url\":\"Patient?family=Mustermann\"}],\"entry\":[{\"resource\":" + Patient + "}]"))),
        })
        {
            yield return new(name, new string(letter, 4), "1211", answer);
        }
    }

    private static HostilePage Refused(string name, string body) => new(name, "SSSS", "1211", RawAnswer.Of("200 OK", body));

    private static string Bundle(string members) => "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"," + members.Trim() + "}";

    private static string Outcome(string severity, string search) =>
        $$"""{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"{{severity}}","code":"processing","diagnostics":"Mustermann"}]}{{search}}}""";
}
