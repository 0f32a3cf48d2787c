using System.Text.Json.Nodes;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;
using FhirTyped.Transfer;

namespace FhirTyped.External.Tests;

/// <summary>
/// Resources go from a HAPI sandbox to <c>@medplum/fhir-router</c>, a server that this project did not write, and from there to another HAPI sandbox: equal but for ids, versions what the servers say in <c>meta</c>, and
/// zeros at the end of decimals, which JavaScript does not keep.
/// </summary>
public sealed class TransferTests(MedplumFhirRouterTests.Router router) : IClassFixture<MedplumFhirRouterTests.Router>
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Ten_synthetic_patients_go_there_and_back(int together)
    {
        Assert.SkipUnless(NodeServer.IsInstalled("@medplum/fhir-router"), NodeServer.MissingMessage);
        Assert.SkipUnless(TestFiles.Has("examples", "synthea-bundles"), TestFiles.MissingMessage);
        await using var hapi = await FhirSandbox.StartAsync<Hapi>();
        await using var other = await FhirSandbox.StartAsync<Hapi>();
        Bundle[] bundles = [.. TestFiles.FilesIn("*.json", "examples", "synthea-bundles").Take(10).Select(static file => FhirJson.Read<Bundle>(File.ReadAllBytes(file)))];
        await hapi.LoadAsync(bundles);
        string[] types = [.. bundles.SelectMany(static bundle => bundle.Entry).Select(static entry => entry.Resource!.TypeName).Distinct()];
        IFhirPlatformClient origin = hapi.CreateClient<Hapi>();
        IFhirPlatformClient medplum = FhirPlatform.Create<Medplum>(new HttpClient(), options => options.BaseUrl = new Uri(router.Server!.Address, "fhir/"));
        IFhirPlatformClient back = other.CreateClient<Hapi>();

        var options = new FhirTransferOptions { MaximumTransactionEntries = together };
        var first = new FhirTransfer(medplum, options);
        var there = await first.SendAsync(await first.PlanAsync(SearchAsync(origin, types)));
        Assert.True(there.IsComplete, string.Join('\n', there.Failures.Take(3).Select(static entry => $"{entry}: {entry.Error?.Message}")));
        var second = new FhirTransfer(back, options);
        var again = await second.SendAsync(await second.PlanAsync(ReadAsync(medplum, there)));
        Assert.True(again.IsComplete, string.Join('\n', again.Failures.Take(3).Select(static entry => $"{entry}: {entry.Error?.Message}")));

        // By their JSON: every string that is a name at the source is the name that it has in the end.
        Assert.InRange(hapi.Count, 1000, int.MaxValue);
        Assert.Equal(hapi.Count, other.Count);
        var between = again.Entries.ToDictionary(static entry => entry.Source, static entry => entry.Target!, StringComparer.Ordinal);
        var names = there.Entries.ToDictionary(static entry => entry.Source, entry => between[entry.Target!], StringComparer.Ordinal);
        await foreach (var resource in SearchAsync(origin, types))
        {
            var target = names[resource.TypeName + "/" + resource.Id].Split('/');
            Assert.Equal(Text(resource, names), Text(await back.ReadAsync(target[0], target[1]), []));
        }
    }

    /// <summary>All that a server has, by a search for each type.</summary>
    private static async IAsyncEnumerable<Resource> SearchAsync(IFhirPlatformClient client, string[] types)
    {
        foreach (var type in types)
        {
            await foreach (var resource in client.Search(type + "?_lastUpdated=gt2000-01-01"))
            {
                yield return resource;
            }
        }
    }

    private static async IAsyncEnumerable<Resource> ReadAsync(IFhirPlatformClient client, FhirTransferResult moved)
    {
        foreach (var entry in moved.Entries)
        {
            var name = entry.Target!.Split('/');
            yield return await client.ReadAsync(name[0], name[1]);
        }
    }

    private static string Text(Resource resource, Dictionary<string, string> names)
    {
        var json = JsonNode.Parse(FhirJson.ToUtf8Bytes(resource))!.AsObject();
        json.Remove("id");
        json.Remove("meta");
        Rename(json, names);
        return json.ToJsonString();
    }

    private static void Rename(JsonNode? node, Dictionary<string, string> names)
    {
        switch (node)
        {
            case JsonObject item:
                item.ToList().ForEach(member => Rename(member.Value, names));
                break;
            case JsonArray list:
                list.ToList().ForEach(value => Rename(value, names));
                break;
            case JsonValue text when text.TryGetValue<string>(out var name) && names.TryGetValue(name, out var renamed):
                text.ReplaceWith(renamed);
                break;
            case JsonValue number when number.TryGetValue<double>(out var value):
                // JavaScript's numbers have no trailing zeros: 0.0 comes back as 0.
                number.ReplaceWith(value);
                break;
            default:
                break;
        }
    }
}
