namespace FhirTyped;

/// <summary>
/// Says which search parameters a method adds to the query that it is given, so that the analyzers know the whole search where the
/// method's body is out of their sight: in another file or assembly, or behind an interface.
/// </summary>
/// <remarks>
/// It is a promise, and the analyzers rely on it: each of the parameters is added on every path, and no other is added that the
/// platform's rules speak of. A method without it whose body stands in another file leaves the search open: nothing is reported as missing.
/// </remarks>
/// <param name="parameters">The names of the search parameters as FHIR spells them, for example <c>patient</c> and <c>category</c>.</param>
/// <example>
/// <code>
/// [AddsCriteria("category")]
/// public static Epic.ObservationQuery Laboratory(this Epic.ObservationQuery query) => query.Category.Is(ObservationCategory.Laboratory);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AddsCriteriaAttribute(params string[] parameters) : Attribute
{
    /// <summary>The names of the search parameters.</summary>
    public IReadOnlyList<string> Parameters { get; } = parameters;
}
