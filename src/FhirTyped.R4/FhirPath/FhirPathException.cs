namespace FhirTyped.R4.FhirPath;

/// <summary>
/// A FHIRPath expression that cannot be read, or that cannot be evaluated on what it was given. The message never holds a value of
/// the resource, nor the texts and dates that the expression itself holds, which may have come from one.
/// <see href="http://hl7.org/fhirpath/N1/"/>
/// </summary>
public sealed class FhirPathException : FhirException
{
    /// <summary>Creates an exception about a place in an expression.</summary>
    /// <param name="reason">What is wrong, and what is expected.</param>
    /// <param name="expression">The expression; null where it is not known.</param>
    /// <param name="position">The place in the expression, in characters from 0; -1 where it is not known.</param>
    public FhirPathException(string reason, string? expression = null, int position = -1)
        : base(Describe(reason, expression, position))
    {
        Reason = reason;
        Expression = expression;
        Position = position;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>The expression with all that it holds; null where it is not known.</summary>
    public string? Expression { get; }

    /// <summary>The place in the expression, in characters from 0; -1 where it is not known.</summary>
    public int Position { get; }

    private static string Describe(string reason, string? expression, int position)
    {
        const int LongestShown = 200;
        if (expression is null)
        {
            return reason;
        }

        var shown = ExpressionText.WithoutLiterals(expression.Length <= LongestShown ? expression : expression[..LongestShown])
            + (expression.Length <= LongestShown ? "" : "...");
        return position < 0 ? $"{reason} In: {shown}" : $"{reason} At character {position + 1} of: {shown}";
    }
}
