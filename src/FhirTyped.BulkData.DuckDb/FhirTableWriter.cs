using DuckDB.NET.Data;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>
/// Writes tables from streams, one after the other; <see cref="FhirTables.WriteAsync"/> is the same for files. What is written is at its place only after
/// <see cref="Complete"/>. One task at a time may use it.
/// </summary>
public sealed class FhirTableWriter : IDisposable
{
    private const int MostBadLines = 100;

    private readonly FhirTableFormat _format;
    private readonly FhirTableOptions _options;
    private readonly string _target;
    private readonly string _staging;
    private readonly IReadOnlyList<TableSchema> _tables;
    private readonly PartFlattener _flattener;
    private readonly DuckDBConnection _connection;
    private readonly IReadOnlyList<TableAppender> _appenders;
    private readonly Dictionary<string, long> _withoutView = new(StringComparer.Ordinal);
    private readonly List<BadLine> _badLines = [];
    private long _resources;
    private long _badLineCount;
    private bool _isOver;

    /// <summary>Begins tables.</summary>
    /// <param name="format">What they are written as.</param>
    /// <param name="target">The file, or the folder.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="target"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
    /// <exception cref="FhirTableException">Views do not fit together, or the target is there already.</exception>
    /// <exception cref="IOException">The target's folder cannot be made.</exception>
    public FhirTableWriter(FhirTableFormat format, string target, FhirTableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        if (format is < FhirTableFormat.DuckDb or > FhirTableFormat.Csv)
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format.");
        }

        _format = format;
        _options = options ?? new FhirTableOptions();
        _target = Path.GetFullPath(target);
        _tables = TableSchema.Of(_options.Views);
        CheckTarget();
        var folder = format == FhirTableFormat.DuckDb ? Path.GetDirectoryName(_target)! : _target;
        Directory.CreateDirectory(folder);
        _staging = Path.Combine(folder, $".{Guid.NewGuid():N}.duckdb");
        _flattener = new PartFlattener(_tables);
        _connection = DuckDbFile.Create(_staging, folder, _options);
        foreach (var table in _tables)
        {
            DuckDbFile.Execute(_connection, table.CreateSql);
        }

        _appenders = [.. _tables.Select(table => new TableAppender(_connection, table))];
    }

    /// <summary>Adds the resources of a stream.</summary>
    /// <param name="stream">NDJSON, a resource a line; it is not disposed of.</param>
    /// <param name="name">What to call it where a line cannot be read.</param>
    /// <param name="cancellationToken">Ends the work; nothing can be added after that.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">The writer is complete, or has failed before.</exception>
    /// <exception cref="FhirTableException">A line cannot be read, with <see cref="BadLineHandling.Stop"/>, or is longer than 256 MiB.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task AddAsync(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        ThrowIfOver();
        _isOver = true;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<PartResult>>();
        try
        {
            await foreach (var part in LineReader.ReadAsync(stream, name, cancellationToken).ConfigureAwait(false))
            {
                running.Enqueue(Task.Run(() => Flatten(part, stop.Token), CancellationToken.None));
                if (running.Count > _options.Parallelism)
                {
                    Append(await running.Dequeue().ConfigureAwait(false));
                }
            }

            while (running.TryDequeue(out var next))
            {
                Append(await next.ConfigureAwait(false));
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        _isOver = false;
    }

    /// <summary>Writes the rest, and puts the tables to their place.</summary>
    /// <param name="cancellationToken">Ends the work between two tables.</param>
    /// <returns>What became of the lines.</returns>
    /// <exception cref="InvalidOperationException">The writer is complete, or has failed before.</exception>
    /// <exception cref="IOException">The target cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public FhirTableReport Complete(CancellationToken cancellationToken = default)
    {
        ThrowIfOver();
        _isOver = true;
        var rows = _appenders.ToDictionary(static appender => appender.Table.Name, static appender => appender.Rows, StringComparer.Ordinal);
        foreach (var appender in _appenders)
        {
            appender.Dispose();
        }

        if (_format != FhirTableFormat.DuckDb)
        {
            WriteFiles(rows, cancellationToken);
        }

        _connection.Dispose();
        if (_format == FhirTableFormat.DuckDb)
        {
            File.Move(_staging, _target, overwrite: _options.Replace);
        }

        return new FhirTableReport(_resources, rows, _withoutView, _badLineCount, _badLines);
    }

    /// <summary>Leaves nothing behind that is not complete.</summary>
    public void Dispose()
    {
        _isOver = true;
        try
        {
            foreach (var appender in _appenders)
            {
                appender.Dispose();
            }
        }
        finally
        {
            _connection.Dispose();
            File.Delete(_staging);
            File.Delete(_staging + ".wal");
            if (Directory.Exists(_staging + ".tmp"))
            {
                Directory.Delete(_staging + ".tmp", recursive: true);
            }
        }
    }

    // Each table is written beside its place first, so that a failure leaves what was there.
    private void WriteFiles(Dictionary<string, long> rows, CancellationToken cancellationToken)
    {
        var parts = _staging + ".tmp";
        Directory.CreateDirectory(parts);
        var written = _tables.Where(table => _format == FhirTableFormat.Csv || rows[table.Name] > 0).ToArray();
        foreach (var table in written)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TableFiles.Write(_connection, table, parts, _format, cancellationToken);
        }

        foreach (var table in _tables)
        {
            Delete(TableFiles.PathOf(table, _target, _format));
        }

        foreach (var table in written)
        {
            Directory.Move(TableFiles.PathOf(table, parts, _format), TableFiles.PathOf(table, _target, _format));
        }
    }

    private void CheckTarget()
    {
        var there = _format == FhirTableFormat.DuckDb ? [_target] : _tables.Select(table => TableFiles.PathOf(table, _target, _format));
        if (!_options.Replace && there.FirstOrDefault(Path.Exists) is { } path)
        {
            throw new FhirTableException($"{path} is there already.");
        }

        if (_format == FhirTableFormat.DuckDb ? Directory.Exists(_target) : File.Exists(_target))
        {
            throw new FhirTableException($"{_target} is a {(_format == FhirTableFormat.DuckDb ? "folder" : "file")}.");
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        File.Delete(path);
    }

    private PartResult Flatten(LinePart part, CancellationToken cancellationToken)
    {
        try
        {
            return _flattener.Flatten(part, cancellationToken);
        }
        finally
        {
            part.Return();
        }
    }

    private void Append(PartResult result)
    {
        if (_options.BadLines == BadLineHandling.Stop && result.BadLines.Count > 0)
        {
            throw new FhirTableException(result.BadLines[0]);
        }

        _resources += result.Resources;
        _badLineCount += result.BadLines.Count;
        _badLines.AddRange(result.BadLines.Take(MostBadLines - _badLines.Count));
        foreach (var (type, count) in result.WithoutView)
        {
            _withoutView[type] = _withoutView.GetValueOrDefault(type) + count;
        }

        for (var i = 0; i < _appenders.Count; i++)
        {
            _appenders[i].Append(result.Tables[i].Rows);
        }
    }

    private void ThrowIfOver()
    {
        if (_isOver)
        {
            throw new InvalidOperationException("The writer is complete, or has failed before.");
        }
    }
}
