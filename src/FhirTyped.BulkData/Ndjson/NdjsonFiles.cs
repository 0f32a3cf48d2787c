using System.Runtime.CompilerServices;
using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>Reads the resources of files, one after the other.</summary>
internal static class NdjsonFiles
{
    /// <summary>Reads them; memory is that of the longest line, and of the resources that the caller keeps.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        IEnumerable<BulkFile> files, BulkReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Resource
    {
        var reading = (options.IsStrict ? FhirJsonOptions.Strict : FhirJsonOptions.Lenient) with { MaxPayloadLength = options.LongestLine };
        foreach (var file in files)
        {
            using var lines = NdjsonLines.Open(file.Path, file.Name, options.LongestLine);
            while (await lines.MoveAsync(cancellationToken).ConfigureAwait(false))
            {
                if (Read<T>(lines, file, reading, options) is { } resource)
                {
                    yield return resource;
                }
            }
        }
    }

    private static T? Read<T>(NdjsonLines lines, BulkFile file, FhirJsonOptions reading, BulkReadOptions options)
        where T : Resource
    {
        if (lines.IsBlank)
        {
            return null;
        }

        try
        {
            // Of a file whose type nobody says, any line may be of another.
            return file.Type is null ? FhirJson.Read<Resource>(lines.Line.Span, reading) as T : FhirJson.Read<T>(lines.Line.Span, reading);
        }
        catch (FhirFormatException problem)
        {
            var bad = new BulkLineException(file.Name, lines.Number, "it is no resource as it was asked for (" + problem.Issue.Code + ")", problem);
            if (options.OnBadLine is null)
            {
                throw bad;
            }

            options.OnBadLine(bad);
            return null;
        }
    }
}
