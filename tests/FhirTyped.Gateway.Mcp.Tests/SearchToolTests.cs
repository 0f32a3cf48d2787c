using System.Globalization;
using FhirTyped.Gateway.Tests;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>Searches of agents: bounded, whole, and refused so that the agent learns.</summary>
public sealed class SearchToolTests
{
    [Fact]
    public async Task Twenty_results_are_a_small_part_of_their_Bundle()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await sandbox.LoadAsync(AgentHost.Record(20));
        await using var host = await AgentHost.BeforeAsync(sandbox);
        await using var client = await host.ConnectAsync();

        var reply = await AgentHost.CallAsync(client, "search", """{"platform":"epic","type":"Observation","criteria":{"patient":"erika","category":"laboratory"}}""");
        var bundle = await host.Http.GetByteArrayAsync("/api/fhir/epic/Observation?patient=erika&category=laboratory&_count=20");

        Assert.False(reply.IsError, reply.Text);
        Assert.Equal(20, reply.Json.GetProperty("rows").GetArrayLength());
        Assert.Equal("verified", reply.Json.GetProperty("receipt").GetString());
        Assert.Equal(20, reply.Json.GetProperty("total").GetInt32());
        Assert.True(reply.Json.GetProperty("total_is_exact").GetBoolean());
        Assert.Equal("final", reply.Json.GetProperty("same").GetProperty("status").GetString());
        Assert.Contains("2026-01-01", reply.Text, StringComparison.Ordinal);
        var ratio = (double)reply.Bytes / bundle.Length;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reply.Bytes} of {bundle.Length} bytes: {ratio:0.000}"));
        Assert.True(ratio <= 0.125, ratio.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    public async Task By_its_cursors_a_search_is_whole_and_nothing_comes_twice(int limit)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(AgentHost.Record(130));
        await using var host = await AgentHost.BeforeAsync(sandbox);
        await using var client = await host.ConnectAsync();
        var ids = new List<string>();
        var arguments = $$"""{"platform":"hapi","type":"Observation","criteria":{"patient":"erika"},"limit":{{limit}}}""";
        var pages = 0;
        for (; pages < 100; pages++)
        {
            var reply = await AgentHost.CallAsync(client, "search", arguments);
            Assert.False(reply.IsError, reply.Text);
            Assert.True(reply.Bytes <= ToolAnswer.MostBytes);
            var column = reply.Json.GetProperty("columns").EnumerateArray().ToList().FindIndex(static name => name.GetString() == "id");
            ids.AddRange(reply.Json.GetProperty("rows").EnumerateArray().Select(row => row[column].GetString()!));
            if (!reply.Json.TryGetProperty("cursor", out var cursor))
            {
                break;
            }

            arguments = $$"""{"platform":"hapi","type":"Observation","cursor":"{{cursor.GetString()}}","limit":{{limit}}}""";
        }

        Assert.Equal(130, ids.Count);
        Assert.Equal(130, ids.Distinct().Count());
        Assert.True(pages >= 130 / limit - 1);
    }

    /// <summary>Rows that are large: fewer of them, and the cursor goes on from there, whatever the page holds.</summary>
    [Fact]
    public async Task Whatever_the_rows_are_an_answer_is_within_its_limit()
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request, string.Join(',', Enumerable.Range(0, 200).Select(static i => Upstream.Entry(Large(i))))));
        await using var host = await AgentHost.BeforeAsync(server);
        await using var client = await host.ConnectAsync();
        var ids = new List<string>();
        string? cursor = null;
        var calls = 0;
        do
        {
            var reply = await AgentHost.CallAsync(client, "search", cursor is null
                ? """{"platform":"hapi","type":"Observation","criteria":{"patient":"1"},"limit":50,"columns":["id","code.text","note.text","bodySite.text","method.text","valueString","device.display"]}"""
                : $$"""{"platform":"hapi","type":"Observation","cursor":"{{cursor}}","limit":50,"columns":["id","code.text","note.text","bodySite.text","method.text","valueString","device.display"]}""");
            Assert.False(reply.IsError, reply.Text);
            Assert.True(reply.Bytes <= ToolAnswer.MostBytes, reply.Bytes.ToString(CultureInfo.InvariantCulture));
            ids.AddRange(reply.Json.GetProperty("rows").EnumerateArray().Select(static row => row[0].GetString()!));
            cursor = reply.Json.TryGetProperty("cursor", out var more) ? more.GetString() : null;
        }
        while (cursor is not null && ++calls < 300);

        Assert.Equal(Enumerable.Range(0, 200).Select(static i => "o" + i.ToString(CultureInfo.InvariantCulture)), ids);
    }

    [Theory]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient":"erika"}}""", "Right would be: search {\"platform\":\"epic\",\"type\":\"Observation\",\"criteria\":{\"patient\":\"erika\",\"category\":\"laboratory\"}}")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient":"erika","catgory":"laboratory"}}""", "did you mean 'category'?")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{}}""", "FHT")]
    [InlineData("""{"platform":"epic","type":"Observation"}""", "FHT")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient":"","category":"laboratory"}}""", "'patient' is empty")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient":null,"category":"laboratory"}}""", "'patient' is neither")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient":[],"category":"laboratory"}}""", "'patient' is an empty list")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient":{"a":1},"category":"laboratory"}}""", "'patient' is neither")]
    [InlineData("""{"platform":"epic","type":"Observation","filters":{"patient":"erika"}}""", "argument that this tool does not have")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient":"erika","category":"laboratory","_count":"9"}}""", "'limit' and 'columns'")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient":"erika","category":"laboratory"},"limit":51}""", "from 1 to 50")]
    [InlineData("""{"platform":"epic","type":"Observation/../Patient","criteria":{"patient":"erika"}}""", "name of a resource type")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient&x":"erika"}}""", "no name of a search parameter")]
    [InlineData("""{"platform":"epic","type":"Observation","criteria":{"patient":"erika"},"columns":["name.where(true)"]}""", "path of an element")]
    [InlineData("""{"platform":"nowhere","type":"Observation"}""", "There are: epic")]
    [InlineData("""{"platform":"epic","type":"Observation","cursor":"abc"}""", "cursor has ended")]
    public async Task What_is_wrong_is_said_so_that_the_next_call_is_right(string arguments, string expected)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await using var host = await AgentHost.BeforeAsync(sandbox);
        await using var client = await host.ConnectAsync();

        var reply = await AgentHost.CallAsync(client, "search", arguments);

        Assert.True(reply.IsError, reply.Text);
        Assert.Contains(expected, reply.Text, StringComparison.Ordinal);
        Assert.Empty(sandbox.Requests);
        Assert.Single(await host.AuditAsync());
    }

    [Fact]
    public async Task A_filter_that_the_platform_leaves_out_gives_no_row()
    {
        await using var server = RawServer.Start(static request => Upstream.Searchset(
            request, Upstream.Entry(Upstream.Observation("secret-id", "other")), self: "http://" + request.Header("Host").Single() + "/fhir/Observation?_count=20"));
        await using var host = await AgentHost.BeforeAsync(server);
        await using var client = await host.ConnectAsync();

        var reply = await AgentHost.CallAsync(client, "search", """{"platform":"hapi","type":"Observation","criteria":{"patient":"erika"}}""");

        Assert.True(reply.IsError);
        Assert.Contains("left out or changed 'patient'", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-id", reply.Text, StringComparison.Ordinal);
    }

    /// <summary>What agents write goes to the platform as FHIR has it: a list is a parameter that is repeated, and what could begin another is encoded.</summary>
    [Fact]
    public async Task Criteria_go_out_as_FHIR_has_them()
    {
        await using var server = RawServer.Start(static request => Upstream.Searchset(request));
        await using var host = await AgentHost.BeforeAsync(server);
        await using var client = await host.ConnectAsync();

        await AgentHost.CallAsync(client, "search", """{"platform":"hapi","type":"Observation","criteria":{"patient":"a&b=c#d\r\nX: y","date":["ge2026-01-01","lt2027-01-01"],"code":"http://loinc.org|718-7,http://loinc.org|4548-4"},"limit":5}""");

        Assert.Equal(
            "/fhir/Observation?patient=a%26b%3Dc%23d%0D%0AX:%20y&date=ge2026-01-01&date=lt2027-01-01&code=http://loinc.org%7C718-7,http://loinc.org%7C4548-4&_count=5",
            Assert.Single(server.Requests).Target);
    }

    [Fact]
    public async Task A_cursor_is_its_callers_alone()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(AgentHost.Record(30));
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        await using var one = await host.ConnectAsync(host.Token("one"));
        await using var other = await host.ConnectAsync(host.Token("other"));
        var first = await AgentHost.CallAsync(one, "search", """{"platform":"hapi","type":"Observation","criteria":{"patient":"erika"},"limit":5}""");
        var arguments = $$"""{"platform":"hapi","type":"Observation","cursor":"{{first.Json.GetProperty("cursor").GetString()}}"}""";

        Assert.True((await AgentHost.CallAsync(other, "search", arguments)).IsError);
        Assert.False((await AgentHost.CallAsync(one, "search", arguments)).IsError);
    }

    private static string Large(int i)
    {
        var text = new string('ä', 290) + i.ToString(CultureInfo.InvariantCulture);
        return $$$"""{"resourceType":"Observation","id":"o{{{i}}}","status":"final","code":{"text":"{{{text}}}"},"note":[{"text":"{{{text}}}"}],"bodySite":{"text":"{{{text}}}"},"method":{"text":"{{{text}}}"},"valueString":"{{{text}}}","device":{"display":"{{{text}}}"},"subject":{"reference":"Patient/1"}}""";
    }
}
