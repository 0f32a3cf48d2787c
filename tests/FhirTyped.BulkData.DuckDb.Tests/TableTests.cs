using System.Globalization;
using System.IO.Compression;
using System.Text;
using DuckDB.NET.Data;
using FhirTyped.SqlOnFhir;

namespace FhirTyped.BulkData.DuckDb.Tests;

/// <summary>What the tables hold.</summary>
public sealed class TableTests
{
    [Fact]
    public async Task Tables_AreTyped_AndJoin()
    {
        using var ward = new Ward();
        var report = await Ward.WriteAsync(Ward.Lines, FhirTableFormat.DuckDb, ward["ward.duckdb"]);

        Assert.Equal(6, report.Resources);
        Assert.Equal(2, report.Rows["patient"]);
        Assert.Equal(3, report.Rows["observation"]);
        Assert.Equal(0, report.Rows["goal"]);
        Assert.Equal(("Device", 1L), report.WithoutView.Select(pair => (pair.Key, pair.Value)).Single());
        Assert.Equal(["ward.duckdb"], ward.Left);
        using var tables = FhirTables.OpenReadOnly(ward["ward.duckdb"]);
        Assert.Equal("ada|m1|O'Moor\";--|Ada Lia|1950-03-01|month/bo|-|-|-|2001-12-31|day", Ward.Ask(tables, "SELECT id, mrn, family, given, birth_date, birth_date_precision FROM patient ORDER BY id"));
        Assert.Equal("2020-01-01T00:00:00|year", Ward.Ask(tables, "SELECT deceased_date_time, deceased_date_time_precision FROM patient WHERE id = 'bo'"));
        Assert.Equal("Ada Lia|2024-03-01T04:30:00|second|95|mg/dL|0.95|g/L", Ward.Ask(tables,
            "SELECT p.given, o.effective, o.effective_precision, value_quantity, value_quantity_unit, value_quantity_normal, value_quantity_normal_code FROM observation o JOIN patient p ON p.id = o.patient_id WHERE code_code = '2339-0'"));
        Assert.Equal("pressure|bo|2024-05-01T00:00:00|day", Ward.Ask(tables, "SELECT id, patient_id, effective, effective_precision FROM observation WHERE effective_precision = 'day'"));
    }

    [Fact]
    public async Task CompressedFiles_AreReadAsTheyAre_AndDamageIsTold()
    {
        using var ward = new Ward();
        using (var whole = new GZipStream(File.Create(ward["ward.ndjson"]), CompressionLevel.Optimal))
        {
            whole.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Ward.Lines, 200))));
        }

        Assert.Equal(1200, (await FhirTables.WriteAsync([ward["ward.ndjson"]], FhirTableFormat.DuckDb, ward["ward.duckdb"], cancellationToken: TestContext.Current.CancellationToken)).Resources);

        var bytes = await File.ReadAllBytesAsync(ward["ward.ndjson"], TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length / 2, 8).Fill(0xFF);
        await File.WriteAllBytesAsync(ward["damaged.ndjson"], bytes, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<FhirTableException>(() => FhirTables.WriteAsync([ward["damaged.ndjson"]], FhirTableFormat.DuckDb, ward["other.duckdb"]));
        Assert.Contains("damaged", error.Line!.Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(ward["other.duckdb"]));
    }

    [Fact]
    public async Task Codings_AndComponents_HaveTablesOfTheirOwn()
    {
        using var ward = new Ward();
        await Ward.WriteAsync(Ward.Lines, FhirTableFormat.DuckDb, ward["ward.duckdb"]);
        using var tables = FhirTables.OpenReadOnly(ward["ward.duckdb"]);
        Assert.Equal("Observation|glucose|code|0|http://loinc.org|2339-0/Observation|glucose|code|1|urn:lab|GLU",
            Ward.Ask(tables, "SELECT resource_type, resource_id, element, position, system, code FROM coding WHERE resource_id = 'glucose' ORDER BY position"));
        Assert.Equal("pressure|0|8480-6|120|120|mm[Hg]/pressure|1|8462-4|80|-|-",
            Ward.Ask(tables, "SELECT observation_id, position, code_code, value_quantity, value_quantity_normal, value_quantity_normal_code FROM observation_component ORDER BY position"));
    }

    [Fact]
    public async Task References_OfAnotherServer_AreNoKeys()
    {
        using var ward = new Ward();
        await Ward.WriteAsync(Ward.Lines, FhirTableFormat.DuckDb, ward["ward.duckdb"]);
        Assert.Equal("-", Ward.AskFile(ward["ward.duckdb"], "SELECT patient_id FROM observation WHERE id = 'note'"));
    }

    [Fact]
    public async Task Parquet_IsDividedByTypeAndMonth_AndReadBack()
    {
        using var ward = new Ward();
        await Ward.WriteAsync(Ward.Lines, FhirTableFormat.Parquet, ward["lake"]);

        Assert.Equal(
            [
                "lake/coding/resource_type=Observation/data_0.parquet", "lake/observation/month=2024-03/data_0.parquet", "lake/observation/month=2024-05/data_0.parquet",
                "lake/observation/month=none/data_0.parquet", "lake/observation_component/month=2024-05/data_0.parquet", "lake/patient/data_0.parquet",
            ],
            ward.Left.Where(path => path.EndsWith(".parquet", StringComparison.Ordinal)));
        Assert.DoesNotContain(ward.Left, path => path.Contains(".duckdb", StringComparison.Ordinal));
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Assert.Equal("glucose|2024-03|95|2024-03-01T04:30:00", Ward.Ask(connection,
            $"SELECT id, month, value_quantity, effective FROM read_parquet('{ward["lake"]}/observation/*/*.parquet', hive_partitioning = true, hive_types_autocast = false) WHERE value_quantity IS NOT NULL"));
        Assert.Equal("ZSTD", Ward.Ask(connection, $"SELECT DISTINCT compression FROM parquet_metadata('{ward["lake"]}/patient/*.parquet')"));
    }

    [Fact]
    public async Task Csv_KeepsQuotesAndBreaks()
    {
        using var ward = new Ward();
        await Ward.WriteAsync(Ward.Lines, FhirTableFormat.Csv, ward["csv"]);
        Assert.StartsWith("id,active,mrn,family", await File.ReadAllTextAsync(ward["csv/patient.csv"]), StringComparison.Ordinal);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Assert.Equal("=1+1, \"quoted\"\nand broken", Ward.Ask(connection, $"SELECT value_string FROM read_csv('{ward["csv"]}/observation.csv', header = true, all_varchar = true) WHERE id = 'note'"));
    }

    [Fact]
    public async Task OwnViews_FillTheirTables()
    {
        using var ward = new Ward();
        Directory.CreateDirectory(ward["views"]);
        await File.WriteAllTextAsync(ward["views/all_names.json"], """
            {"resourceType":"ViewDefinition","name":"all_names","resource":"Patient","select":[{"column":[{"name":"id","path":"getResourceKey()","type":"id"}]},
             {"forEach":"name","column":[{"name":"given","path":"given","type":"string","collection":true},{"name":"whole","path":"$this","type":"HumanName"}]}]}
            """);
        var report = await Ward.WriteAsync(Ward.Lines, FhirTableFormat.DuckDb, ward["own.duckdb"], new() { Views = FhirTableViews.Read(ward["views"]) });
        Assert.Equal(("all_names", 2L), report.Rows.Select(pair => (pair.Key, pair.Value)).Single());
        Assert.Equal("Addie|nickname/Ada, Lia|official", Ward.AskFile(ward["own.duckdb"], "SELECT array_to_string(given, ', '), json_extract_string(whole, '$.use') FROM all_names ORDER BY 2"));
    }

    [Fact]
    public void OwnViews_ThatDoNotFitTogether_AreRefused()
    {
        using var ward = new Ward();
        static ViewDefinition View(string name, string column, string more = "") => ViewDefinition.Parse(
            $$"""{"resource":"Patient",{{(name.Length == 0 ? "" : $"\"name\":\"{name}\",")}}"select":[{"column":[{"name":"{{column}}","path":"id"{{more}}}]}]}""");
        string Refused(params ViewDefinition[] views) =>
            Assert.Throws<FhirTableException>(() => new FhirTableWriter(FhirTableFormat.DuckDb, ward["x.duckdb"], new() { Views = views }).Dispose()).Message;

        Assert.Contains("no name", Refused(View("", "a")), StringComparison.Ordinal);
        Assert.Contains("'same' have different columns", Refused(View("same", "a"), View("same", "b")), StringComparison.Ordinal);
        Assert.Contains("no view", Refused(), StringComparison.Ordinal);
        Assert.Contains("fhirtyped/partition", Refused(View("p", "a", ",\"tag\":[{\"name\":\"fhirtyped/partition\",\"value\":\"month\"}]")), StringComparison.Ordinal);
        Assert.Contains("'none'", Refused(View("u", "a", ",\"type\":\"decimal\",\"tag\":[{\"name\":\"fhirtyped/ucum\",\"value\":\"none\"}]")), StringComparison.Ordinal);
        Assert.Empty(ward.Left);
    }

    [Fact]
    public void BuiltInViews_AreForUsCore_AndFitTogether()
    {
        Assert.Equal(
            ["AllergyIntolerance", "CarePlan", "Condition", "Coverage", "DiagnosticReport", "DocumentReference", "Encounter", "Goal", "Immunization", "Location", "MedicationRequest", "Observation", "Organization", "Patient", "Practitioner", "Procedure", "ServiceRequest"],
            FhirTableViews.BuiltIn.Select(view => view.ResourceType).Distinct().Order(StringComparer.Ordinal));
        Assert.All(FhirTableViews.BuiltIn, view => Assert.All(view.Columns, column => Assert.NotNull(column.Type)));
        using var ward = new Ward();
        new FhirTableWriter(FhirTableFormat.DuckDb, ward["x.duckdb"]).Dispose();
        Assert.Empty(ward.Left);
    }

    [Theory]
    [InlineData("98.6", "[degF]", "37", "Cel")]
    [InlineData("70", "kg", "70", "kg")]
    [InlineData("1", "[lb_av]", "0.45359237", "kg")]
    [InlineData("5.5", "mmol/L", "5.5", "mmol/L")]
    [InlineData("5.5", "MG/DL", "-", "-")]
    [InlineData("5.5", "meq/L", "-", "-")]
    public async Task Units_AreTurnedIntoOneOfTheirKind_WhereThatIsSafe(string value, string code, string normal, string unit)
    {
        using var ward = new Ward();
        var line = $$$"""{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"valueQuantity":{"value":{{{value}}},"system":"http://unitsofmeasure.org","code":"{{{code}}}"}}""";
        await Ward.WriteAsync(line, FhirTableFormat.DuckDb, ward["x.duckdb"]);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{value}|{normal}|{unit}"), Ward.AskFile(ward["x.duckdb"], "SELECT value_quantity, round(value_quantity_normal, 10), value_quantity_normal_code FROM observation"));
    }

    [Fact]
    public async Task ManyParts_GiveEveryRowOnce_InOrder()
    {
        const int Count = 30_000;
        using var ward = new Ward();
        var lines = new StringBuilder();
        for (var i = 0; i < Count; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $$"""{"resourceType":"Patient","id":"p{{i:00000}}","birthDate":"1950-01-01","address":[{"city":"{{new string('c', i % 97)}}"}]}""").Append('\n');
        }

        var report = await Ward.WriteAsync(lines.ToString(), FhirTableFormat.DuckDb, ward["x.duckdb"], new() { Parallelism = 4 });
        Assert.Equal(Count, report.Rows["patient"]);
        Assert.Equal($"{Count}|{Count}|p00000|p{Count - 1}|0", Ward.AskFile(ward["x.duckdb"],
            "SELECT count(*), count(DISTINCT id), min(id), max(id), count(*) FILTER (WHERE rowid <> CAST(substr(id, 2) AS BIGINT)) FROM patient"));
    }

    [Fact]
    public async Task Parquet_OfACentury_NeedsLittleMemory()
    {
        const int Months = 1200;
        using var ward = new Ward();
        var lines = new StringBuilder();
        for (var i = 0; i < Months * 10; i++)
        {
            var month = new DateTime(1920, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(i % Months);
            lines.Append(CultureInfo.InvariantCulture, $$"""{"resourceType":"Encounter","id":"e{{i}}","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/{{new string('p', 60)}}"},"period":{"start":"{{month:yyyy-MM}}"} }""").Append('\n');
        }

        var views = FhirTableViews.BuiltIn.Where(view => view.Name == "encounter").ToArray();
        await Ward.WriteAsync(lines.ToString(), FhirTableFormat.Parquet, ward["lake"], new() { Views = views, DuckDbMemory = 64 });
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Assert.Equal("12000|12000|1200|0", Ward.Ask(connection,
            $"SELECT count(*), count(DISTINCT id), count(DISTINCT month), count(*) FILTER (WHERE strftime(period_start, '%Y-%m') <> month) FROM read_parquet('{ward["lake"]}/encounter/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)"));
    }
}
