using System.Globalization;
using System.Text;
using DuckDB.NET.Data;

namespace FhirTyped.BulkData.DuckDb.Tests;

/// <summary>A small ward of our own making, a folder for its tables, and questions to them.</summary>
internal sealed class Ward : IDisposable
{
    public const string Lines = """
        {"resourceType":"Patient","id":"ada","active":true,"gender":"female","birthDate":"1950-03","name":[{"use":"nickname","given":["Addie"]},{"use":"official","family":"O'Moor\";--","given":["Ada","Lia"]}],"identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},"value":"m1"}]}
        {"resourceType":"Patient","id":"bo","birthDate":"2001-12-31","deceasedDateTime":"2020"}
        {"resourceType":"Observation","id":"glucose","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2339-0","display":"Glucose"},{"system":"urn:lab","code":"GLU"}]},"subject":{"reference":"Patient/ada"},"effectiveDateTime":"2024-02-29T23:30:00-05:00","valueQuantity":{"value":95.0,"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"}}
        {"resourceType":"Observation","id":"pressure","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},"subject":{"reference":"Patient/bo"},"effectivePeriod":{"start":"2024-05-01"},"component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":120,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},{"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":80,"unit":"strange"}}]}
        {"resourceType":"Observation","id":"note","status":"final","code":{"text":"Remark"},"subject":{"reference":"https://elsewhere.example/fhir/Patient/ada"},"valueString":"=1+1, \"quoted\"\nand broken"}
        {"resourceType":"Device","id":"d1"}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("tables-").FullName;

    public string this[string name] => Path.Combine(_folder, name);

    public IEnumerable<string> Left => Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static Task<FhirTableReport> WriteAsync(string lines, FhirTableFormat format, string target, FhirTableOptions? options = null, CancellationToken cancellationToken = default) =>
        WriteAsync(Encoding.UTF8.GetBytes(lines), format, target, options, cancellationToken);

    public static async Task<FhirTableReport> WriteAsync(byte[] lines, FhirTableFormat format, string target, FhirTableOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var writer = new FhirTableWriter(format, target, options);
        await writer.AddAsync(new MemoryStream(lines), "ward.ndjson", cancellationToken);
        return writer.Complete(cancellationToken);
    }

    /// <summary>The rows of a query: cells divided by |, rows by /.</summary>
    public static string Ask(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Show(reader.GetValue(i)))));
        }

        return string.Join('/', rows);
    }

    public static string AskFile(string file, string sql)
    {
        using var connection = FhirTables.OpenReadOnly(file);
        return Ask(connection, sql);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Show(object value) => value switch
    {
        DBNull => "-",
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
