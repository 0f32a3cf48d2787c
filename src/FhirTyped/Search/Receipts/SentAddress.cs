using System.Globalization;
using FhirTyped.Capabilities;

namespace FhirTyped.Receipts;

/// <summary>
/// Whether a <c>self</c> link is the address of its search as it was sent: to the byte, but for which characters of the values are percent-encoded. Then nothing is to be compared,
/// since both are read as the same criteria. Nearly every server that repeats a search at all repeats it so, and <see cref="SelfLinkComparison"/> costs more than to send and read it.
/// </summary>
/// <remarks>
/// It says yes only where the comparison would say <see cref="SearchReceiptStatus.Verified"/>. Whatever else a link is, that decides: another order, another base, names that are
/// encoded, a plus. <c>SentAddressTests</c> hold both against each other.
/// </remarks>
internal static class SentAddress
{
    /// <summary>The most criteria for which it is asked: the comparison gives up where there are many.</summary>
    private const int MostCriteria = 200;

    /// <summary>Whether a link of the first page is the address that was sent, and that proves the search.</summary>
    public static bool IsRepeatedBy(SearchRequest search, string link) =>
        search is { IsTypeSearch: true, Query.Length: > 0 } && IsRepeatedBy(search.Criteria, search.Exchange.BaseUrl.AbsoluteUri, search.Query, link);

    /// <summary>Whether a link is the address of a search of a resource type, and that proves it.</summary>
    /// <param name="sent">The criteria of the query.</param>
    /// <param name="baseUrl">The server's base address; it ends with a slash.</param>
    /// <param name="query">The query as it was sent, without the question mark.</param>
    /// <param name="link">The link.</param>
    public static bool IsRepeatedBy(SearchQuery sent, string baseUrl, string query, string link)
    {
        var type = sent.ResourceType;
        var begin = baseUrl.Length + type.Length + 1;
        return link.Length > begin
            && link.StartsWith(baseUrl, StringComparison.Ordinal)
            && link.AsSpan(baseUrl.Length).StartsWith(type, StringComparison.Ordinal)
            && link[begin - 1] == '?'
            && IsSame(query, link.AsSpan(begin))
            && MeansItself(sent)
            && R4Definitions.IsResourceType(type);
    }

    /// <summary>
    /// Whether two queries have the same names and values in the same order. What may be read in two ways is never the same: <c>#</c> ends a query, <c>;</c> may divide it
    /// (as part of <c>&amp;amp;</c> too), a blank at its end is none.
    /// </summary>
    private static bool IsSame(ReadOnlySpan<char> sent, ReadOnlySpan<char> link)
    {
        var isValue = false;
        var i = 0;
        var j = 0;
        while (i < sent.Length && j < link.Length)
        {
            var character = sent[i];
            if (character == link[j] && character != '%')
            {
                if (character is <= ' ' or > '~' or '#' or ';')
                {
                    return false;
                }

                isValue = character == '=' || (isValue && character != '&');
                i++;
                j++;
            }
            else if (!isValue || TakeByte(sent, ref i) is not { } octet || TakeByte(link, ref j) != octet)
            {
                return false;
            }
        }

        return i == sent.Length && j == link.Length;
    }

    /// <summary>The next byte of a value, encoded or not; null where it ends, or where it is not certain what it is.</summary>
    private static int? TakeByte(ReadOnlySpan<char> query, ref int at)
    {
        var character = query[at];
        if (character != '%')
        {
            at++;
            return character is <= ' ' or > '~' or '#' or ';' or '&' or '+' ? null : character;
        }

        if (at + 2 >= query.Length || !char.IsAsciiHexDigit(query[at + 1]) || !char.IsAsciiHexDigit(query[at + 2]))
        {
            return null;
        }

        at += 3;
        return int.Parse(query[(at - 2)..at], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Whether a search means the same wherever it stands: a filter without a value is dropped, a second order may be another one, and <c>_type</c> may name another type than the path.
    /// </summary>
    private static bool MeansItself(SearchQuery sent)
    {
        if (sent.Criteria.Count > MostCriteria)
        {
            return false;
        }

        var isSorted = false;
        foreach (var criterion in sent.Criteria)
        {
            if (criterion.Name == "_type" || (criterion.Name == "_sort" && isSorted) || (criterion.IsFilter && !HasValue(criterion)))
            {
                return false;
            }

            isSorted |= criterion.Name == "_sort";
        }

        return true;
    }

    private static bool HasValue(SearchCriterion criterion)
    {
        foreach (var value in criterion.Values)
        {
            if (string.IsNullOrWhiteSpace(value.Escaped))
            {
                return false;
            }
        }

        return criterion.Values.Count > 0;
    }
}
