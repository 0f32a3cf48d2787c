namespace FhirTyped.R4.FhirPath;

/// <summary>
/// What an expression can reach beyond its input. One instance may serve several evaluations, also at the same time, as long as nobody
/// changes it and its delegates allow that.
/// </summary>
public sealed class FhirPathContext
{
    /// <summary>The limit of <see cref="MaximumSteps"/> where none is given.</summary>
    public const int DefaultMaximumSteps = 10_000_000;

    /// <summary>The value of <c>%resource</c>: the resource that holds the input. By default the input, where it is a resource.</summary>
    public Resource? Resource { get; init; }

    /// <summary>The value of <c>%rootResource</c>: the resource that contains <see cref="Resource"/>, whose <c>contained</c> resources <c>resolve()</c> finds. By default <see cref="Resource"/>.</summary>
    public Resource? RootResource { get; init; }

    /// <summary>
    /// Finds the target of a reference or canonical for <c>resolve()</c>; null where it is not to be had. Not asked for contained resources, nor
    /// for entries of a Bundle that is the root. A relative reference in an entry whose fullUrl is the address of a resource is asked for
    /// as the absolute address that it means there (<see href="https://hl7.org/fhir/R4/bundle.html#references"/>). By default nothing is found.
    /// </summary>
    public Func<string, Base?>? Resolver { get; init; }

    /// <summary>
    /// Whether <c>resolve()</c> of a target that is not to be had gives an empty resource of the type that the reference names, so that
    /// <c>where(resolve() is Patient)</c> of the search parameters can be answered without reading the target. False by default.
    /// </summary>
    public bool AssumeReferencedTypes { get; init; }

    /// <summary>Answers <c>memberOf(valueSet)</c> for a code, Coding or CodeableConcept; null is unknown. Without it, the function throws.</summary>
    public Func<Base, string, bool?>? MemberOf { get; init; }

    /// <summary>Answers <c>conformsTo(profile)</c>; null is unknown. Without it, the function throws.</summary>
    public Func<Base, string, bool?>? ConformsTo { get; init; }

    /// <summary>Hears of <c>trace(name)</c>: the name and the collection. By default nobody does.</summary>
    public Action<string, IReadOnlyList<FhirPathValue>>? Tracer { get; init; }

    /// <summary>Further variables: <c>%name</c> without the percent sign. None by default.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FhirPathValue>>? Variables { get; init; }

    /// <summary>The clock of <c>now()</c> and <c>today()</c>. The system's by default; its local time zone gives the offset.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// How many steps one evaluation may take before it is given up with a <see cref="FhirPathException"/>; a step is about one item
    /// visited by one part of the expression. <see cref="DefaultMaximumSteps"/> by default.
    /// </summary>
    public int MaximumSteps { get; init; } = DefaultMaximumSteps;
}
