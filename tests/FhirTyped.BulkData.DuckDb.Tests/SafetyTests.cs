using System.Text;
using DuckDB.NET.Data;

namespace FhirTyped.BulkData.DuckDb.Tests;

/// <summary>Bad lines, targets that are there, and what a query cannot reach.</summary>
public sealed class SafetyTests
{
    private const string Bad = """
        {"resourceType":"Patient","id":"one"}
        {"resourceType":"Patient","id":"secret", broken
        {"resourceType":"Patient","id":"three"}
        """;

    [Fact]
    public async Task BadLine_Stops_AndIsNamedWithoutItsContent()
    {
        using var ward = new Ward();
        var exception = await Assert.ThrowsAsync<FhirTableException>(() => Ward.WriteAsync(Bad, FhirTableFormat.DuckDb, ward["x.duckdb"]));
        Assert.Equal(("ward.ndjson", 2L), (exception.Line!.File, exception.Line.Line));
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(ward.Left);
    }

    [Fact]
    public async Task BadLines_AreCounted_WhereThatIsWanted()
    {
        using var ward = new Ward();
        var report = await Ward.WriteAsync(Bad + "\n[]\n\n" + "{\"resourceType\":\"Nonsense\"}", FhirTableFormat.DuckDb, ward["x.duckdb"], new() { BadLines = BadLineHandling.Count });
        Assert.Equal(2, report.BadLineCount);
        Assert.Equal([2L, 4L], report.BadLines.Select(line => line.Line));
        Assert.Equal(1, report.WithoutView["other"]);
        Assert.Equal("one/three", Ward.AskFile(ward["x.duckdb"], "SELECT id FROM patient"));
    }

    [Fact]
    public async Task LineThatAViewDoesNotFit_GivesNoRowAtAll()
    {
        using var ward = new Ward();
        const string Line = """{"resourceType":"Patient","id":"x","extension":[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex","valueCode":"F"}],"identifier":[{"value":"a"}]}""";
        var view = SqlOnFhir.ViewDefinition.Parse("""{"name":"ids","resource":"Patient","select":[{"column":[{"name":"a","path":"id"}]},{"column":[{"name":"b","path":"id | identifier.value"}]}]}""");
        var report = await Ward.WriteAsync(Line, FhirTableFormat.DuckDb, ward["x.duckdb"], new() { Views = [.. FhirTableViews.BuiltIn, view], BadLines = BadLineHandling.Count });
        Assert.Contains("ViewDefinition.select[1].column[0].path", Assert.Single(report.BadLines).Reason, StringComparison.Ordinal);
        Assert.Equal("0", Ward.AskFile(ward["x.duckdb"], "SELECT count(*) FROM patient"));
    }

    [Fact]
    public async Task UnreadableDates_AreSaidToBe()
    {
        using var ward = new Ward();
        await Ward.WriteAsync("""{"resourceType":"Patient","id":"x","birthDate":"31.12.1950"}""", FhirTableFormat.DuckDb, ward["x.duckdb"]);
        Assert.Equal("-|unreadable", Ward.AskFile(ward["x.duckdb"], "SELECT birth_date, birth_date_precision FROM patient"));
    }

    [Theory]
    [InlineData(FhirTableFormat.DuckDb, "x.duckdb")]
    [InlineData(FhirTableFormat.Parquet, "lake")]
    [InlineData(FhirTableFormat.Csv, "csv")]
    public async Task Target_ThatIsThere_IsReplacedOnlyIfAsked(FhirTableFormat format, string target)
    {
        using var ward = new Ward();
        await Ward.WriteAsync(Ward.Lines, format, ward[target]);
        var before = ward.Left.ToArray();
        Assert.Contains("is there already", (await Assert.ThrowsAsync<FhirTableException>(() => Ward.WriteAsync(Ward.Lines, format, ward[target]))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FhirTableException>(() => Ward.WriteAsync(Bad, format, ward[target], new() { Replace = true }));
        Assert.Equal(before, ward.Left);
        await Ward.WriteAsync(Ward.Lines, format, ward[target], new() { Replace = true });
        Assert.Equal(before, ward.Left);
    }

    [Fact]
    public async Task Folder_WhoseNameIsSql_IsAFolder()
    {
        using var ward = new Ward();
        await Ward.WriteAsync(Ward.Lines, FhirTableFormat.Parquet, ward["it's; DROP TABLE patient --"]);
        Assert.Contains("it's; DROP TABLE patient --/patient/data_0.parquet", ward.Left);
    }

    [Fact]
    public async Task Partitions_WhoseValueIsAPath_StayInside()
    {
        using var ward = new Ward();
        var view = SqlOnFhir.ViewDefinition.Parse("""{"name":"v","resource":"Patient","select":[{"column":[{"name":"city","path":"address.city","type":"string","tag":[{"name":"fhirtyped/partition","value":"value"}]},{"name":"id","path":"id","type":"id"}]}]}""");
        await Ward.WriteAsync("""{"resourceType":"Patient","id":"x","address":[{"city":"../../out"}]}""", FhirTableFormat.Parquet, ward["lake"], new() { Views = [view] });
        Assert.All(ward.Left, path => Assert.StartsWith("lake", path, StringComparison.Ordinal));
        Assert.Contains(ward.Left, path => path.EndsWith(".parquet", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT * FROM read_text('{0}')")]
    [InlineData("COPY patient TO '{0}'")]
    [InlineData("ATTACH '{0}'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET allowed_directories = ['/']")]
    [InlineData("SET memory_limit = '90GB'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD '{0}'")]
    [InlineData("CREATE TABLE t (a INT)")]
    [InlineData("DELETE FROM patient")]
    [InlineData("EXPORT DATABASE '{0}'")]
    public async Task Query_ReachesNothingElse(string sql)
    {
        using var ward = new Ward();
        await Ward.WriteAsync(Ward.Lines, FhirTableFormat.DuckDb, ward["x.duckdb"]);
        await File.WriteAllTextAsync(ward["other.txt"], "other");
        Assert.ThrowsAny<DuckDBException>(() => Ward.AskFile(ward["x.duckdb"], string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, ward["other.txt"])));
        Assert.Equal("2", Ward.AskFile(ward["x.duckdb"], "SELECT count(*) FROM patient"));
    }

    [Fact]
    public async Task Cancelled_LeavesNothing()
    {
        using var ward = new Ward();
        using var stop = new CancellationTokenSource();
        var lines = string.Concat(Enumerable.Repeat("{\"resourceType\":\"Patient\",\"id\":\"p\"}\n", 200_000));
        var writing = Ward.WriteAsync(lines, FhirTableFormat.DuckDb, ward["x.duckdb"], null, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Empty(ward.Left);
    }

    [Fact]
    public async Task LongLine_AndNoLastBreak_AreRead()
    {
        using var ward = new Ward();
        var city = new string('x', 3_000_000);
        var lines = Encoding.UTF8.GetBytes($"\uFEFF{{\"resourceType\":\"Patient\",\"id\":\"a\"}}\r\n\r\n{{\"resourceType\":\"Patient\",\"id\":\"b\",\"address\":[{{\"city\":\"{city}\"}}]}}\n{{\"resourceType\":\"Patient\",\"id\":\"c\"}}");
        await Ward.WriteAsync(lines, FhirTableFormat.DuckDb, ward["x.duckdb"]);
        Assert.Equal("a|-/b|3000000/c|-", Ward.AskFile(ward["x.duckdb"], "SELECT id, length(city) FROM patient ORDER BY id"));
    }

    [Theory]
    [InlineData("\"birthDate\":\"0001-01-01\"", "birth_date", "0001-01-01")]
    [InlineData("\"birthDate\":\"9999-12-31\"", "birth_date", "9999-12-31")]
    [InlineData("\"deceasedDateTime\":\"0001-01-01T00:00:00+14:00\"", "deceased_date_time", "0001-01-01T00:00:00")]
    [InlineData("\"deceasedDateTime\":\"9999-12-31T23:59:59-12:00\"", "deceased_date_time", "9999-12-31T23:59:59")]
    [InlineData("\"deceasedDateTime\":\"2016-12-31T23:59:60Z\"", "deceased_date_time", "2016-12-31T23:59:59")]
    [InlineData("\"address\":[{\"city\":\"a\\u0000b\"}]", "city", "a\ufffdb")]
    [InlineData("\"address\":[{\"city\":\"\\ud83d\\ude00\"}]", "city", "\ud83d\ude00")]
    [InlineData("\"address\":[{\"city\":\"'); DROP TABLE patient; --\"}]", "city", "'); DROP TABLE patient; --")]
    public async Task ExtremeValues_AreKept(string element, string column, string expected)
    {
        using var ward = new Ward();
        await Ward.WriteAsync($$"""{"resourceType":"Patient","id":"x",{{element}}}""", FhirTableFormat.DuckDb, ward["x.duckdb"]);
        Assert.Equal(expected, Ward.AskFile(ward["x.duckdb"], $"SELECT {column} FROM patient"));
    }

    [Theory]
    [InlineData("1e400", "value_quantity")]
    [InlineData("99999999999", "value_integer")]
    public async Task NumbersBeyondAColumn_AreBadLines(string number, string column)
    {
        using var ward = new Ward();
        var value = column == "value_integer" ? $"\"valueInteger\":{number}" : $"\"valueQuantity\":{{\"value\":{number}}}";
        var exception = await Assert.ThrowsAsync<FhirTableException>(() =>
            Ward.WriteAsync($$"""{"resourceType":"Observation","id":"x","status":"final","code":{"text":"x"},{{value}}}""", FhirTableFormat.DuckDb, ward["x.duckdb"]));
        Assert.Contains($"'{column}'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(number, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadLine_FarDown_HasItsNumber()
    {
        const int Before = 60_000;
        using var ward = new Ward();
        var lines = string.Concat(Enumerable.Repeat("{\"resourceType\":\"Patient\",\"id\":\"p\",\"gender\":\"female\"}\n", Before));
        var exception = await Assert.ThrowsAsync<FhirTableException>(() => Ward.WriteAsync(lines + "{\n" + lines, FhirTableFormat.DuckDb, ward["x.duckdb"]));
        Assert.Equal(Before + 1, exception.Line!.Line);
    }

    [Fact]
    public async Task HostileNesting_IsABadLine()
    {
        using var ward = new Ward();
        var line = "{\"resourceType\":\"Patient\",\"extension\":" + string.Concat(Enumerable.Repeat("[{\"url\":\"u\",\"extension\":", 10_000));
        var report = await Ward.WriteAsync(line + "\n" + new string('[', 100_000), FhirTableFormat.DuckDb, ward["x.duckdb"], new() { BadLines = BadLineHandling.Count });
        Assert.Equal(2, report.BadLineCount);
    }

    [Fact]
    public async Task Writers_AtTheSameTime_DoNotMeet()
    {
        using var ward = new Ward();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Ward.WriteAsync(Ward.Lines, (FhirTableFormat)(i % 3), ward["t" + i]))));
        Assert.DoesNotContain(ward.Left, path => path.Contains("/.", StringComparison.Ordinal) || path.StartsWith('.'));
        Assert.Equal("2", Ward.AskFile(ward["t3"], "SELECT count(*) FROM patient"));
    }
}
