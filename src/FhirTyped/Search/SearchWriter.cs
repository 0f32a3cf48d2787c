namespace FhirTyped;

/// <summary>Writes the criteria of the parameter handles. Every method refuses a value that would make the filter disappear.</summary>
internal static class SearchWriter
{
    public static TQuery Missing<TQuery>(TQuery query, string name, bool isMissing)
        where TQuery : FhirQuery
    {
        query.Begin(name, "missing").AppendRaw(isMissing ? "true" : "false");
        return query;
    }

    public static TQuery Text<TQuery>(TQuery query, string name, string? modifier, string value)
        where TQuery : FhirQuery
    {
        query.Begin(name, modifier).AppendValue(value, name);
        return query;
    }

    public static TQuery AnyText<TQuery>(TQuery query, string name, string? modifier, ReadOnlySpan<string> values)
        where TQuery : FhirQuery => Joined(query, name, modifier, values, ',');

    public static TQuery Joined<TQuery>(TQuery query, string name, string? modifier, ReadOnlySpan<string> parts, char separator)
        where TQuery : FhirQuery
    {
        var url = query.Begin(name, modifier);
        RefuseEmpty(parts.Length, name);
        for (var i = 0; i < parts.Length; i++)
        {
            AppendSeparator(url, i, separator);
            url.AppendValue(parts[i], name);
        }

        return query;
    }

    public static TQuery Token<TQuery>(TQuery query, string name, string? modifier, SearchToken token)
        where TQuery : FhirQuery
    {
        AppendToken(query.Begin(name, modifier), token, name);
        return query;
    }

    public static TQuery AnyToken<TQuery>(TQuery query, string name, string? modifier, ReadOnlySpan<SearchToken> tokens)
        where TQuery : FhirQuery
    {
        var url = query.Begin(name, modifier);
        RefuseEmpty(tokens.Length, name);
        for (var i = 0; i < tokens.Length; i++)
        {
            AppendSeparator(url, i, ',');
            AppendToken(url, tokens[i], name);
        }

        return query;
    }

    public static TQuery Number<TQuery>(TQuery query, string name, string prefix, decimal value)
        where TQuery : FhirQuery
    {
        var url = query.Begin(name);
        url.AppendRaw(prefix);
        url.AppendFormatted(value);
        return query;
    }

    public static TQuery Quantity<TQuery>(TQuery query, string name, string prefix, QuantitySearchValue value)
        where TQuery : FhirQuery
    {
        AppendQuantity(query.Begin(name), prefix, value, name);
        return query;
    }

    public static void AppendQuantity(SearchUrlBuilder url, string prefix, QuantitySearchValue value, string name)
    {
        url.AppendRaw(prefix);
        url.AppendFormatted(value.Value);
        if (value.Code is not null)
        {
            url.AppendBar();
            url.AppendPart(value.System, name);
            url.AppendBar();
            url.AppendValue(value.Code, name);
        }
    }

    public static TQuery Date<TQuery>(TQuery query, string name, string prefix, DateSearchValue value)
        where TQuery : FhirQuery
    {
        var url = query.Begin(name);
        url.AppendRaw(prefix);
        value.AppendTo(url, name);
        return query;
    }

    public static void AppendToken(SearchUrlBuilder url, SearchToken token, string name)
    {
        if (token.System is null)
        {
            url.AppendValue(token.Code, name);
            return;
        }

        url.AppendValue(token.System, name);
        url.AppendBar();
        url.AppendPart(token.Code, name);
    }

    private static void AppendSeparator(SearchUrlBuilder url, int index, char separator)
    {
        if (index == 0)
        {
            return;
        }

        if (separator == '|')
        {
            url.AppendBar();
        }
        else
        {
            url.Append(separator);
        }
    }

    private static void RefuseEmpty(int count, string name)
    {
        if (count == 0)
        {
            throw SearchUrlBuilder.EmptyValue(name);
        }
    }
}
