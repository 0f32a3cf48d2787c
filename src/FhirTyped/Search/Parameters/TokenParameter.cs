using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A token parameter: a code, with or without its system (https://hl7.org/fhir/R4/search.html#token).</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct TokenParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery
{
    private readonly TQuery _query;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    public TokenParameter(TQuery query, string name)
    {
        _query = query;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Has the code, in whatever system.</summary>
    /// <param name="code">The code alone. For <c>system|code</c> call <see cref="Is(string, string)"/>.</param>
    /// <exception cref="ArgumentException">The code is null, empty, cannot be sent, or holds a <c>|</c>.</exception>
    public TQuery Is(string code) => SearchWriter.Token(_query, Name, null, code);

    /// <summary>Has the code of a system, or the identifier of a system.</summary>
    /// <param name="system">The system's URI.</param>
    /// <param name="code">The code or identifier.</param>
    /// <exception cref="ArgumentException">One is null, empty, or cannot be sent.</exception>
    public TQuery Is(string system, string code) => SearchWriter.Token(_query, Name, null, system, code);

    /// <summary>Is true or false.</summary>
    /// <param name="value">Which.</param>
    public TQuery Is(bool value) => SearchWriter.Text(_query, Name, null, value ? "true" : "false");

    /// <summary>Has the code, with its system where it has one.</summary>
    /// <param name="token">A code: a <see cref="Coding"/> and an <see cref="FhirTyped.R4.Identifier"/> convert by themselves.</param>
    /// <exception cref="ArgumentException">The token has neither system nor code.</exception>
    public TQuery Is(SearchToken token) => SearchWriter.Token(_query, Name, null, token);

    /// <summary>Has the code of a code system of the specification, with its system.</summary>
    /// <typeparam name="TCode">The enum of the code system.</typeparam>
    /// <param name="code">The code.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no member of an enum of FHIR R4, as the default value is none.</exception>
    public TQuery Is<TCode>(TCode code)
        where TCode : struct, Enum => SearchWriter.Code(_query, Name, null, code);

    /// <summary>Has one of the codes.</summary>
    /// <param name="tokens">The codes.</param>
    /// <exception cref="ArgumentException">There are none, or one is empty or cannot be sent.</exception>
    public TQuery AnyOf(params ReadOnlySpan<SearchToken> tokens) => SearchWriter.AnyToken(_query, Name, null, tokens);

    /// <summary>Has one of the codes of a code system of the specification.</summary>
    /// <typeparam name="TCode">The enum of the code system.</typeparam>
    /// <param name="codes">The codes.</param>
    /// <exception cref="ArgumentException">There are none, or one is no member of an enum of FHIR R4.</exception>
    public TQuery AnyOf<TCode>(params ReadOnlySpan<TCode> codes)
        where TCode : struct, Enum => SearchWriter.AnyCode(_query, Name, codes);

    /// <summary>Has any code of a system.</summary>
    /// <param name="system">The system's URI.</param>
    /// <exception cref="ArgumentException">The system is null, empty, or cannot be sent.</exception>
    public TQuery InSystem(string system) => SearchWriter.System(_query, Name, system);

    /// <summary>Does not have the code: <c>:not</c>. Resources without the element are found too.</summary>
    /// <param name="token">The code.</param>
    /// <exception cref="ArgumentException">The token is empty.</exception>
    public TQuery Not(SearchToken token) => SearchWriter.Token(_query, Name, "not", token);

    /// <summary>Does not have the code of a code system of the specification: <c>:not</c>.</summary>
    /// <typeparam name="TCode">The enum of the code system.</typeparam>
    /// <param name="code">The code.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no member of an enum of FHIR R4, as the default value is none.</exception>
    public TQuery Not<TCode>(TCode code)
        where TCode : struct, Enum => SearchWriter.Code(_query, Name, "not", code);

    /// <summary>The code is in a value set: <c>:in</c>.</summary>
    /// <param name="valueSet">The value set's URI.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery In(string valueSet) => SearchWriter.Text(_query, Name, "in", valueSet);

    /// <summary>The code is not in a value set: <c>:not-in</c>.</summary>
    /// <param name="valueSet">The value set's URI.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery NotIn(string valueSet) => SearchWriter.Text(_query, Name, "not-in", valueSet);

    /// <summary>The text of the code or its display begins with a text: <c>:text</c>.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery Text(string value) => SearchWriter.Text(_query, Name, "text", value);

    /// <summary>The code is the one given or below it in its system: <c>:below</c>.</summary>
    /// <param name="token">The code.</param>
    /// <exception cref="ArgumentException">The token is empty.</exception>
    public TQuery Below(SearchToken token) => SearchWriter.Token(_query, Name, "below", token);

    /// <summary>The code is the one given or above it in its system: <c>:above</c>.</summary>
    /// <param name="token">The code.</param>
    /// <exception cref="ArgumentException">The token is empty.</exception>
    public TQuery Above(SearchToken token) => SearchWriter.Token(_query, Name, "above", token);

    /// <summary>The identifier has a type and a value: <c>:of-type</c>.</summary>
    /// <param name="typeSystem">The system of the type's code.</param>
    /// <param name="typeCode">The type's code, for example <c>MR</c>.</param>
    /// <param name="value">The identifier.</param>
    /// <exception cref="ArgumentException">One is null, empty, or cannot be sent.</exception>
    public TQuery OfType(string typeSystem, string typeCode, string value) =>
        SearchWriter.Joined(_query, Name, "of-type", [typeSystem, typeCode, value], '|');

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
