using System.Globalization;
using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Receipts;

/// <summary>
/// Compares dates: the same comparison, instant and precision. A server may give a day the time at which it begins or ends, where only that
/// counts: <c>ge2025-01-01</c> is <c>ge2025-01-01T00:00:00+01:00</c>, and <c>2025-01-01</c> is not that one second.
/// </summary>
internal static class DateAgreement
{
    private static readonly Int128 LargestOffset = TimeSpan.FromHours(14).Ticks * DateIndexValue.UnitsPerTick;

    /// <summary>Compares two values.</summary>
    public static Agreement Compare(string sentEscaped, string usedEscaped)
    {
        var prefix = SearchPrefixes.Take(SearchEscaping.Unescape(sentEscaped), out var sentText);
        var usedPrefix = SearchPrefixes.Take(SearchEscaping.Unescape(usedEscaped), out var usedText);
        if (sentText == usedText && prefix == usedPrefix)
        {
            return Agreement.Equal;
        }

        if (DateRange.TryParse(sentText) is not { } sent)
        {
            return Agreement.Unclear;
        }

        return prefix == usedPrefix && DateRange.TryParse(usedText) is { } used
            ? Compare(prefix, sent, OffsetOf(sentText), used, OffsetOf(usedText))
            : Agreement.Different;
    }

    private static Agreement Compare(SearchPrefix prefix, DateIndexValue sent, Int128? sentOffset, DateIndexValue used, Int128? usedOffset)
    {
        if (sent == used)
        {
            return Agreement.Equal;
        }

        // What has no zone is meant in the server's, so the times on the clock are compared.
        var shift = sentOffset is null ? usedOffset ?? 0 : 0;
        var sentWidth = sent.High - sent.Low;
        var usedWidth = used.High - used.Low;
        if (usedWidth == sentWidth && sent.Low == used.Low + shift)
        {
            return Agreement.Equal;
        }

        if (usedWidth >= sentWidth || IsLowCompared(prefix) is not { } isLow)
        {
            return Agreement.Different;
        }

        var distance = isLow ? sent.Low - used.Low : sent.High - used.High;
        return distance == shift ? Agreement.Equal

            // The server's own zone may stand behind the difference; which one it is, is not known.
            : sentOffset is null && Int128.Abs(distance) <= LargestOffset ? Agreement.Unclear
            : Agreement.Different;
    }

    /// <summary>Whether only the beginning of the value counts (true), only its end (false), or both (null).</summary>
    private static bool? IsLowCompared(SearchPrefix prefix) => prefix switch
    {
        SearchPrefix.GreaterOrEqual or SearchPrefix.LessThan or SearchPrefix.EndsBefore => true,
        SearchPrefix.LessOrEqual or SearchPrefix.GreaterThan or SearchPrefix.StartsAfter => false,
        _ => null,
    };

    private static Int128? OffsetOf(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        var at = time < 0 ? -1 : text.AsSpan(time).IndexOfAny("Z+- ");
        if (at < 0)
        {
            return null;
        }

        var offset = text.AsSpan(time + at);
        return TimeSpan.TryParseExact(offset[1..], "hh\\:mm", CultureInfo.InvariantCulture, out var length)
            ? (offset[0] == '-' ? -length.Ticks : length.Ticks) * DateIndexValue.UnitsPerTick
            : 0;
    }
}
