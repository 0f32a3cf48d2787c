using System.Text.Json.Nodes;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;

namespace FhirTyped.Transfer.Tests;

/// <summary>Ten synthetic patients with all that belongs to them, from one server to another: equal but for ids, versions and dates.</summary>
public sealed class SyntheaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Ten_patients_are_the_same_on_the_other_side(int together)
    {
        Assert.SkipUnless(TestFiles.Has("examples", "synthea-bundles"), TestFiles.MissingMessage);
        await using var from = await FhirSandbox.StartAsync(Servers.Hapi);
        await using var to = await FhirSandbox.StartAsync(Servers.Hapi);
        foreach (var file in TestFiles.FilesIn("*.json", "examples", "synthea-bundles").Take(10))
        {
            await from.LoadAsync(FhirJson.Read<Bundle>(await File.ReadAllBytesAsync(file)));
        }

        var source = await AllAsync(from.Client());
        Assert.Equal(from.Count, source.Count);
        var transfer = new FhirTransfer(to.Client(), new() { MaximumTransactionEntries = together });
        var plan = await transfer.PlanAsync(source.ToAsyncEnumerable());
        Assert.Empty(plan.Refusals);
        var result = await transfer.SendAsync(plan);

        Assert.True(result.IsComplete, string.Join('\n', result.Failures.Take(3).Select(static entry => entry.Error?.Message)));
        Assert.Equal(source.Count, to.Count);
        var names = result.Entries.ToDictionary(static entry => entry.Source, static entry => entry.Target!, StringComparer.Ordinal);
        var moved = (await AllAsync(to.Client())).ToDictionary(static resource => resource.TypeName + "/" + resource.Id, StringComparer.Ordinal);
        Assert.All(source, resource => Assert.Equal(Text(resource, names), Text(moved[names[resource.TypeName + "/" + resource.Id]], null)));
    }

    private static async Task<List<Resource>> AllAsync(IFhirPlatformClient client)
    {
        var all = new List<Resource>();
        foreach (var type in FhirResources.Names.Where(type => client.Platform.Manifest.FindResource(type) is not null))
        {
            await foreach (var resource in client.Search(type + "?_lastUpdated=gt2000-01-01&_count=500"))
            {
                all.Add(resource);
            }
        }

        return all;
    }

    // By its JSON, and by another way than that of the transfer: every string that is a name is renamed.
    private static string Text(Resource resource, Dictionary<string, string>? names)
    {
        var json = JsonNode.Parse(FhirJson.ToUtf8Bytes(resource))!.AsObject();
        json.Remove("id");
        if (json["meta"] is JsonObject meta)
        {
            meta.Remove("versionId");
            meta.Remove("lastUpdated");
            if (meta.Count == 0)
            {
                json.Remove("meta");
            }
        }

        if (names is not null)
        {
            Rename(json, names);
        }

        return json.ToJsonString();
    }

    private static void Rename(JsonNode? node, Dictionary<string, string> names)
    {
        switch (node)
        {
            case JsonObject item:
                foreach (var (_, value) in item.ToArray())
                {
                    Rename(value, names);
                }

                break;
            case JsonArray list:
                foreach (var value in list.ToArray())
                {
                    Rename(value, names);
                }

                break;
            case JsonValue text when text.TryGetValue<string>(out var name) && names.TryGetValue(name, out var renamed):
                text.ReplaceWith(renamed);
                break;
            default:
                break;
        }
    }
}
