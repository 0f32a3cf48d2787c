using System.Text.Json;

namespace FhirTyped.BulkData;

/// <summary>Whether a file that was downloaded is what it has to be: lines of JSON objects, the last one whole, as many as the manifest says.</summary>
internal static class FileCheck
{
    /// <summary>Counts the resources of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="longest">The longest line, in bytes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BulkLineException">A line is none.</exception>
    public static async Task<long> CountAsync(string path, string name, int longest, CancellationToken cancellationToken)
    {
        using var lines = NdjsonLines.Open(path, name, longest);
        var count = 0L;
        while (await lines.MoveAsync(cancellationToken).ConfigureAwait(false))
        {
            if (lines.IsBlank)
            {
                continue;
            }

            count++;
            Check(lines, name);
        }

        return count;
    }

    // Each line is only looked at from outside: who reads it finds the rest. The last one tells by itself where nothing else does that the file breaks off.
    private static void Check(NdjsonLines lines, string name)
    {
        var line = lines.Line.Span.Trim(" \t\r"u8);
        if (lines.Number == 1 && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        // After a power failure a disk may hold zeros in place of what was written.
        if (line.Contains((byte)0) || line is not [(byte)'{', .., (byte)'}'] || (!lines.IsEnded && !IsWhole(line)))
        {
            throw new BulkLineException(name, lines.Number, lines.IsEnded ? "it is no JSON object" : "the file breaks off in it", null);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 256 });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
