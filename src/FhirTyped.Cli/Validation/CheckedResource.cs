namespace FhirTyped.Cli.Validation;

/// <summary>A resource of a file, as it stands there.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">The line of an NDJSON file; 0 where it is the whole file.</param>
/// <param name="Json">Its JSON.</param>
internal sealed record CheckedResource(string File, int Line, ReadOnlyMemory<byte> Json)
{
    /// <summary>The file and line, as compilers write them.</summary>
    public string Place => Line == 0 ? File : $"{File}({Line})";

    /// <summary>The resources of a file.</summary>
    public static IEnumerable<CheckedResource> In(string file)
    {
        if (!System.IO.File.Exists(file))
        {
            throw new CliException($"There is no file '{file}'.");
        }

        ReadOnlyMemory<byte> content = System.IO.File.ReadAllBytes(file);
        if (!file.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase))
        {
            yield return new(file, 0, content);
            yield break;
        }

        for (var line = 1; !content.IsEmpty; line++)
        {
            var end = content.Span.IndexOf((byte)'\n');
            var text = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            if (text.Span.ContainsAnyExcept(" \t\r"u8))
            {
                yield return new(file, line, text);
            }
        }
    }
}
