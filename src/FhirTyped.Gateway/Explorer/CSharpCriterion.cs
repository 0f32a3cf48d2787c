using System.Globalization;
using System.Text.RegularExpressions;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Gateway;

/// <summary>A criterion of a search as a call on the query class of a platform: <c>.Patient.Is("erika")</c>.</summary>
internal static partial class CSharpCriterion
{
    private const string Ucum = "http://unitsofmeasure.org";

    /// <summary>The call with its dot; null where no member says the same.</summary>
    /// <param name="resource">What the platform has of the resource type.</param>
    /// <param name="criterion">The criterion.</param>
    /// <param name="properties">The properties of the query class, by the names of their parameters.</param>
    /// <param name="isRefused">Whether the judge refuses it: the class may have no member for it.</param>
    public static string? Write(ResourceCapability resource, SearchCriterion criterion, Dictionary<string, QueryProperty> properties, bool isRefused)
    {
        if (criterion.Values.Count == 0 || criterion.Values.Any(static value => string.IsNullOrWhiteSpace(value.Escaped)))
        {
            return null;
        }

        if (R4Definitions.IsResultParameter(criterion.Name))
        {
            return isRefused ? null : Shape(resource, criterion, properties);
        }

        return (criterion.Chain.Length == 0 && properties.TryGetValue(criterion.Name, out var property) ? Typed(property, criterion) : null) ?? Plain(criterion);
    }

    // What shapes the whole search.
    private static string? Shape(ResourceCapability resource, SearchCriterion criterion, Dictionary<string, QueryProperty> properties)
    {
        var text = string.Join(',', criterion.Values.Select(static value => value.Escaped));
        return (criterion.Name, criterion.Modifier) switch
        {
            ("_count", "") when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => $".Count({count.ToString(CultureInfo.InvariantCulture)})",
            ("_sort", "") => Sort(criterion, properties),
            ("_include", "") when resource.SearchIncludes.Contains(text) && text.Split(':') is [var type, var name] && type == resource.Type
                && properties.TryGetValue(name, out var property) && property.Parameter.Type == SearchParameterType.Reference => $".Include(o => o.{property.Name})",
            ("_summary", "") when text is "true" or "text" or "data" or "count" or "false" => $".Summary(SummaryMode.{CSharpNames.Pascal(text)})",
            ("_total", "") when text is "none" or "estimate" or "accurate" => $".Total(TotalMode.{CSharpNames.Pascal(text)})",
            ("_elements", "") => $".Elements({Joined(criterion, static value => CSharpText.Quoted(SearchEscaping.Unescape(value)))})",
            _ => null,
        };
    }

    private static string? Sort(SearchCriterion criterion, Dictionary<string, QueryProperty> properties)
    {
        var calls = new List<string>();
        foreach (var value in criterion.Values)
        {
            var isDescending = value.Escaped!.StartsWith('-');
            if (!properties.TryGetValue(isDescending ? value.Escaped[1..] : value.Escaped, out var property))
            {
                return null;
            }

            calls.Add($".Sort{(isDescending ? "Descending" : "")}(o => o.{property.Name})");
        }

        return string.Concat(calls);
    }

    // Whatever has no member of its own goes by its name, where its value means nothing but itself.
    private static string? Plain(SearchCriterion criterion) => criterion.Values is [{ Escaped: { } value }] && SearchNames.FindProblem(criterion.FullName) is null && IsPlain(value)
        ? $".Where({CSharpText.Quoted(criterion.FullName)}, {CSharpText.Quoted(value)})"
        : null;

    private static string? Typed(QueryProperty property, SearchCriterion criterion)
    {
        var call = (property.Parameter.Type, criterion.Modifier) switch
        {
            (_, "missing") => criterion.Values is [{ Escaped: "true" or "false" } value] ? $"Missing({value.Escaped})" : null,
            (SearchParameterType.String, "") => Several(criterion, "StartsWith"),
            (SearchParameterType.String, "exact") => One(criterion, "Exactly"),
            (SearchParameterType.String, "contains") => One(criterion, "Contains"),
            (SearchParameterType.Uri, "") => Several(criterion, "Is"),
            (SearchParameterType.Uri, "below") => One(criterion, "Below"),
            (SearchParameterType.Uri, "above") => One(criterion, "Above"),
            (SearchParameterType.Token, "text") => One(criterion, "Text"),
            (SearchParameterType.Token, "in") => One(criterion, "In"),
            (SearchParameterType.Token, "not-in") => One(criterion, "NotIn"),
            (SearchParameterType.Token, "") => Token(criterion),
            (SearchParameterType.Token, "not" or "below" or "above") => criterion.Values is [{ Escaped: { } token }] && TokenOf(token) is { } made ? $"{CSharpNames.Pascal(criterion.Modifier)}({made})" : null,
            (SearchParameterType.Reference, "") => Several(criterion, "Is"),
            (SearchParameterType.Reference, "identifier") => criterion.Values is [{ Escaped: { } identifier }] && Parts(identifier) is [{ Length: > 0 } system, { Length: > 0 } value]
                ? $"Identifier({CSharpText.Quoted(system)}, {CSharpText.Quoted(value)})" : null,
            (SearchParameterType.Reference, var type) => R4Definitions.IsResourceType(type) && criterion.Values is [{ Escaped: { } id }] && FhirRoute.IsId(id) ? $"OfType(\"{type}\", {CSharpText.Quoted(id)})" : null,
            (SearchParameterType.Date, "") => criterion.Values is [{ Escaped: { } date }] ? Date(date) : null,
            (SearchParameterType.Number, "") => criterion.Values is [{ Escaped: { } number }] && Compared(number) is var (method, rest) && NumberOf(rest) is { } literal ? $"{method}({literal})" : null,
            (SearchParameterType.Quantity, "") => criterion.Values is [{ Escaped: { } quantity }] ? Quantity(quantity) : null,
            _ => null,
        };
        return call is null ? null : "." + property.Name + "." + call;
    }

    private static string? One(SearchCriterion criterion, string method) =>
        criterion.Values is [{ Escaped: { } value }] && IsText(value) ? $"{method}({CSharpText.Quoted(SearchEscaping.Unescape(value))})" : null;

    private static string? Several(SearchCriterion criterion, string method) => One(criterion, method)
        ?? (criterion.Values.Count > 1 && criterion.Values.All(static value => IsText(value.Escaped!)) ? $"AnyOf({Joined(criterion, static value => CSharpText.Quoted(SearchEscaping.Unescape(value)))})" : null);

    private static string? Token(SearchCriterion criterion)
    {
        if (criterion.Values is [{ Escaped: { } one }])
        {
            return Parts(one) switch
            {
                [{ Length: > 0 } code] => $"Is({CSharpText.Quoted(code)})",
                [{ Length: > 0 } system, { Length: > 0 } code] => $"Is({CSharpText.Quoted(system)}, {CSharpText.Quoted(code)})",
                [{ Length: > 0 } system, ""] => $"InSystem({CSharpText.Quoted(system)})",
                _ => null,
            };
        }

        return criterion.Values.All(static value => TokenOf(value.Escaped!) is not null) ? $"AnyOf({Joined(criterion, static value => TokenOf(value)!)})" : null;
    }

    private static string? TokenOf(string escaped) => Parts(escaped) switch
    {
        [{ Length: > 0 } code] when !code.Contains('|', StringComparison.Ordinal) => $"SearchToken.OfCode({CSharpText.Quoted(code)})",
        [{ Length: > 0 } system, { Length: > 0 } code] => $"new SearchToken({CSharpText.Quoted(system)}, {CSharpText.Quoted(code)})",
        _ => null,
    };

    private static string? Date(string text)
    {
        var prefix = SearchPrefixes.Take(text, out var rest);
        if (MethodOfDate(prefix) is not { } method || !DatePattern().IsMatch(rest) || !FhirDateTime.TryParse(rest, out _))
        {
            return null;
        }

        return DateOnly.TryParseExact(rest, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? string.Create(CultureInfo.InvariantCulture, $"{method}({day.Year}, {day.Month}, {day.Day})")
            : $"{method}(FhirDateTime.Parse({CSharpText.Quoted(rest)}))";
    }

    private static string? MethodOfDate(SearchPrefix prefix) => prefix switch
    {
        SearchPrefix.Equal => "On",
        SearchPrefix.NotEqual => "Not",
        SearchPrefix.GreaterThan => "After",
        SearchPrefix.GreaterOrEqual => "OnOrAfter",
        SearchPrefix.LessThan => "Before",
        SearchPrefix.LessOrEqual => "OnOrBefore",
        SearchPrefix.StartsAfter => "StartsAfter",
        SearchPrefix.EndsBefore => "EndsBefore",
        SearchPrefix.Approximate => "Approximately",
        _ => null,
    };

    private static string? Quantity(string text)
    {
        var parts = Parts(text);
        if (Compared(parts[0]) is not var (method, number) || NumberOf(number) is not { } literal)
        {
            return null;
        }

        return parts switch
        {
            [_] => $"{method}({literal})",
            [_, Ucum, { Length: > 0 } unit] => $"{method}({literal}, {CSharpText.Quoted(unit)})",
            [_, { Length: > 0 } system, { Length: > 0 } code] => $"{method}(new QuantitySearchValue({literal}, {CSharpText.Quoted(system)}, {CSharpText.Quoted(code)}))",
            _ => null,
        };
    }

    private static (string Method, string Number)? Compared(string text) => SearchPrefixes.Take(text, out var rest) switch
    {
        SearchPrefix.Equal => ("Is", rest),
        SearchPrefix.NotEqual => ("Not", rest),
        SearchPrefix.GreaterThan => ("GreaterThan", rest),
        SearchPrefix.GreaterOrEqual => ("AtLeast", rest),
        SearchPrefix.LessThan => ("LessThan", rest),
        SearchPrefix.LessOrEqual => ("AtMost", rest),
        SearchPrefix.Approximate => ("Approximately", rest),
        _ => null,
    };

    // A literal of C# says the same number with the same digits, or there is none.
    private static string? NumberOf(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text ? text + "m" : null;

    private static List<string> Parts(string escaped) => SearchEscaping.Split(escaped, '|').ConvertAll(SearchEscaping.Unescape);

    private static string Joined(SearchCriterion criterion, Func<string, string> write) => string.Join(", ", criterion.Values.Select(value => write(value.Escaped!)));

    // Members escape all that is special; what stands there unescaped would mean something else.
    private static bool IsText(string escaped) => SearchEscaping.Split(escaped, '|').Count == 1 && SearchEscaping.Split(escaped, '$').Count == 1;

    private static bool IsPlain(string escaped) => !escaped.AsSpan().ContainsAny(",|$\\");

    [GeneratedRegex(@"^\d{4}(-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?)?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DatePattern();
}
