using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// A simple <c>$match</c>: an identifier with its system is certain; family name and day of birth are probable, and a given name beside
/// them makes them more so. What a real index does, no test should rely on.
/// </summary>
internal static class PatientMatcher
{
    private const decimal Certain = 1m;
    private const decimal Probable = 0.9m;
    private const decimal Possible = 0.7m;

    /// <summary>The candidates, best first.</summary>
    public static IReadOnlyList<(ResourceVersion Version, decimal Score)> Find(StoreState state, Patient known) =>
    [
        .. state.Shelf("Patient").Current
            .Select(version => (Version: version, Score: Score((Patient)version.Resource!, known)))
            .Where(static match => match.Score > 0)
            .OrderByDescending(static match => match.Score),
    ];

    private static decimal Score(Patient candidate, Patient known)
    {
        if (known.Identifier.Exists(wanted => wanted.Value is not null
            && candidate.Identifier.Exists(identifier => identifier.System == wanted.System && identifier.Value == wanted.Value)))
        {
            return Certain;
        }

        if (known.BirthDate is null || candidate.BirthDate?.ToString() != known.BirthDate.ToString() || !HaveInCommon(candidate, known, static name => [name.Family]))
        {
            return 0;
        }

        return HaveInCommon(candidate, known, static name => name.Given) ? Probable : Possible;
    }

    private static bool HaveInCommon(Patient left, Patient right, Func<HumanName, IEnumerable<string?>> select)
    {
        var names = left.Name.SelectMany(select).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return right.Name.SelectMany(select).OfType<string>().Any(names.Contains);
    }
}
