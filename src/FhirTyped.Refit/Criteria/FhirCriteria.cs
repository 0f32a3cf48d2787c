namespace FhirTyped;

/// <summary>The criteria of a search, whatever the platform and the resource type.</summary>
public abstract class FhirCriteria
{
    private protected FhirCriteria(string query, bool meansAll)
    {
        Query = query;
        MeansAll = meansAll;
    }

    /// <summary>The query as it is sent, percent-encoded and without the question mark; empty where there are no criteria. It may hold patient data: do not log it.</summary>
    public string Query { get; }

    /// <summary>Whether a search without any filter is meant (<see cref="FhirQuery{TQuery}.All"/>).</summary>
    public bool MeansAll { get; }
}
