using System.Diagnostics;
using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using FhirTyped.BulkData.DuckDb;

namespace FhirTyped.Benchmarks;

/// <summary>NDJSON to tables, against DuckDB's own reading of the same file into a table of the same kind of file.</summary>
internal static class TableRows
{
    private const int Megabytes = 49;
    private const int Rounds = 7;

    /// <summary>One table: what the view of Observations gives.</summary>
    public static Task<double> ObservationsAsync() => RatioAsync([.. FhirTableViews.BuiltIn.Where(static view => view.Name == "observation")]);

    /// <summary>All tables that Observations give: with their components and all their codings.</summary>
    public static Task<double> AllAsync() => RatioAsync(FhirTableViews.BuiltIn);

    /// <summary>The memory that the process has beyond what it had, after four times the lines over after once.</summary>
    public static async Task<double> MemoryAsync()
    {
        using var folder = new Folder();
        var input = folder["observations.ndjson"];
        Write(input);
        await FhirTables.WriteAsync([input], FhirTableFormat.DuckDb, folder["warm.duckdb"]);
        var once = Peak(() => FhirTables.WriteAsync([input], FhirTableFormat.DuckDb, folder["once.duckdb"]));
        var often = Peak(() => FhirTables.WriteAsync([input, input, input, input], FhirTableFormat.DuckDb, folder["often.duckdb"]));
        return (double)await often / await once;
    }

    private static async Task<double> RatioAsync(IReadOnlyList<SqlOnFhir.ViewDefinition> views)
    {
        using var folder = new Folder();
        var input = folder["observations.ndjson"];
        Write(input);
        var ratios = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await FhirTables.WriteAsync([input], FhirTableFormat.DuckDb, folder["typed.duckdb"], new FhirTableOptions { Views = views, Replace = true });
            var typed = Stopwatch.GetElapsedTime(start);
            var plain = ReadJson(input, folder["plain.duckdb"]);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  typed {typed.TotalMilliseconds:0} ms, read_json {plain.TotalMilliseconds:0} ms"));
            if (round >= 0)
            {
                ratios.Add(typed / plain);
            }
        }

        ratios.Sort();
        return ratios[Rounds / 2];
    }

    private static TimeSpan ReadJson(string input, string target)
    {
        File.Delete(target);
        var start = Stopwatch.GetTimestamp();
        using (var connection = new DuckDBConnection("DataSource=" + target))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"CREATE TABLE observation AS SELECT * FROM read_json('{input}', format = 'newline_delimited')";
            command.ExecuteNonQuery();
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<long> Peak(Func<Task> work)
    {
        var peak = 0L;
        var task = Task.Run(work);
        while (!task.IsCompleted)
        {
            using var process = Process.GetCurrentProcess();
            peak = Math.Max(peak, process.WorkingSet64);
            await Task.Delay(20);
        }

        await task;
        return peak;
    }

    private static void Write(string path)
    {
        using var stream = File.Create(path);
        var text = new StringBuilder();
        for (var i = 0; stream.Length < Megabytes * 1024L * 1024; i++)
        {
            text.Clear();
            var moment = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i * 17L);
            text.Append(CultureInfo.InvariantCulture, $$$"""{"resourceType":"Observation","id":"o{{{i}}}","meta":{"lastUpdated":"{{{moment:yyyy-MM-ddTHH:mm:ss.fffZ}}}"},"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"{{{2000 + (i % 97)}}}-{{{i % 10}}}","display":"A test of serum or plasma"}],"text":"A test"},"subject":{"reference":"Patient/p{{{i % 5000}}}","display":"A name"},"encounter":{"reference":"Encounter/e{{{i % 20000}}}"},"effectiveDateTime":"{{{moment:yyyy-MM-ddTHH:mm:ss}}}-05:00","issued":"{{{moment:yyyy-MM-ddTHH:mm:ss.fff}}}-05:00",""");
            text.Append(i % 10 == 0
                ? """ "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"Systolic"}]},"valueQuantity":{"value":121,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},{"code":{"coding":[{"system":"http://loinc.org","code":"8462-4","display":"Diastolic"}]},"valueQuantity":{"value":79,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}]}"""
                : string.Create(CultureInfo.InvariantCulture, $$$""" "valueQuantity":{"value":{{{i % 1000}}}.{{{i % 7}}},"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"},"referenceRange":[{"low":{"value":70,"unit":"mg/dL"},"high":{"value":99,"unit":"mg/dL"}}]}"""));
            text.Append('\n');
            stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("tables-").FullName;

        public string this[string name] => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
