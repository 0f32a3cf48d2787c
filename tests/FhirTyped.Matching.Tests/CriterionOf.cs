using System.Globalization;
using FhirTyped.Capabilities;

namespace FhirTyped.Matching.Tests;

/// <summary>Criteria that a value of a resource must fulfil, whatever it is.</summary>
internal static class CriterionOf
{
    /// <summary>The name's modifier and the value of each criterion.</summary>
    public static IEnumerable<(string Modifier, string Value)> Value(IndexValue value)
    {
        switch (value)
        {
            case StringIndexValue text when text.Folded.Length > 0:
                yield return ("exact", Escape(text.Text));
                yield return ("contains", Escape(text.Text));
                yield return ("", Escape(text.Text[..Math.Min(text.Text.Length, 12)]));
                yield return ("", Escape(text.Text.ToUpperInvariant()));
                break;
            case TokenIndexValue { Code: { Length: > 0 } code } token:
                yield return ("", Escape(code));
                yield return ("", token.HasImpliedSystem ? Escape(code) : Escape(token.System ?? "") + "|" + Escape(code));
                break;
            case DateIndexValue date:
                foreach (var criterion in OfDate(date))
                {
                    yield return ("", criterion);
                }

                break;
            case NumberIndexValue { Low: { } low, High: { } high } when low == high:
                yield return ("", Text(low));
                yield return ("", "ge" + Text(low));
                break;
            case QuantityIndexValue { Low: { } low, High: { } high } quantity when low == high:
                yield return ("", Text(low));
                yield return ("", $"le{Text(low)}|{Escape(quantity.System ?? "")}|{Escape(quantity.Code ?? quantity.Unit ?? "")}");
                break;
            case ReferenceIndexValue { Target: { Url.Length: > 0 } target }:
                yield return ("", Escape(target.Url));
                if (target.IsLocal)
                {
                    yield return ("", target.Id!);
                    yield return ("", Searched.BaseUrl + target.Url);
                    yield return (target.ResourceType!, target.Id!);
                }

                break;
            case UriIndexValue { Uri.Length: > 0 } uri:
                yield return ("", Escape(uri.Uri));
                yield return ("below", Escape(uri.Uri));
                break;
            case CompositeIndexValue composite:
                var parts = composite.Parts.Select(static part => part.SelectMany(Value).FirstOrDefault(static criterion => criterion.Modifier.Length == 0).Value).ToList();
                if (parts.TrueForAll(static part => part is not null))
                {
                    yield return ("", string.Join('$', parts));
                }

                break;
        }
    }

    private static IEnumerable<string> OfDate(DateIndexValue date)
    {
        if (date.Low != DateIndexValue.Earliest)
        {
            var low = (long)(date.Low / DateIndexValue.UnitsPerTick);
            yield return "ge" + Text(low);
            yield return "gt" + Text(low - TimeSpan.TicksPerDay);
        }

        if (date.High != DateIndexValue.Latest)
        {
            var high = (long)(date.High / DateIndexValue.UnitsPerTick);
            yield return "le" + Text(high - 1);
            yield return "lt" + Text(high + TimeSpan.TicksPerDay);
        }
    }

    private static string Text(long ticks) => new DateTime(ticks).ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Text(ExactDecimal number) => number.ToString();

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);
}
