using System.Globalization;
using System.Text;
using System.Xml;
using static FhirTyped.SvgWriter;

namespace FhirTyped.ServerBenchmark;

/// <summary>Draws a report as a bar chart (https://www.w3.org/TR/SVG11/).</summary>
internal static class ReportChart
{
    private const string Title = "Benchmark of FHIR servers";
    private const int Width = 860;
    private const int Margin = 20;
    private const int Left = 190;
    private const int Right = 660;
    private const int Top = 76;
    private const int RowHeight = 20;
    private const int HeadHeight = 26;
    private const int GroupGap = 10;
    private const int Colors = 6;
    private const int LongestName = 24;
    private const string Style = """
        svg{font:12px system-ui,sans-serif;background:#fff}
        text{fill:#1b1b1f}
        .title{font-size:16px;font-weight:600}
        .head{font-weight:600}
        .muted{fill:#55595f}
        .grid{stroke:#d5d8dd}
        .to95{stroke:#1b1b1f}
        .c0{fill:#3566a8}.c1{fill:#b35900}.c2{fill:#2c7a4b}.c3{fill:#8a4fa3}.c4{fill:#a33a3a}.c5{fill:#5a6470}
        @media (prefers-color-scheme:dark){
        svg{background:#1b1b1f}
        text{fill:#e3e2e6}
        .muted{fill:#b5b8c0}
        .grid{stroke:#43474e}
        .to95{stroke:#e3e2e6}
        .c0{fill:#86b0ec}.c1{fill:#f2a65a}.c2{fill:#7ccb9a}.c3{fill:#cfa0e6}.c4{fill:#ef9a9a}.c5{fill:#aeb7c2}
        }
        """;

    /// <summary>Draws it.</summary>
    public static string Write(ServerBenchmarkReport report)
    {
        // Operations in the order of the first server that has them; a search is an operation of its own.
        var groups = report.Servers.SelectMany(static server => server.Measurements).Select(static one => (one.Operation, one.Query)).Distinct()
            .OrderBy(static group => group.Operation).ToArray();
        var scale = TimeScale.Of(report.Servers.SelectMany(static server => server.Measurements), Left, Right);
        var bottom = Top + (groups.Length * (HeadHeight + (report.Servers.Count * RowHeight) + GroupGap));
        var description = Describe(report, groups.Length);
        return SvgWriter.Write(Width, bottom + Margin, Title, description, Style, xml =>
        {
            Element(xml, "text", Title, ("class", "title"), ("x", Number(Margin)), ("y", "28"));
            Element(xml, "text", description, ("class", "muted"), ("x", Number(Margin)), ("y", "48"));
            foreach (var (label, x) in scale.Ticks)
            {
                Element(xml, "line", null, ("class", "grid"), ("x1", Number(x)), ("x2", Number(x)), ("y1", Number(Top)), ("y2", Number(bottom)));
                Element(xml, "text", label, ("class", "muted"), ("x", Number(x)), ("y", Number(Top - 6)), ("text-anchor", "middle"));
            }

            var y = Top;
            foreach (var (operation, query) in groups)
            {
                y += HeadHeight;
                Element(xml, "text", NameOf(report, operation, query), ("class", "head"), ("x", Number(Margin)), ("y", Number(y - 7)));
                for (var i = 0; i < report.Servers.Count; i++)
                {
                    Row(xml, report.Servers[i], operation, query, scale, y, i % Colors);
                    y += RowHeight;
                }

                y += GroupGap;
            }
        });
    }

    private static void Row(XmlWriter xml, ServerBenchmarkResult server, ServerBenchmarkOperation operation, string? query, TimeScale scale, int y, int color)
    {
        Start(xml, "g");
        var name = Clean(server.Server);
        var measurement = server.Find(operation, query);
        Element(xml, "title", $"{name}: {Clean(measurement?.Reason ?? TextOf(measurement))}");
        Element(xml, "text", name.Length > LongestName ? name[..(LongestName - 1)] + "…" : name, ("x", Number(Left - 8)), ("y", Number(y + 13)), ("text-anchor", "end"));
        var x = Left;
        if (measurement is { Median: { } median })
        {
            var end = scale.PlaceOf(median);
            var to95 = scale.PlaceOf(measurement.Percentile(95)!.Value);
            Element(xml, "rect", null, ("class", "c" + Number(color)), ("x", Number(Left)), ("y", Number(y + 2)), ("width", Number(Math.Max(2, end - Left))), ("height", Number(RowHeight - 5)));
            Element(xml, "line", null, ("class", "to95"), ("x1", Number(end)), ("x2", Number(to95)), ("y1", Number(y + 9)), ("y2", Number(y + 9)));
            x = Math.Max(end, to95);
        }

        Element(xml, "text", TextOf(measurement), ("class", measurement?.Median is null ? "muted" : ""), ("x", Number(x + 6)), ("y", Number(y + 13)));
        xml.WriteEndElement();
    }

    private static string TextOf(ServerBenchmarkMeasurement? measurement)
    {
        if (measurement is null or { Status: ServerBenchmarkStatus.NotPossible })
        {
            return "not measured";
        }

        if (measurement.Status == ServerBenchmarkStatus.NotSupported)
        {
            return "not supported";
        }

        var failed = measurement.Attempts - measurement.Successes;
        var errors = failed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{failed} of {measurement.Attempts} failed");
        return measurement.Median is { } median ? $"{TimeScale.Describe(median)} (p95 {TimeScale.Describe(measurement.Percentile(95)!.Value)}){(errors.Length > 0 ? ", " + errors : "")}" : errors;
    }

    private static string NameOf(ServerBenchmarkReport report, ServerBenchmarkOperation operation, string? query) => operation switch
    {
        ServerBenchmarkOperation.Insert => "Create a patient",
        ServerBenchmarkOperation.BatchInsert => string.Create(CultureInfo.InvariantCulture, $"Batch of {report.BatchSize} creates"),
        ServerBenchmarkOperation.DatasetInsert => string.Create(CultureInfo.InvariantCulture, $"Transaction of {report.DatasetSize} resources"),
        ServerBenchmarkOperation.Query => "Search: " + Clean(query!),
        ServerBenchmarkOperation.Update => "Update a patient",
        ServerBenchmarkOperation.Delete => "Delete a patient",
        _ => string.Create(CultureInfo.InvariantCulture, $"Batch of {report.BatchSize} deletes"),
    };

    private static string Describe(ServerBenchmarkReport report, int operations) => string.Create(CultureInfo.InvariantCulture,
        $"Median times of {operations} operations at {report.Servers.Count} servers, {report.Attempts} attempts each, logarithmic; the line leads to the 95th percentile. {report.Started:yyyy-MM-dd}.");

    // Names are anybody's: XML cannot hold all characters.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(static rune =>
        Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? "\uFFFD" : rune.ToString()));
}
