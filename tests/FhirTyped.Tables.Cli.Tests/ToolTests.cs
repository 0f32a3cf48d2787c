using System.Diagnostics;
using System.Text.Json;

namespace FhirTyped.Tables.Cli.Tests;

/// <summary>The tool as a process, as a shell runs it.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tables-").FullName;

    public ToolTests() => File.WriteAllText(Path.Combine(_folder, "a.ndjson"), """
        {"resourceType":"Patient","id":"ada","birthDate":"1950-03-04","name":[{"family":"\u001b[31mMoor, \"A\""}]}
        {"resourceType":"Patient","id":"bo"}

        """);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Flatten_ThenQuery_GivesRows_AsTable_Csv_AndJson()
    {
        var (code, output, error) = await RunAsync("flatten", "*.ndjson", "--to", "labs.duckdb");
        Assert.True(code == 0, error);
        Assert.Matches("patient +2", output);

        const string Sql = "SELECT id, family, birth_date, 1 AS n FROM patient ORDER BY id";
        var table = (await RunAsync("query", "labs.duckdb", Sql)).Output;
        Assert.Contains("ada", table, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table);
        Assert.Equal("id,family,birth_date,n\nada,\"\u001b[31mMoor, \"\"A\"\"\",1950-03-04,1\nbo,,,1\n", (await RunAsync("query", "labs.duckdb", Sql, "--csv")).Output.ReplaceLineEndings("\n"));
        var rows = JsonDocument.Parse((await RunAsync("query", "labs.duckdb", Sql, "--json")).Output).RootElement;
        Assert.Equal(("1950-03-04", 1, JsonValueKind.Null), (rows[0].GetProperty("birth_date").GetString(), rows[1].GetProperty("n").GetInt32(), rows[1].GetProperty("family").ValueKind));
        Assert.Equal("[]", (await RunAsync("query", "labs.duckdb", "SELECT 1 WHERE false", "--json")).Output.Trim());
    }

    [Theory]
    [InlineData("csv/", "csv/patient.csv")]
    [InlineData("parquet/", "parquet/patient/data_0.parquet")]
    public async Task Flatten_ToAFolder_TakesTheFormatOfItsName(string target, string file)
    {
        var (code, _, error) = await RunAsync("flatten", "a.ndjson", "--to", target);
        Assert.True(code == 0, error);
        Assert.True(File.Exists(Path.Combine(_folder, file)));
    }

    [Fact]
    public async Task OwnViews_TakeThePlaceOfThoseOfTheSameName()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "views"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "views", "p.json"), """{"resourceType":"ViewDefinition","name":"patient","resource":"Patient","select":[{"column":[{"name":"only","path":"id","type":"id"}]}]}""");
        var (code, _, error) = await RunAsync("flatten", "a.ndjson", "--to", "own.duckdb", "--views", "views");
        Assert.True(code == 0, error);
        Assert.Equal("only\nada\nbo\n", (await RunAsync("query", "own.duckdb", "FROM patient ORDER BY 1", "--csv")).Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task BadLine_IsNamed_OrCounted()
    {
        await File.AppendAllTextAsync(Path.Combine(_folder, "a.ndjson"), "{\"resourceType\":\"Patient\",\"id\":\"secret\n");
        var (code, _, error) = await RunAsync("flatten", "a.ndjson", "--to", "labs.duckdb");
        Assert.Equal(1, code);
        Assert.Contains("a.ndjson(3): ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "labs.duckdb")));

        var (second, output, _) = await RunAsync("flatten", "a.ndjson", "--to", "labs.duckdb", "--skip-bad-lines", "--json");
        Assert.Equal((0, 1), (second, JsonDocument.Parse(output).RootElement.GetProperty("bad_line_count").GetInt32()));
    }

    [Theory]
    [InlineData("does not tell the format", "flatten", "a.ndjson", "--to", "somewhere")]
    [InlineData("There is no file 'none*'", "flatten", "none*", "--to", "x.duckdb")]
    [InlineData("There is no file none.duckdb", "query", "none.duckdb", "SELECT 1")]
    [InlineData("exclude each other", "query", "none.duckdb", "SELECT 1", "--json", "--csv")]
    public async Task Mistakes_AreOneLine(string expected, params string[] arguments)
    {
        var (code, _, error) = await RunAsync(arguments);
        Assert.Equal(1, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_CannotWriteOrReachFiles()
    {
        await RunAsync("flatten", "a.ndjson", "--to", "labs.duckdb");
        Assert.Equal(1, (await RunAsync("query", "labs.duckdb", "DELETE FROM patient")).Code);
        Assert.Equal(1, (await RunAsync("query", "labs.duckdb", "FROM read_text('a.ndjson')")).Code);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FhirTyped.Tables.Cli.dll"), .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
