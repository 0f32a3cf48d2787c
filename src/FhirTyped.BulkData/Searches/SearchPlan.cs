using System.Security.Cryptography;
using System.Text;
using FhirTyped.Capabilities;

namespace FhirTyped.BulkData;

/// <summary>For whom is searched, and what.</summary>
internal sealed class SearchPlan
{
    private readonly IReadOnlyList<(string Type, string Query)> _searches;

    private SearchPlan(IReadOnlyList<string> patients, IReadOnlyList<(string Type, string Query)> searches)
    {
        Patients = patients;
        _searches = searches;
        Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', patients.Concat([""]).Concat(searches.Select(static one => one.Type + "?" + one.Query))))));
    }

    /// <summary>The ids of the patients.</summary>
    public IReadOnlyList<string> Patients { get; }

    /// <summary>Equal where the same is searched for the same patients.</summary>
    public string Key { get; }

    /// <summary>Looks at what is asked, and asks the judge.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support it.</exception>
    public static SearchPlan Make(IFhirPlatformClient client, IReadOnlyList<string> patients, IReadOnlyList<string> searches)
    {
        ArgumentNullException.ThrowIfNull(patients);
        ArgumentNullException.ThrowIfNull(searches);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var patient in patients)
        {
            FhirId.ThrowIfInvalid(patient, nameof(patients));
            if (!known.Add(patient))
            {
                throw new ArgumentException("A patient is there twice.", nameof(patients));
            }
        }

        var plan = new SearchPlan([.. patients], [.. searches.Select(Read)]);
        if (plan._searches.Count == 0)
        {
            throw new ArgumentException("There is nothing to search.", nameof(searches));
        }

        var exchange = client.Exchange.Server;
        foreach (var search in plan.SearchesOf("1"))
        {
            var sides = search.Split('?', 2);
            exchange.GuardSearch(SearchQuery.Parse(sides[0], sides[1]), meansAll: false, canMeanAll: false);
        }

        return plan;
    }

    /// <summary>The searches for a patient.</summary>
    public IEnumerable<string> SearchesOf(string patient) => _searches.Select(one =>
        one.Type + "?" + (one.Type == "Patient" ? "_id=" : "patient=") + patient + (one.Query.Length > 0 ? "&" + one.Query : ""));

    private static (string Type, string Query) Read(string search)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(search, "searches");
        var sides = search.Split('?', 2);
        var query = sides.Length > 1 ? SearchTextWriter.Rewrite(sides[1]) : "";
        return !R4Definitions.IsResourceType(sides[0]) ? throw new ArgumentException("A search is a resource type, or one with a question mark and a query.", nameof(search))
            : SearchQuery.Parse(sides[0], query).Criteria.Any(criterion => criterion.Name is "patient" || (criterion.Name is "_id" && sides[0] == "Patient"))
                ? throw new ArgumentException("The patient is added to each search: leave it out.", nameof(search))
            : (sides[0], query);
    }
}
