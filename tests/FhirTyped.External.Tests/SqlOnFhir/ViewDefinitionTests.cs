using System.Globalization;
using System.Text;
using System.Text.Json;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using FhirTyped.SqlOnFhir;
using FhirTyped.TestKit;

namespace FhirTyped.External.Tests;

/// <summary>The built-in ViewDefinitions run unchanged by <c>@medplum/core</c>, a runner that this project did not write, and give the same rows.</summary>
public sealed class ViewDefinitionTests
{
    private static readonly string Views = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.BulkData.DuckDb", "Views");

    [Fact]
    public async Task Another_runner_gives_the_same_rows()
    {
        Assert.SkipUnless(NodeServer.IsInstalled("@medplum/core"), NodeServer.MissingMessage);
        Assert.SkipUnless(TestFiles.Has("examples", "synthea-bundles"), TestFiles.MissingMessage);
        var folder = Directory.CreateTempSubdirectory("views-");
        try
        {
            var resources = await LoadAsync();
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "resources.ndjson"), resources.Select(static resource => Encoding.UTF8.GetString(FhirJson.ToUtf8Bytes(resource))));
            foreach (var file in Directory.GetFiles(Views, "*.json"))
            {
                // What it does not know yet: %rowIndex, of which it says so.
                var text = await File.ReadAllTextAsync(file);
                if (!text.Contains("%rowIndex", StringComparison.Ordinal))
                {
                    await File.WriteAllTextAsync(Path.Combine(folder.FullName, Path.GetFileName(file)), text);
                }
            }

            var lines = await NodeServer.RunAsync("sql-on-fhir.mjs", folder.FullName);
            Assert.InRange(lines.Count, 16, int.MaxValue);
            Assert.InRange(lines.Sum(line => Compare(folder.FullName, JsonDocument.Parse(line).RootElement, resources)), 1500, int.MaxValue);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Synthea's, as a server has them: with references that have a type and an id.</summary>
    private static async Task<List<Resource>> LoadAsync()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        Bundle[] bundles = [.. TestFiles.FilesIn("*.json", "examples", "synthea-bundles").Take(10).Select(static file => FhirJson.Read<Bundle>(File.ReadAllBytes(file)))];
        await sandbox.LoadAsync(bundles);
        IFhirPlatformClient client = sandbox.CreateClient<Hapi>();
        var resources = new List<Resource>();
        foreach (var type in bundles.SelectMany(static bundle => bundle.Entry).Select(static entry => entry.Resource!.TypeName).Distinct())
        {
            await foreach (var resource in client.Search(type + "?_lastUpdated=gt2000-01-01"))
            {
                resources.Add(resource);
            }
        }

        return resources;
    }

    private static int Compare(string folder, JsonElement answer, List<Resource> resources)
    {
        var name = answer.GetProperty("view").GetString()!;
        Assert.False(answer.TryGetProperty("error", out var error), $"{name}: {error}");
        var view = ViewDefinition.Parse(File.ReadAllText(Path.Combine(folder, name)));
        var ours = resources.Where(resource => resource.TypeName == view.ResourceType).SelectMany(resource => view.Rows(resource)).ToList();
        var theirs = answer.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(theirs.Count, ours.Count);
        foreach (var (row, other) in ours.Zip(theirs))
        {
            for (var i = 0; i < view.Columns.Count; i++)
            {
                var column = view.Columns[i].Name;
                var value = JsonSerializer.SerializeToElement(row[i]);
                Assert.True(Text(value) == Text(other.GetProperty(column)), $"{name}, {column}: {Text(value)}, and the other: {Text(other.GetProperty(column))}");
            }
        }

        return ours.Count;
    }

    // JavaScript's numbers have no zeros at their end, and JSON may be escaped in several ways.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String => "'" + value.GetString(),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}
