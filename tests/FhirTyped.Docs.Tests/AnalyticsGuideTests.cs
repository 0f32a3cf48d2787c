using System.Globalization;
using DuckDB.NET.Data;
using FhirTyped.BulkData.DuckDb;
using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>The programs and queries of docs/guides/analytics.md give what stands below them, of the data that stand there.</summary>
public sealed class AnalyticsGuideTests : IDisposable
{
    private static readonly string Guide = Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", "analytics.md");

    private readonly string _folder = Directory.CreateTempSubdirectory("analytics-").FullName;

    [Fact]
    public async Task Lines_BecomeTables()
    {
        var output = await RunAsync("## From NDJSON to an answer", "ward.ndjson");

        Assert.Equal(Block("## From NDJSON to an answer", "text"), output);
    }

    [Fact]
    public async Task ABundle_BecomesRows()
    {
        var output = await RunAsync("## Rows without a database", "bundle.json");

        Assert.Equal(Block("## Rows without a database", "text"), output);
    }

    [Fact]
    public async Task Queries_OfTheLines_AndOfTheTables()
    {
        const string Section = "## The same by DuckDB alone";
        await RunAsync("## From NDJSON to an answer", "ward.ndjson");
        var sql = Block(Section, "sql").Replace("ward.ndjson", Path.Combine(_folder, "ward.ndjson"), StringComparison.Ordinal);
        using var duckDb = new DuckDBConnection("DataSource=:memory:");
        duckDb.Open();
        Assert.Equal(Block(Section, "text"), Ask(duckDb, sql));

        // What the guide says of it: a date that is no whole one ends it.
        Assert.Throws<DuckDBException>(() => Ask(duckDb, sql.Replace("AND id <> 'g3'", "", StringComparison.Ordinal)));

        using var tables = FhirTables.OpenReadOnly(Path.Combine(_folder, "labs.duckdb"));
        Assert.Equal(Block(Section, "text", skip: 1), Ask(tables, Block(Section, "sql", skip: 1)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs a section's program in a folder that has the section's data.</summary>
    private async Task<string> RunAsync(string section, string data)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, data), Block(section, "json"));
        var code = Block(section, "csharp");
        return await GuideProgram.RunAsync(CodeBlock.Read(TestFiles.RepositoryRoot, Guide).Single(block => block.Code.Trim() == code.Trim()), [_folder]);
    }

    private static string Block(string section, string language, int skip = 0) =>
        File.ReadAllText(Guide).Split(section + "\n", 2)[1].Split("\n## ", 2)[0].Split($"```{language}\n")[skip + 1].Split("```", 2)[0];

    private static string Ask(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        while (rows.Read())
        {
            text.WriteLine(string.Join(" | ", Enumerable.Range(0, rows.FieldCount).Select(i => Describe(rows.GetValue(i)))));
        }

        return text.ToString();
    }

    private static string? Describe(object value) =>
        value is DateTime moment ? moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);
}
