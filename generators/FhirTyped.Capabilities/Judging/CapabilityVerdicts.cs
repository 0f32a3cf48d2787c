using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Puts together what the judges of several platforms say of one thing.</summary>
internal static class CapabilityVerdicts
{
    /// <summary>One verdict of several with the same id: it counts as much as the gravest of them, and says what each of them says.</summary>
    /// <param name="verdicts">The verdicts; one at least.</param>
    public static CapabilityVerdict Join(IReadOnlyList<CapabilityVerdict> verdicts)
    {
        var joined = verdicts[0];
        if (verdicts.Count == 1)
        {
            return joined;
        }

        var messages = new List<string>(verdicts.Count);
        var sources = new List<string>(verdicts.Count);
        foreach (var verdict in verdicts)
        {
            joined = verdict.Support > joined.Support ? joined with { Support = verdict.Support } : joined;
            AddNew(messages, verdict.WithSuggestion(null).Message);
            AddNew(sources, verdict.Source);
        }

        // What one of them suggests, another may lack.
        return joined with { Message = string.Join(" ", messages), Source = string.Join(", ", sources), Suggestion = null };
    }

    /// <summary>The verdicts on one search: those with the same id about the same part of it become one.</summary>
    public static IReadOnlyList<CapabilityVerdict> JoinByPlace(IEnumerable<CapabilityVerdict> verdicts)
    {
        var places = new List<List<CapabilityVerdict>>();
        foreach (var verdict in verdicts)
        {
            var place = places.Find(others =>
                others[0].Id == verdict.Id && others[0].CriterionIndex == verdict.CriterionIndex && others[0].ValueIndex == verdict.ValueIndex);
            if (place is null)
            {
                places.Add(new() { verdict });
            }
            else
            {
                place.Add(verdict);
            }
        }

        return places.ConvertAll(Join);
    }

    /// <summary>The verdict on a member that only some platforms of a client have.</summary>
    /// <param name="client">The client's class.</param>
    /// <param name="member">The member.</param>
    /// <param name="lacking">The platforms that lack it, each with what its judge says.</param>
    /// <param name="suggestion">The nearest name that all of them have, or null.</param>
    public static CapabilityVerdict NotOnEvery(
        string client, string member, IReadOnlyList<(PlatformManifest Platform, CapabilityVerdict Verdict)> lacking, string? suggestion)
    {
        var support = CapabilitySupport.Undeclared;
        var platforms = new List<string>(lacking.Count);
        var sources = new List<string>(lacking.Count);
        foreach (var (platform, verdict) in lacking)
        {
            support = verdict.Support > support ? verdict.Support : support;
            platforms.Add(platform.Name + " (" + verdict.Source + ")");
            AddNew(sources, verdict.Source);
        }

        var message = client + " has only what all of its platforms support, and '" + member + "' is not on " + string.Join(", ", platforms) + ".";
        return new CapabilityVerdict(support, CapabilityIds.NotOnEvery, message, string.Join(", ", sources)).WithSuggestion(suggestion);
    }

    /// <summary>The verdict on a search parameter that the platforms of a client know with several types.</summary>
    /// <param name="client">The client's class.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="types">The platforms, each with its type.</param>
    public static CapabilityVerdict NotOfOneType(string client, string parameter, IReadOnlyList<(PlatformManifest Platform, SearchParameterType Type)> types)
    {
        var platforms = new List<string>(types.Count);
        var sources = new List<string>(types.Count);
        foreach (var (platform, type) in types)
        {
            platforms.Add("a " + type.ToCode() + " on " + platform.Name + " (" + platform.Origin.Describe() + ")");
            AddNew(sources, platform.Origin.Describe());
        }

        return new(
            CapabilitySupport.Unsupported,
            CapabilityIds.NotOnEvery,
            client + " has only what all of its platforms support, and '" + parameter + "' is " + string.Join(", ", platforms) + ".",
            string.Join(", ", sources));
    }

    private static void AddNew(List<string> texts, string text)
    {
        if (!texts.Contains(text))
        {
            texts.Add(text);
        }
    }
}
