using System.Globalization;

namespace FhirTyped.Cli.Exports;

/// <summary>What an export asks for, as searches for each of some patients: for servers without <c>$export</c>.</summary>
internal static class PatientSearches
{
    /// <summary>Reads ids of patients: from a file, or of standard input (<c>-</c>), one a line.</summary>
    /// <exception cref="CliException">There is no such file, or no id in it.</exception>
    public static async Task<IReadOnlyList<string>> ReadPatientsAsync(string source, CancellationToken cancellationToken)
    {
        if (source != "-" && !File.Exists(source))
        {
            throw new CliException($"--patients names a file with an id a line, and there is no file '{source}'.");
        }

        var text = source == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(source, cancellationToken);
        const string Type = "Patient/";
        var ids = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.StartsWith(Type, StringComparison.Ordinal) ? line[Type.Length..] : line)
            .ToList();
        return ids.Count > 0 ? ids : throw new CliException("--patients holds no id.");
    }

    /// <summary>The searches: each filter, and each type that has none.</summary>
    /// <exception cref="CliException">Nothing says what to search.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> types, IReadOnlyList<string> filters, DateTimeOffset? since)
    {
        var filtered = filters.Select(static filter => filter.Split('?', 2)[0]).ToHashSet(StringComparer.Ordinal);
        var searches = filters.Concat(types.Where(type => !filtered.Contains(type)));
        if (since is { } moment)
        {
            var criterion = "_lastUpdated=gt" + Uri.EscapeDataString(moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            searches = searches.Select(search => search + (search.Contains('?', StringComparison.Ordinal) ? "&" : "?") + criterion);
        }

        return searches.ToList() is { Count: > 0 } all ? all : throw new CliException("Searches for patients need --types or --type-filter.");
    }
}
