using System.Net;
using FhirTyped.TestKit;

namespace FhirTyped.Gateway.Tests;

/// <summary>Threat: leak by _include, _revinclude, _has, chain, batch, operation. A caller whose own scopes are one patient's, over a credential that reads everybody's.</summary>
public sealed class PatientBoundCallerTests
{
    private const string Bound = "dr-who;patient/*.cruds;p1";

    [Theory]
    [InlineData("GET", "Patient/p2")]
    [InlineData("GET", "Patient/p2/_history")]
    [InlineData("GET", "Patient/p2/$everything")]
    [InlineData("GET", "Patient")]
    [InlineData("GET", "Patient?name=x")]
    [InlineData("GET", "Patient?_id=p1,p2")]
    [InlineData("GET", "Observation")]
    [InlineData("GET", "Observation?code=718-7")]
    [InlineData("GET", "Observation?patient=p2")]
    [InlineData("GET", "Observation?patient=p1,p2")]
    [InlineData("GET", "Observation?subject=p1")]
    [InlineData("GET", "Observation?patient:missing=true")]
    [InlineData("GET", "Observation?patient.identifier=x")]
    [InlineData("GET", "Observation?patient=p1&subject:Patient.name=x")]
    [InlineData("GET", "Observation?patient=p1&_has:Provenance:target:agent=x")]
    [InlineData("GET", "Patient?_id=p1&_has:Observation:patient:code=1")]
    [InlineData("GET", "Observation?patient=p1&_filter=code%20eq%20x")]
    [InlineData("GET", "Observation/_history")]
    [InlineData("GET", "_history")]
    [InlineData("GET", "?_type=Observation&patient=p1")]
    [InlineData("GET", "?_getpages=abc")]
    [InlineData("GET", "Encounter/e1/Observation")]
    [InlineData("GET", "Patient/p2/Observation")]
    [InlineData("GET", "Patient/$match")]
    [InlineData("GET", "$export")]
    [InlineData("GET", "Patient/$export")]
    [InlineData("GET", "Group/g/$export")]
    [InlineData("GET", "Binary?contenttype=x")]
    [InlineData("POST", "Observation", """{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p2"}}""")]
    [InlineData("POST", "Observation", """{"resourceType":"Observation","status":"final","code":{"text":"x"}}""")]
    [InlineData("POST", "Observation", """{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"http://elsewhere/Patient/p1"}}""")]
    [InlineData("POST", "Observation", """{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p1"},"subject":{"reference":"Patient/p2"}}""")]
    [InlineData("PUT", "Observation/o1", """{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p1"}}""")]
    [InlineData("PATCH", "Observation/o1", """[{"op":"remove","path":"/note"}]""")]
    [InlineData("DELETE", "Observation/o1")]
    [InlineData("DELETE", "Observation?patient=p1")]
    [InlineData("POST", "", """{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient/p1"}},{"request":{"method":"GET","url":"Patient/p2"}}]}""")]
    [InlineData("POST", "", """{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Observation?patient=p1&_has:Provenance:target:agent=x"}}]}""")]
    [InlineData("POST", "", """{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p2"}},"request":{"method":"POST","url":"Observation"}}]}""")]
    [InlineData("POST", "", """{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient/p1"}}],"entry":[{"request":{"method":"GET","url":"Patient/p2"}}]}""")]
    public async Task What_may_reach_beyond_the_record_is_refused_before_it_is_sent(string method, string path, string? body = null)
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request));
        await using var gateway = await Upstream.GatewayAsync(server, "medplum");

        var answer = await gateway.SendAsync(
            HttpMethod.Parse(method), "/api/fhir/medplum/" + path, body, method == "PATCH" ? "application/json-patch+json" : "application/fhir+json", (RestGateway.CallerHeader, Bound));

        // The policy speaks before the judge. A body that says something twice has no one meaning.
        Assert.True(answer.Status == HttpStatusCode.Forbidden || answer.Body.Contains("not valid FHIR", StringComparison.Ordinal), answer.Status + " " + answer.Body);
        Assert.Empty(server.Requests);
        Assert.DoesNotContain("p2", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Observation?patient=p1")]
    [InlineData("Observation?patient=Patient/p1&code=718-7")]
    [InlineData("Observation?subject=Patient/p1")]
    [InlineData("Observation?subject:Patient=p1")]
    [InlineData("Observation?patient=p1&_include=Observation:encounter")]
    [InlineData("Patient?_id=p1")]
    [InlineData("Practitioner?name=x")]
    public async Task What_stays_within_the_record_is_sent_as_it_came(string path)
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request));
        await using var gateway = await Upstream.GatewayAsync(server, "medplum");

        var answer = await gateway.GetAsync("/api/fhir/medplum/" + path, (RestGateway.CallerHeader, Bound));

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal("/fhir/" + path, server.Requests.Single().Target);
    }

    [Theory]
    [InlineData("o1", "p1", HttpStatusCode.OK)]
    [InlineData("o1", "p2", HttpStatusCode.NotFound)]
    public async Task Whose_a_resource_is_its_own_words_say(string id, string patient, HttpStatusCode expected)
    {
        await using var server = RawServer.Start(_ => RawAnswer.Of("200 OK", Upstream.Observation(id, patient), "ETag: W/\"3\""));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Observation/" + id, (RestGateway.CallerHeader, Bound));

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.OK, answer.Body.Contains("\"subject\"", StringComparison.Ordinal));
        Assert.Equal(expected == HttpStatusCode.OK, answer["ETag"] is not null);
    }

    [Fact]
    public async Task Of_a_page_on_which_anothers_resource_stands_nothing_is_given()
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(
            request, Upstream.Entry(Upstream.Observation("o1", "p1")) + "," + Upstream.Entry(Upstream.Patient("p2"), "include")));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Observation?patient=p1&_include=Observation:performer", (RestGateway.CallerHeader, Bound));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.DoesNotContain("o1", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_further_page_is_looked_at_as_the_first_was()
    {
        await using var server = RawServer.Start(request => request.Target.Contains("page=2", StringComparison.Ordinal)
            ? Upstream.Searchset(request, Upstream.Entry(Upstream.Observation("o2", "p2")))
            : Upstream.Searchset(request, Upstream.Entry(Upstream.Observation("o1", "p1")), next: "Observation?patient=p1&page=2"));
        await using var gateway = await Upstream.GatewayAsync(server);

        var first = await gateway.GetAsync("/api/fhir/hapi/Observation?patient=p1", (RestGateway.CallerHeader, Bound));
        var next = new Uri(first.Json["link"]![1]!["url"]!.GetValue<string>()).PathAndQuery;
        var second = await gateway.GetAsync(next, (RestGateway.CallerHeader, Bound));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (first.Status, second.Status));
        Assert.DoesNotContain("o2", second.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user/Observation.read", "Observation?code=1", HttpStatusCode.OK)]
    [InlineData("user/Observation.read", "Condition?code=1", HttpStatusCode.Forbidden)]
    [InlineData("user/Observation.read", "Observation?code=1&_include=Observation:subject:Patient", HttpStatusCode.Forbidden)]
    [InlineData("user/Observation.read user/Patient.read", "Observation?code=1&_include=Observation:subject:Patient", HttpStatusCode.OK)]
    [InlineData("user/Patient.rs", "Patient?_has:Observation:patient:code=1", HttpStatusCode.Forbidden)]
    [InlineData("user/Observation.rs", "Observation?subject:Patient.name=x", HttpStatusCode.Forbidden)]
    [InlineData("user/Patient.rs", "Patient?name=x&_revinclude=Observation:subject", HttpStatusCode.Forbidden)]
    [InlineData("user/Patient.rs", "Patient?name=x&_include=*", HttpStatusCode.Forbidden)]
    [InlineData("user/Observation.r", "Observation?code=1", HttpStatusCode.Forbidden)]
    [InlineData("user/Observation.rs?category=laboratory", "Observation?category=laboratory", HttpStatusCode.OK)]
    [InlineData("user/Observation.rs?category=laboratory", "Observation?category=vital-signs", HttpStatusCode.Forbidden)]
    [InlineData("user/Observation.rs?category=laboratory", "Observation/o1", HttpStatusCode.Forbidden)]
    [InlineData("patient/*.read", "Observation?code=1", HttpStatusCode.Forbidden)]
    [InlineData("openid", "Observation?code=1", HttpStatusCode.Forbidden)]
    public async Task What_the_callers_own_scopes_do_not_cover_is_refused(string scopes, string path, HttpStatusCode expected)
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request));
        await using var gateway = await Upstream.GatewayAsync(server, "medplum");

        var answer = await gateway.GetAsync("/api/fhir/medplum/" + path, (RestGateway.CallerHeader, "dr-who;" + scopes));

        Assert.True(expected == answer.Status, answer.Status + answer.Body);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, server.Requests.Count);
    }

    [Fact]
    public async Task Missing_scopes_are_named_in_the_challenge()
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Condition?code=1", (RestGateway.CallerHeader, "dr-who;user/Observation.rs"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("insufficient_scope", answer["WWW-Authenticate"]!, StringComparison.Ordinal);
        Assert.Contains("user/Condition.s", answer["WWW-Authenticate"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "Patient", """{"resourceType":"Patient"}""")]
    [InlineData("PUT", "Patient/p1", """{"resourceType":"Patient","id":"p1"}""")]
    [InlineData("DELETE", "Patient/p1")]
    [InlineData("POST", "", """{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Patient/p1"}}]}""")]
    public async Task Where_nothing_is_written_nothing_is(string method, string path, string? body = null)
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request));
        await using var gateway = await Upstream.GatewayAsync(server, configure: static options => options.Policy.ReadOnly = true);

        var answer = await gateway.SendAsync(HttpMethod.Parse(method), "/api/fhir/hapi/" + path, body, headers: (RestGateway.CallerHeader, "dr-who"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(server.Requests);
    }
}
