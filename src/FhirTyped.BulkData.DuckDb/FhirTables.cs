using DuckDB.NET.Data;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>
/// FHIR R4 resources as NDJSON to typed tables: a DuckDB file, Parquet or CSV, by SQL-on-FHIR v2 ViewDefinitions.
/// <see href="https://sql-on-fhir.org/ig/"/>
/// <code>await FhirTables.WriteAsync(Directory.GetFiles("export", "*.ndjson"), FhirTableFormat.DuckDb, "labs.duckdb");</code>
/// </summary>
public static class FhirTables
{
    /// <summary>Writes the tables of files. Memory does not grow with them.</summary>
    /// <param name="files">The files, in their order: NDJSON, a resource a line.</param>
    /// <param name="format">What the tables are written as.</param>
    /// <param name="target">The file, or the folder.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work; no target is left.</param>
    /// <returns>What became of the lines.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="files"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="target"/> is null or empty.</exception>
    /// <exception cref="FhirTableException">A line cannot be read (<see cref="BadLineHandling.Stop"/>), views do not fit together, or the target is there already.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<FhirTableReport> WriteAsync(
        IEnumerable<string> files, FhirTableFormat format, string target, FhirTableOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var writer = new FhirTableWriter(format, target, options);
        foreach (var file in files)
        {
            var stream = NdjsonFile.Open(file);
            await using (stream.ConfigureAwait(false))
            {
                await writer.AddAsync(stream, file, cancellationToken).ConfigureAwait(false);
            }
        }

        return writer.Complete(cancellationToken);
    }

    /// <summary>
    /// Opens a database for queries: read-only, without access to other files, to the network or to extensions, and with its configuration locked.
    /// </summary>
    /// <param name="file">The database file.</param>
    /// <exception cref="ArgumentException"><paramref name="file"/> is null or empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DuckDBException">It is no DuckDB database.</exception>
    public static DuckDBConnection OpenReadOnly(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return File.Exists(file) ? DuckDbFile.OpenReadOnly(Path.GetFullPath(file)) : throw new FileNotFoundException($"There is no file {file}.", file);
    }
}
