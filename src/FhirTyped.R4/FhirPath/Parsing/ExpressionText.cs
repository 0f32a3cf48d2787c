namespace FhirTyped.R4.FhirPath;

/// <summary>An expression as messages show it: its texts and dates may have come from a patient's data.</summary>
internal static class ExpressionText
{
    /// <summary>The expression with asterisks for what texts and dates say, so that places in it stay the same.</summary>
    public static string WithoutLiterals(string expression) => string.Create(expression.Length, expression, static (shown, text) =>
    {
        text.CopyTo(shown);
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at++];
            var end = c switch
            {
                '\'' => EndOfText(text, at),
                '@' => EndOfDate(text, at),
                _ => at,
            };
            shown[at..end].Fill('*');
            at = end + (c == '\'' ? 1 : 0);
        }
    });

    private static int EndOfText(string text, int at)
    {
        while (at < text.Length && text[at] != '\'')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at, text.Length);
    }

    private static int EndOfDate(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '-' or ':' or '+' or 'T' or 'Z'
            || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
        {
            at++;
        }

        return at;
    }
}
