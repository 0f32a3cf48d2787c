using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirTyped.ServerBenchmark;

/// <summary>Writes a report as JSON.</summary>
internal static class ReportJson
{
    private static readonly (string Name, double Percent)[] Percentiles = [("median_ms", 50), ("p90_ms", 90), ("p95_ms", 95), ("p99_ms", 99), ("maximum_ms", 100)];

    /// <summary>Writes it.</summary>
    public static byte[] Write(ServerBenchmarkReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("started", report.Started);
            json.WriteNumber("attempts", report.Attempts);
            json.WriteNumber("batch_size", report.BatchSize);
            json.WriteNumber("dataset_size", report.DatasetSize);
            json.WriteNumber("parallelism", report.Parallelism);
            json.WriteNumber("seed", report.Seed);
            json.WriteNumber("generation_ms", Milliseconds(report.GenerationTime));
            json.WriteStartArray("servers");
            foreach (var server in report.Servers)
            {
                Write(json, server);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ServerBenchmarkResult server)
    {
        json.WriteStartObject();
        json.WriteString("server", server.Server);
        json.WriteString("platform", server.Platform.Id);
        json.WriteString("base_url", server.BaseUrl.AbsoluteUri);
        json.WriteStartArray("measurements");
        foreach (var measurement in server.Measurements)
        {
            Write(json, measurement);
        }

        json.WriteEndArray();
        json.WriteString("tag", server.Tag);
        json.WriteBoolean("cleanup_complete", server.IsCleanupComplete);
        json.WriteStartArray("left_behind");
        foreach (var resource in server.LeftBehind)
        {
            json.WriteStringValue(resource);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ServerBenchmarkMeasurement measurement)
    {
        json.WriteStartObject();
        json.WriteString("operation", JsonNamingPolicy.SnakeCaseLower.ConvertName(measurement.Operation.ToString()));
        if (measurement.Query is { } query)
        {
            json.WriteString("query", query);
        }

        json.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(measurement.Status.ToString()));
        if (measurement.Reason is { } reason)
        {
            json.WriteString("reason", reason);
        }

        if (measurement.Status == ServerBenchmarkStatus.Measured)
        {
            json.WriteNumber("attempts", measurement.Attempts);
            json.WriteNumber("successes", measurement.Successes);
            json.WriteStartObject("errors");
            foreach (var (kind, count) in measurement.Errors)
            {
                json.WriteNumber(kind, count);
            }

            json.WriteEndObject();
            if (measurement.Minimum is { } minimum)
            {
                json.WriteNumber("minimum_ms", Milliseconds(minimum));
                foreach (var (name, percent) in Percentiles)
                {
                    json.WriteNumber(name, Milliseconds(measurement.Percentile(percent)!.Value));
                }
            }

            json.WriteNumber("requests", measurement.Requests);
            json.WriteNumber("requests_per_second", Math.Round(measurement.RequestsPerSecond, 2));
            json.WriteNumber("bytes_sent", measurement.BytesSent);
            json.WriteNumber("bytes_received", measurement.BytesReceived);
            json.WriteNumber("resources", measurement.Resources);
        }

        json.WriteEndObject();
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
