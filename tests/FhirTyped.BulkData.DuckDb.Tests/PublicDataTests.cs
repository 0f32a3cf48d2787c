using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.BulkData.DuckDb.Tests;

/// <summary>Public data: what a bulk export of ten patients gave, Synthea's Bundles, HL7's examples.</summary>
public sealed class PublicDataTests
{
    [Fact]
    public async Task Export_OfTenPatients_GivesEveryResourceARow_AndJoins()
    {
        string[] parts = ["examples", "bulk-ndjson-10-patients"];
        Assert.SkipUnless(TestFiles.Has(parts), TestFiles.MissingMessage);
        var files = Directory.GetFiles(TestFiles.PathOf(parts), "*.ndjson").Where(file => Path.GetFileName(file) != "log.ndjson").Order(StringComparer.Ordinal).ToArray();
        using var ward = new Ward();

        var report = await FhirTables.WriteAsync(files, FhirTableFormat.DuckDb, ward["ten.duckdb"]);

        Assert.Equal(files.Sum(file => File.ReadLines(file).LongCount(line => line.Length > 0)), report.Resources);
        long Lines(string type) => File.ReadLines(TestFiles.PathOf([.. parts, type + ".000.ndjson"])).LongCount(line => line.Length > 0);
        Assert.Equal(Lines("Condition"), report.Rows["condition"]);
        Assert.Equal(Lines("Encounter"), report.Rows["encounter"]);
        Assert.Equal("0", Ward.AskFile(ward["ten.duckdb"], "SELECT count(*) FROM condition c WHERE NOT EXISTS (FROM patient p WHERE p.id = c.patient_id) OR NOT EXISTS (FROM encounter e WHERE e.id = c.encounter_id)"));
        Assert.Equal("0", Ward.AskFile(ward["ten.duckdb"], "SELECT count(*) FROM encounter WHERE period_start IS NULL OR period_start_precision NOT IN ('second', 'fraction')"));
    }

    [Theory]
    [InlineData("synthea-bundles")]
    [InlineData("hl7-r4")]
    [InlineData("us-core-examples")]
    public void Views_FitPublicResources(string folder)
    {
        Assert.SkipUnless(TestFiles.Has("examples", folder), TestFiles.MissingMessage);
        var (rows, failures) = (0, new List<string>());
        foreach (var file in Directory.GetFiles(TestFiles.PathOf("examples", folder), "*.json", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length < 20_000_000).Order(StringComparer.Ordinal))
        {
            if (!FhirJson.TryRead<Resource>(File.ReadAllBytes(file), out var read, out _))
            {
                continue;
            }

            IEnumerable<Resource> resources = read is Bundle bundle ? bundle.Entry.Select(entry => entry.Resource).OfType<Resource>() : [read!];
            foreach (var resource in resources)
            {
                foreach (var view in FhirTableViews.BuiltIn.Where(view => view.ResourceType == resource.TypeName))
                {
                    try
                    {
                        rows += view.Rows(resource).Count;
                    }
                    catch (SqlOnFhir.ViewDefinitionException exception)
                    {
                        failures.Add($"{Path.GetFileName(file)} {resource.TypeName}/{resource.Id} {view.Name} {exception.Message}");
                    }
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
        Assert.NotEqual(0, rows);
    }
}
