using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// Writes the criteria of the parameter handles. Every method refuses a value that would make the filter disappear, and begins its
/// criterion before it looks at the value, so that a search without it cannot be sent.
/// </summary>
internal static class SearchWriter
{
    public static TQuery Missing<TQuery>(TQuery query, string name, bool isMissing)
        where TQuery : FhirQuery
    {
        Begin(query, name, "missing").AppendRaw(isMissing ? "true" : "false");
        return Ended(query);
    }

    public static TQuery Text<TQuery>(TQuery query, string name, string? modifier, string value)
        where TQuery : FhirQuery
    {
        Begin(query, name, modifier).AppendValue(value, name);
        return Ended(query);
    }

    public static TQuery AnyText<TQuery>(TQuery query, string name, string? modifier, ReadOnlySpan<string> values)
        where TQuery : FhirQuery => Joined(query, name, modifier, values, ',');

    public static TQuery Joined<TQuery>(TQuery query, string name, string? modifier, ReadOnlySpan<string> parts, char separator)
        where TQuery : FhirQuery
    {
        var url = Begin(query, name, modifier);
        RefuseEmpty(parts.Length, name);
        for (var i = 0; i < parts.Length; i++)
        {
            AppendSeparator(url, i, separator);
            url.AppendValue(parts[i], name);
        }

        return Ended(query);
    }

    /// <summary>A resource by its type and id.</summary>
    public static TQuery Resource<TQuery>(TQuery query, string name, Resource resource)
        where TQuery : FhirQuery
    {
        var url = Begin(query, name);
        ArgumentNullException.ThrowIfNull(resource);
        url.AppendValue(resource.TypeName, name);
        url.Append('/');
        url.AppendValue(resource.Id, name);
        return Ended(query);
    }

    /// <summary>A resource type as the modifier, and an id.</summary>
    public static TQuery OfType<TQuery>(TQuery query, string name, string resourceType, string id)
        where TQuery : FhirQuery
    {
        var isType = R4Definitions.IsResourceType(resourceType ?? "");
        var url = Begin(query, name, isType ? resourceType : null);
        if (!isType)
        {
            throw new ArgumentException("The type is not a resource type of FHIR R4.", nameof(resourceType));
        }

        url.AppendValue(id, name);
        return Ended(query);
    }

    public static TQuery Token<TQuery>(TQuery query, string name, string? modifier, SearchToken token)
        where TQuery : FhirQuery
    {
        AppendToken(Begin(query, name, modifier), token, name);
        return Ended(query);
    }

    public static TQuery Token<TQuery>(TQuery query, string name, string? modifier, string code)
        where TQuery : FhirQuery
    {
        AppendToken(Begin(query, name, modifier), SearchToken.OfCode(code), name);
        return Ended(query);
    }

    public static TQuery Token<TQuery>(TQuery query, string name, string? modifier, string system, string code)
        where TQuery : FhirQuery
    {
        AppendToken(Begin(query, name, modifier), new(system, code), name);
        return Ended(query);
    }

    public static TQuery Code<TQuery, TCode>(TQuery query, string name, string? modifier, TCode code)
        where TQuery : FhirQuery
        where TCode : struct, Enum
    {
        AppendToken(Begin(query, name, modifier), SearchToken.Of(code), name);
        return Ended(query);
    }

    /// <summary>Any code of a system.</summary>
    public static TQuery System<TQuery>(TQuery query, string name, string system)
        where TQuery : FhirQuery
    {
        AppendToken(Begin(query, name), SearchToken.OfSystem(system), name);
        return Ended(query);
    }

    public static TQuery AnyToken<TQuery>(TQuery query, string name, string? modifier, ReadOnlySpan<SearchToken> tokens)
        where TQuery : FhirQuery
    {
        var url = Begin(query, name, modifier);
        RefuseEmpty(tokens.Length, name);
        for (var i = 0; i < tokens.Length; i++)
        {
            AppendSeparator(url, i, ',');
            AppendToken(url, tokens[i], name);
        }

        return Ended(query);
    }

    public static TQuery AnyCode<TQuery, TCode>(TQuery query, string name, ReadOnlySpan<TCode> codes)
        where TQuery : FhirQuery
        where TCode : struct, Enum
    {
        var url = Begin(query, name);
        RefuseEmpty(codes.Length, name);
        for (var i = 0; i < codes.Length; i++)
        {
            AppendSeparator(url, i, ',');
            AppendToken(url, SearchToken.Of(codes[i]), name);
        }

        return Ended(query);
    }

    public static TQuery Number<TQuery>(TQuery query, string name, SearchPrefix prefix, decimal value)
        where TQuery : FhirQuery
    {
        var url = Begin(query, name);
        url.AppendRaw(SearchPrefixes.Written(prefix));
        url.AppendFormatted(value);
        return Ended(query);
    }

    public static TQuery Quantity<TQuery>(TQuery query, string name, SearchPrefix prefix, QuantitySearchValue value)
        where TQuery : FhirQuery
    {
        value.AppendTo(Begin(query, name), prefix, name);
        return Ended(query);
    }

    public static TQuery Quantity<TQuery>(TQuery query, string name, SearchPrefix prefix, decimal value, string unit)
        where TQuery : FhirQuery
    {
        var url = Begin(query, name);
        QuantitySearchValue.Ucum(value, unit).AppendTo(url, prefix, name);
        return Ended(query);
    }

    public static TQuery Date<TQuery>(TQuery query, string name, SearchPrefix prefix, DateSearchValue value)
        where TQuery : FhirQuery
    {
        var url = Begin(query, name);
        url.AppendRaw(SearchPrefixes.Written(prefix));
        value.AppendTo(url, name);
        return Ended(query);
    }

    public static TQuery Date<TQuery>(TQuery query, string name, SearchPrefix prefix, int year, int month, int day)
        where TQuery : FhirQuery
    {
        var url = Begin(query, name);
        url.AppendRaw(SearchPrefixes.Written(prefix));
        ((DateSearchValue)new DateOnly(year, month, day)).AppendTo(url, name);
        return Ended(query);
    }

    public static TQuery Composite<TQuery>(TQuery query, string name, ReadOnlySpan<SearchComponent> parts)
        where TQuery : FhirQuery
    {
        var url = Begin(query, name);
        if (parts.Length < 2)
        {
            throw new ArgumentException($"'{name}' is a composite: it takes two parts or more.", nameof(parts));
        }

        for (var i = 0; i < parts.Length; i++)
        {
            AppendSeparator(url, i, '$');
            parts[i].AppendTo(url, name);
        }

        return Ended(query);
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

    // The default value of a handle has no query.
    private static SearchUrlBuilder Begin(FhirQuery? query, string name, string? modifier = null) =>
        (query ?? throw QueryBuild.OutOfTurn(null)).Build.Begin(name, modifier);

    private static TQuery Ended<TQuery>(TQuery query)
        where TQuery : FhirQuery
    {
        query.End();
        return query;
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
