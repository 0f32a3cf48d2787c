using System.Text.RegularExpressions;

namespace FhirTyped.R4.FhirPath;

/// <summary>Texts. <see href="http://hl7.org/fhirpath/N1/#string-manipulation"/></summary>
internal static class TextFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("indexOf", 1, 1, IndexOf),
        new("substring", 1, 2, Substring),
        new("startsWith", 1, 1, static call => Test(call, static (text, part) => text.StartsWith(part, StringComparison.Ordinal))),
        new("endsWith", 1, 1, static call => Test(call, static (text, part) => text.EndsWith(part, StringComparison.Ordinal))),
        new("contains", 1, 1, static call => Test(call, static (text, part) => text.Contains(part, StringComparison.Ordinal))),
        new("upper", 0, 0, static call => Change(call, static text => text.ToUpperInvariant())),
        new("lower", 0, 0, static call => Change(call, static text => text.ToLowerInvariant())),
        new("trim", 0, 0, static call => Change(call, static text => text.Trim())),
        new("length", 0, 0, Length),
        new("toChars", 0, 0, ToChars),
        new("split", 1, 1, Split),
        new("join", 0, 1, Join),
        new("replace", 2, 2, Replace),
        new("matches", 1, 1, static call => Matches(call, isWhole: false)),
        new("matchesFull", 1, 1, static call => Matches(call, isWhole: true)),
        new("replaceMatches", 2, 2, ReplaceMatches),
    ];

    private static void Test(FunctionCall call, Func<string, string, bool> test)
    {
        if (call.Text() is { } text && call.TextArgument(0) is { } part)
        {
            call.Add(test(text, part));
        }
    }

    private static void Change(FunctionCall call, Func<string, string> change)
    {
        if (call.Text() is { } text)
        {
            call.Add(change(text));
        }
    }

    private static void IndexOf(FunctionCall call)
    {
        if (call.Text() is { } text && call.TextArgument(0) is { } part)
        {
            call.Add(new FhirPathValue(text.IndexOf(part, StringComparison.Ordinal)));
        }
    }

    private static void Substring(FunctionCall call)
    {
        if (call.Text() is not { } text || call.IntegerArgument(0) is not { } start || start < 0 || start >= text.Length)
        {
            return;
        }

        var length = call.Count == 2 ? call.IntegerArgument(1) ?? int.MaxValue : int.MaxValue;
        call.Add(text.Substring(start, Math.Clamp(length, 0, text.Length - start)));
    }

    private static void Length(FunctionCall call)
    {
        if (call.Text() is { } text)
        {
            call.Add(new FhirPathValue(text.Length));
        }
    }

    private static void ToChars(FunctionCall call)
    {
        foreach (var c in call.Text() ?? "")
        {
            call.Add(c.ToString());
        }
    }

    private static void Split(FunctionCall call)
    {
        if (call.Text() is { } text && call.TextArgument(0) is { } separator)
        {
            foreach (var part in separator.Length == 0 ? [text] : text.Split(separator))
            {
                call.Add(part);
            }
        }
    }

    private static void Join(FunctionCall call)
    {
        if (call.Input.Count == 0)
        {
            return;
        }

        var separator = call.Count == 0 ? "" : call.TextArgument(0) ?? "";
        call.Run.ChargeText((long)separator.Length * call.Input.Count, call.Node.Position);
        var parts = new string[call.Input.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = call.Input[i].AsString() ?? throw call.Error("Only texts can be joined.");
        }

        call.Add(string.Join(separator, parts));
    }

    private static void Replace(FunctionCall call)
    {
        if (call.Text() is not { } text || call.TextArgument(0) is not { } pattern || call.TextArgument(1) is not { } substitution)
        {
            return;
        }

        // An empty pattern stands between all characters.
        var places = pattern.Length == 0 ? text.Length + 1 : text.AsSpan().Count(pattern);
        call.Run.ChargeText(((long)places * substitution.Length) + text.Length, call.Node.Position);
        call.Add(pattern.Length > 0
            ? text.Replace(pattern, substitution, StringComparison.Ordinal)
            : substitution + string.Concat(text.Select(c => c + substitution)));
    }

    private static void Matches(FunctionCall call, bool isWhole)
    {
        if (call.Text() is not { } text || call.TextArgument(0) is not { } pattern)
        {
            return;
        }

        call.Run.Charge(text.Length / 4, call.Node.Position);
        var regex = RegexOf(call, isWhole ? $"^(?:{pattern})$" : pattern);
        call.Add(Guarded(call, () => regex.IsMatch(text)));
    }

    private static void ReplaceMatches(FunctionCall call)
    {
        if (call.Text() is not { } text || call.TextArgument(0) is not { } pattern || call.TextArgument(1) is not { } substitution)
        {
            return;
        }

        call.Run.Charge(text.Length / 4, call.Node.Position);
        var regex = RegexOf(call, pattern);
        if (pattern.Length == 0)
        {
            call.Add(text);
            return;
        }

        var run = call.Run;
        var position = call.Node.Position;
        call.Add(Guarded(call, () => regex.Replace(text, match =>
        {
            // A substitution may repeat all of the text for each match.
            run.ChargeText((long)substitution.Length * (substitution.Contains('$') ? Math.Max(text.Length, 1) : 1), position);
            return match.Result(substitution);
        })));
    }

    // A pattern is nearly always a literal, hence kept with its call.
    private static Regex RegexOf(FunctionCall call, string pattern)
    {
        if (call.Node.Prepared is Regex known && known.ToString() == pattern)
        {
            return known;
        }

        var regex = PatternFactory.TryCreate(pattern) ?? throw call.Error("The regular expression cannot be read.");
        call.Node.Prepared = regex;
        return regex;
    }

    private static T Guarded<T>(FunctionCall call, Func<T> match)
    {
        try
        {
            return match();
        }
        catch (RegexMatchTimeoutException)
        {
            throw call.Error("The regular expression takes too long.");
        }
    }
}
