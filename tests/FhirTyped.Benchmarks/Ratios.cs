using System.Globalization;

namespace FhirTyped.Benchmarks;

/// <summary>Every measured row of the targets, printed as <c>name TAB ratio TAB target</c>.</summary>
internal static class Ratios
{
    private static readonly (string Name, double Target, Func<Task<double>> Measure)[] Rows =
    [
        ("read a bundle of 1,000 Observations / JsonDocument.Parse", 2.5, JsonRows.ReadBundleAsync),
        ("allocations of that read / payload bytes", 3, JsonRows.ReadBundleAllocationsAsync),
        ("read a small Patient / JsonDocument.Parse", 3, JsonRows.ReadPatientAsync),
        ("write the bundle / Utf8JsonWriter copying the document", 2, JsonRows.WriteBundleAsync),
        ("JsonSerializer reads a small Patient / FhirJson", 1.3, JsonRows.DeserializePatientAsync),
        ("JsonSerializer reads the bundle / FhirJson", 1.3, JsonRows.DeserializeBundleAsync),
        ("JsonSerializer writes a small Patient / FhirJson", 1.3, JsonRows.SerializePatientAsync),
        ("JsonSerializer writes the bundle / FhirJson", 1.3, JsonRows.SerializeBundleAsync),
        ("NDJSON of 20,000 Observations as a typed stream / JsonDocument over the same lines", 1.8, BulkRows.StreamAsync),
        ("working set of a typed stream of 1,000,000 lines with a heap of 32 MiB at most, MB / 60", 1, BulkRows.WorkingSetAsync),
        ("process start to the first Patient / the same with JsonDocument", 1.5, StartUp.MeasureAsync),
        ("build a 4-parameter search / hand-written interpolation", 2, SearchRows.BuildAsync),
        ("allocations of that search / one string of its length and its query object", 1, SearchRows.BuildAllocationsAsync),
        ("filter 1,000 Patients locally by two parameters / read them", 0.5, FilterRows.FilterAsync),
        ("look whose data 1,000 Observations are / read them", 0.05, FilterRows.VerifyAsync),
        ("typed read over loopback, 1 in flight / HttpClient and JsonDocument", 1.15, static () => LoopbackRows.ReadAsync(1)),
        ("typed read over loopback, 64 in flight / HttpClient and JsonDocument", 1.15, static () => LoopbackRows.ReadAsync(64)),
        ("typed read with the whole pipeline over loopback, 1 in flight, CPU / HttpClient and FhirJson", 1.10, static () => ExchangeRows.LoopbackAsync(1)),
        ("typed read with the whole pipeline over loopback, 64 in flight, CPU / HttpClient and FhirJson", 1.10, static () => ExchangeRows.LoopbackAsync(64)),
        ("typed read with the whole pipeline, answered at once / HttpClient and FhirJson", 1.2, ExchangeRows.ReadAsync),
        ("allocations of that read beyond HttpClient and FhirJson, kB", 1, ExchangeRows.ReadAllocationsAsync),
        ("search of Epic by 4 parameters, answered at once / HttpClient and FhirJson", 2, ExchangeRows.SearchAsync),
        ("process start to the first typed read through DI / HttpClient and FhirJson", 1.3, StartUp.MeasureClientAsync),
        ("memory after 10,000 reads in a row / after 1,000", 1.05, ExchangeRows.MemoryAsync),
        ("sandbox, Observations of a patient among 100,000 / among 1,000", 2, SandboxRows.SearchAsync),
        ("sandbox, load 100,000 Observations and index four parameters / load them", 2.5, SandboxRows.LoadAsync),
        ("sandbox, memory of 100,000 Observations with four indexes / without", 1.3, SandboxRows.MemoryAsync),
        ("generator, parses and emits on a keystroke", 0, GeneratorRows.KeystrokeAsync),
        ("generator, cold for Epic, milliseconds / 400", 1, GeneratorRows.ColdAsync),
        ("read through the emitted Refit client, CPU / Refit's own with System.Text.Json on a small class", 1.15, RefitRows.ReadAsync),
        ("build of Epic's Refit clients, CPU / Refit's own generator over the same interfaces", 0.67, RefitRows.BuildAsync),
        ("gateway, small read, CPU / a bare proxy of Kestrel and HttpClient", 1.25, GatewayRows.ReadAsync),
        ("gateway, search of 61 KB, CPU / the bare proxy", 1.30, GatewayRows.SearchAsync),
        ("gateway, search refused by the judge, CPU / a read through the bare proxy", 0.7, GatewayRows.RefusedAsync),
        ("gateway, process start to the first answer / an empty ASP.NET Core program", 1.5, GatewayRows.StartAsync),
        ("agents, search with 20 rows, CPU / a tool of the same SDK that echoes", 1.5, McpRows.SearchAsync),
        ("agents, describe, CPU / a tool of the same SDK that echoes", 1.5, McpRows.DescribeAsync),
        ("gateway, working set after 1,000 reads / YARP", 1.5, GatewayRows.WorkingSetAsync),
        ("49 MB NDJSON to a typed DuckDB table / DuckDB's read_json into a table", 1.5, TableRows.ObservationsAsync),
        ("49 MB NDJSON to typed DuckDB tables, also of all components and codings / DuckDB's read_json into a table", 2.5, TableRows.AllAsync),
        ("memory while 196 MB NDJSON become DuckDB tables / while 49 MB do", 1.3, TableRows.MemoryAsync),
        ("analyzers, 1,000 files without FhirTyped / the compiler", 0.01, AnalyzerRows.PlainProjectAsync),
        ("analyzers, 200 searches / the compiler", 0.05, AnalyzerRows.SearchesAsync),
    ];

    public static async Task<int> RunAsync(string? filter)
    {
        foreach (var (name, target, measure) in Rows)
        {
            if (filter is null || name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            {
                var ratio = await measure();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{ratio:0.00}\t{target:0.00}"));
            }
        }

        return 0;
    }
}
