using System.Diagnostics;
using System.Text;
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
            call.Run.ChargeText(text.Length, call.Node.Position);
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
            call.Run.ChargeText(text.Length, call.Node.Position);
            var at = text.IndexOf(part, StringComparison.Ordinal);
            call.Add(new FhirPathValue(at < 0 ? at : CodePoints.Count(text.AsSpan(0, at))));
        }
    }

    private static void Substring(FunctionCall call)
    {
        if (call.Text() is not { } text || call.IntegerArgument(0) is not { } start || start < 0)
        {
            return;
        }

        call.Run.ChargeText(text.Length, call.Node.Position);
        var from = CodePoints.OffsetOf(text, start);
        var length = call.Count == 2 ? call.IntegerArgument(1) ?? int.MaxValue : int.MaxValue;
        if (from < text.Length)
        {
            call.Add(text.Substring(from, CodePoints.OffsetOf(text.AsSpan(from), Math.Max(length, 0))));
        }
    }

    private static void Length(FunctionCall call)
    {
        if (call.Text() is { } text)
        {
            call.Run.ChargeText(text.Length, call.Node.Position);
            call.Add(new FhirPathValue(CodePoints.Count(text)));
        }
    }

    private static void ToChars(FunctionCall call)
    {
        var text = call.Text() ?? "";
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            CodePoints.Next(text, ref at);
            call.Add(text[start..at]);
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
        call.Add(pattern.Length > 0 ? text.Replace(pattern, substitution, StringComparison.Ordinal) : Interspersed(text, substitution));
    }

    private static string Interspersed(string text, string substitution)
    {
        var result = new StringBuilder(substitution);
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            CodePoints.Next(text, ref at);
            result.Append(text, start, at - start).Append(substitution);
        }

        return result.ToString();
    }

    private static void Matches(FunctionCall call, bool isWhole)
    {
        if (call.Text() is not { } text || call.TextArgument(0) is not { } pattern)
        {
            return;
        }

        call.Run.Charge(text.Length / 4, call.Node.Position);
        var regex = RegexOf(call, isWhole ? $@"\A(?:{pattern})\z" : pattern, text);
        call.Add(Guarded(call, () => regex.IsMatch(text)));
    }

    private static void ReplaceMatches(FunctionCall call)
    {
        if (call.Text() is not { } text || call.TextArgument(0) is not { } pattern || call.TextArgument(1) is not { } substitution)
        {
            return;
        }

        call.Run.Charge(text.Length / 4, call.Node.Position);
        var regex = RegexOf(call, pattern, text);
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
    private static Regex RegexOf(FunctionCall call, string pattern, string text)
    {
        call.Run.ChargeText(pattern.Length, call.Node.Position);
        if (CodePoints.HasPairs(text) || CodePoints.HasPairs(pattern))
        {
            pattern = CodePointPattern.Rewrite(pattern);
        }

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
        var start = Stopwatch.GetTimestamp();
        try
        {
            return call.Run.PatternTime.IsLeft ? match() : throw call.Error("The regular expressions take too long.");
        }
        catch (RegexMatchTimeoutException)
        {
            throw call.Error("The regular expression takes too long.");
        }
        finally
        {
            call.Run.PatternTime.Spend(start);
        }
    }
}
