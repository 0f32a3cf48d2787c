namespace FhirTyped;

/// <summary>
/// The criteria of a search as a value: two that ask for the same are equal, so a mock of a Refit interface can be told which search it answers.
/// <c>FhirCriteria&lt;Epic.ObservationQuery&gt;.Of(q => q.Patient.Is("p1"))</c>
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <typeparam name="TQuery">The platform's query, for example <c>Epic.ObservationQuery</c>.</typeparam>
public sealed class FhirCriteria<TQuery> : FhirCriteria, IEquatable<FhirCriteria<TQuery>>
    where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
{
    private FhirCriteria(string query, bool meansAll)
        : base(query, meansAll)
    {
    }

    /// <summary>Builds criteria.</summary>
    /// <param name="build">Adds them: <c>q => q.Patient.Is("p1").Category.Is(ObservationCategory.Laboratory)</c>.</param>
    /// <exception cref="ArgumentException">A value is null or empty, or cannot be sent: it would be dropped.</exception>
    /// <exception cref="InvalidOperationException">The function is async, or a value was refused and it went on.</exception>
    public static FhirCriteria<TQuery> Of(Action<TQuery> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        var query = QueryBuild.Run(build, out var meansAll);
        return new(query, meansAll);
    }

    /// <inheritdoc/>
    public bool Equals(FhirCriteria<TQuery>? other) => other is not null && Query == other.Query && MeansAll == other.MeansAll;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FhirCriteria<TQuery>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Query, MeansAll);

    /// <summary>The resource type: the criteria may hold a patient's data.</summary>
    public override string ToString() => "criteria of " + TQuery.ResourceType;
}
