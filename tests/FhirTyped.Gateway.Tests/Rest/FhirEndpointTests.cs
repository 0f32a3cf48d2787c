using System.Net;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;

namespace FhirTyped.Gateway.Tests;

public sealed class FhirEndpointTests
{
    [Fact]
    public async Task A_read_comes_through_with_its_entity_tag_and_to_the_byte()
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Patient/p1");
        using var direct = sandbox.CreateHttpClient();

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(await direct.GetStringAsync("Patient/p1"), answer.Body);
        Assert.Equal("W/\"1\"", answer["ETag"]);
        Assert.NotNull(answer["Last-Modified"]);
        Assert.Equal("no-store", answer["Cache-Control"]);
        Assert.Equal("nosniff", answer["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task Pages_are_followed_through_the_gateway_to_the_last()
    {
        await using var sandbox = await SandboxAsync(observations: 55);
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var ids = new List<string>();
        var address = "/api/fhir/hapi/Observation?patient=p1&_count=20";
        var pages = 0;
        while (address is not null)
        {
            var page = await gateway.GetAsync(address);
            Assert.True(page.Status == HttpStatusCode.OK, page.Body);
            ids.AddRange(page.Json["entry"]!.AsArray().Select(static entry => entry!["resource"]!["id"]!.GetValue<string>()));
            foreach (var link in page.Json["link"]!.AsArray())
            {
                Assert.StartsWith(gateway.Address.AbsoluteUri + "api/fhir/hapi/", link!["url"]!.GetValue<string>(), StringComparison.Ordinal);
            }

            var next = page.Json["link"]!.AsArray().FirstOrDefault(static link => link!["relation"]!.GetValue<string>() == "next")?["url"]!.GetValue<string>();
            address = next is null ? null : new Uri(next).PathAndQuery;
            pages++;
        }

        Assert.Equal(3, pages);
        Assert.Equal(55, ids.Distinct().Count());
    }

    [Fact]
    public async Task But_for_its_links_a_page_comes_through_to_the_byte()
    {
        await using var sandbox = await SandboxAsync(observations: 30);
        await using var gateway = await RestGateway.BeforeAsync(sandbox);
        using var direct = sandbox.CreateHttpClient();

        var page = (await gateway.GetAsync("/api/fhir/hapi/Observation?patient=p1&_count=10&_include=Observation:subject")).Body;
        var original = await direct.GetStringAsync("Observation?patient=p1&_count=10&_include=Observation:subject");

        Assert.Contains("\"include\"", original, StringComparison.Ordinal);
        Assert.Equal(WithoutVolatile(original), WithoutVolatile(page));
    }

    [Theory]
    [InlineData("?patient=p1&date=ge2020-01-01&date=le2030-01-01")]
    [InlineData("?code=http%3A%2F%2Floinc.org%7C718-7&patient=p1")]
    [InlineData("?patient=Patient%2Fp1&_sort=-date&_count=5")]
    public async Task A_query_reaches_the_server_as_it_came(string query)
    {
        await using var server = RawServer.Start(request => RawAnswer.Of("200 OK", $$"""{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://{{request.Header("Host").Single()}}{{request.Target}}"}]}"""));
        await using var gateway = await RestGateway.StartAsync(options => options.Platforms["hapi"] = RestGateway.Open(new Uri(server.Address, "fhir/")));

        var answer = await gateway.GetAsync("/api/fhir/hapi/Observation" + query);

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal("/fhir/Observation" + query, server.Requests.Single().Target);
    }

    [Fact]
    public async Task A_search_by_post_is_one()
    {
        await using var sandbox = await SandboxAsync(observations: 3);
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var answer = await gateway.SendAsync(HttpMethod.Post, "/api/fhir/hapi/Observation/_search", "patient=p1&_total=accurate", "application/x-www-form-urlencoded");

        Assert.Equal((HttpStatusCode.OK, 3), (answer.Status, answer.Json["total"]!.GetValue<int>()));
        Assert.Equal("verified", answer["FhirTyped-Receipt"]);
    }

    [Fact]
    public async Task What_is_created_is_there_and_its_location_leads_to_the_gateway()
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var created = await gateway.SendAsync(HttpMethod.Post, "/api/fhir/hapi/Patient", """{"resourceType":"Patient","active":true}""");
        var location = created["Location"]!;
        var read = await gateway.GetAsync(new Uri(location).AbsolutePath);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.StartsWith(gateway.Address.AbsoluteUri + "api/fhir/hapi/Patient/", location, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, true), (read.Status, read.Json["active"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task An_update_of_an_old_version_is_the_servers_own_conflict()
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var answer = await gateway.SendAsync(HttpMethod.Put, "/api/fhir/hapi/Patient/p1", """{"resourceType":"Patient","id":"p1"}""", headers: ("If-Match", "W/\"7\""));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Equal("OperationOutcome", answer.Json["resourceType"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("POST", "Patient", """{"resourceType":"Observation"}""")]
    [InlineData("PUT", "Patient/p1", """{"resourceType":"Patient","id":"p2"}""")]
    [InlineData("PUT", "Patient/p1", """{"resourceType":"Patient"}""")]
    [InlineData("POST", "Patient", """{"resourceType":"Patient","resourceType":"Observation"}""")]
    [InlineData("POST", "Patient", """{"resourceType":"Observation","resourceType":"Patient"}""")]
    [InlineData("POST", "Patient", """[]""")]
    [InlineData("POST", "Patient", """{"resourceType":"Patient"} x""")]
    public async Task A_body_of_another_resource_than_the_address_names_is_refused(string method, string path, string body)
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);
        var before = sandbox.Requests.Count;

        var answer = await gateway.SendAsync(HttpMethod.Parse(method), "/api/fhir/hapi/" + path, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(before, sandbox.Requests.Count);
    }

    [Fact]
    public async Task What_the_platform_cannot_do_is_told_with_its_rule_and_nothing_is_sent()
    {
        await using var sandbox = await FhirSandbox.StartAsync(RestGateway.Platform("epic"));
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var answer = await gateway.GetAsync("/api/fhir/epic/Observation?patient=secret-id");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("not-supported", answer.Issue["code"]!.GetValue<string>());
        Assert.Equal("FHT1101", answer.Issue["details"]!["coding"]![0]!["code"]!.GetValue<string>());
        Assert.Contains("category", answer.Issue["details"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(answer.Issue["extension"]![0]!["valueString"]!.GetValue<string>());
        Assert.DoesNotContain("secret-id", answer.Body, StringComparison.Ordinal);
        Assert.Empty(sandbox.Requests);
    }

    [Fact]
    public async Task A_batch_is_judged_entry_by_entry()
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);
        const string Batch = """{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"GET","url":"Patient/p1"}},{"request":{"method":"GET","url":"Patient?famly=x"}}]}""";

        var answer = await gateway.SendAsync(HttpMethod.Post, "/api/fhir/hapi/", Batch);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain(sandbox.Requests, static request => request.Method == "POST");
    }

    [Fact]
    public async Task A_batch_that_the_platform_can_do_comes_through()
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);
        const string Batch = """{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"GET","url":"Patient/p1"}}]}""";

        var answer = await gateway.SendAsync(HttpMethod.Post, "/api/fhir/hapi", Batch);

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal("transaction-response", answer.Json["type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Patient/p1/_history", "history")]
    [InlineData("Patient/p1/$everything", "searchset")]
    public async Task Histories_and_operations_come_through(string path, string type)
    {
        await using var sandbox = await SandboxAsync(observations: 2);
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var answer = await gateway.GetAsync("/api/fhir/hapi/" + path);

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal(type, answer.Json["type"]!.GetValue<string>());
        Assert.DoesNotContain(answer.Json["link"]?.AsArray() ?? [], link => link!["url"]!.GetValue<string>().Contains(sandbox.BaseUrl.Authority, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_delete_a_patch_and_a_version_come_through()
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var patched = await gateway.SendAsync(HttpMethod.Patch, "/api/fhir/hapi/Patient/p2", """[{"op":"replace","path":"/active","value":true}]""", "application/json-patch+json");
        var version = await gateway.GetAsync("/api/fhir/hapi/Patient/p2/_history/1");
        var deleted = await gateway.SendAsync(HttpMethod.Delete, "/api/fhir/hapi/Patient/p2");
        var gone = await gateway.GetAsync("/api/fhir/hapi/Patient/p2");

        Assert.True(patched.Status == HttpStatusCode.OK, patched.Body);
        Assert.Equal((HttpStatusCode.OK, "1"), (version.Status, version.Json["meta"]!["versionId"]!.GetValue<string>()));
        Assert.True(deleted.Status is HttpStatusCode.OK or HttpStatusCode.NoContent, deleted.Body);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
    }

    [Fact]
    public async Task Metadata_says_what_is_possible_here()
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox, static options => options.Policy.ReadOnly = true);

        var answer = await gateway.GetAsync("/api/fhir/hapi/metadata");
        var rest = answer.Json["rest"]![0]!;
        var interactions = rest["resource"]!.AsArray().SelectMany(static resource => resource!["interaction"]!.AsArray()).Select(static one => one!["code"]!.GetValue<string>()).ToHashSet();

        Assert.Equal(gateway.Address.AbsoluteUri + "api/fhir/hapi", answer.Json["implementation"]!["url"]!.GetValue<string>());
        Assert.Contains("search-type", interactions);
        Assert.Empty(interactions.Intersect(["create", "update", "delete", "patch"]));
        Assert.Empty(sandbox.Requests);
    }

    [Fact]
    public async Task An_unknown_platform_is_not_found()
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync("/api/fhir/nowhere/Patient/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync("/api/fhir/nowhere/metadata")).Status);
    }

    [Theory]
    [InlineData("/api/fhir/hapi/Patient/../Patient/p1")]
    [InlineData("/api/fhir/hapi/Patient/%2e%2e/x")]
    [InlineData("/api/fhir/hapi//Patient/p1")]
    [InlineData("/api/fhir/hapi/Patient/p1%0d%0aX:1")]
    [InlineData("/api/fhir/%68api/Patient/p1")]
    [InlineData("/api/fhir/hapi/Patient\\p1")]
    public async Task An_address_that_could_mean_two_things_is_refused(string path)
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var answer = await gateway.GetAsync(path);

        Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, answer.Status + answer.Body);
        Assert.Empty(sandbox.Requests);
    }

    [Theory]
    [InlineData("Accept", "application/fhir+xml")]
    [InlineData("Accept", "text/turtle")]
    public async Task Only_json_is_given(string header, string value)
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        Assert.Equal(HttpStatusCode.NotAcceptable, (await gateway.GetAsync("/api/fhir/hapi/Patient/p1", (header, value))).Status);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await gateway.GetAsync("/api/fhir/hapi/Patient?_format=xml&name=x")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await gateway.SendAsync(HttpMethod.Post, "/api/fhir/hapi/Patient", "<Patient/>", "application/fhir+xml")).Status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_whether_it_says_so_or_not()
    {
        await using var sandbox = await SandboxAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox, static options => options.Limits.MaximumRequestBytes = 1000);
        var body = """{"resourceType":"Patient","name":[{"family":""" + "\"" + new string('a', 2000) + "\"}]}";

        var announced = await gateway.SendAsync(HttpMethod.Post, "/api/fhir/hapi/Patient", body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "/api/fhir/hapi/Patient")) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new("application/fhir+json");
        request.Content.Headers.ContentLength = null;
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await gateway.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (announced.Status, chunked.StatusCode));
        Assert.DoesNotContain(sandbox.Requests, static one => one.Method == "POST");
    }

    private static async Task<FhirSandbox> SandboxAsync(int observations = 0)
    {
        var sandbox = await FhirSandbox.StartAsync(RestGateway.Platform("hapi"));
        await sandbox.LoadAsync(TestRecords.Of("p1", observations).Concat(TestRecords.Of("p2", 1)));
        return sandbox;
    }

    private static string WithoutVolatile(string bundle)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(bundle)!.AsObject();
        json.Remove("link");
        json.Remove("id");
        json.Remove("meta");
        return json.ToJsonString();
    }
}
