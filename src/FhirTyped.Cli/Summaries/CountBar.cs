namespace FhirTyped.Cli.Summaries;

/// <summary>A number as a bar in a line of text, as long as the number is large beside the largest.</summary>
internal static class CountBar
{
    /// <summary>How many characters the longest bar has.</summary>
    public const int Width = 40;

    private const string Eighths = "▏▎▍▌▋▊▉█";

    /// <summary>Draws it.</summary>
    /// <param name="count">The number, 0 or more.</param>
    /// <param name="largest">The largest of all.</param>
    /// <param name="hasBlocks">Whether Unicode's blocks can be written; else number signs are.</param>
    /// <returns>The bar; what is more than 0 has one, however small it is.</returns>
    public static string Draw(long count, long largest, bool hasBlocks)
    {
        if (count <= 0 || largest <= 0)
        {
            return "";
        }

        var share = Math.Min(1, (double)count / largest);
        if (!hasBlocks)
        {
            return new('#', Math.Max(1, (int)Math.Round(share * Width)));
        }

        var eighths = Math.Max(1, (int)Math.Round(share * Width * Eighths.Length));
        return new string(Eighths[^1], eighths / Eighths.Length) + (eighths % Eighths.Length is > 0 and var rest ? Eighths[rest - 1].ToString() : "");
    }
}
