using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>The codes of the interactions.</summary>
internal static class FhirInteractions
{
    private static readonly (FhirInteraction Interaction, string Code)[] Codes =
    {
        (FhirInteraction.Read, "read"),
        (FhirInteraction.VRead, "vread"),
        (FhirInteraction.Update, "update"),
        (FhirInteraction.Patch, "patch"),
        (FhirInteraction.Delete, "delete"),
        (FhirInteraction.HistoryInstance, "history-instance"),
        (FhirInteraction.HistoryType, "history-type"),
        (FhirInteraction.Create, "create"),
        (FhirInteraction.SearchType, "search-type"),
        (FhirInteraction.Transaction, "transaction"),
        (FhirInteraction.Batch, "batch"),
        (FhirInteraction.SearchSystem, "search-system"),
        (FhirInteraction.HistorySystem, "history-system"),
    };

    /// <summary>The interaction of a code, or <see cref="FhirInteraction.None"/> where the code is not one of FHIR's.</summary>
    public static FhirInteraction FromCode(string code)
    {
        foreach (var (interaction, known) in Codes)
        {
            if (known == code)
            {
                return interaction;
            }
        }

        return FhirInteraction.None;
    }

    /// <summary>The code of one interaction, for example <c>search-type</c>.</summary>
    public static string ToCode(this FhirInteraction interaction)
    {
        foreach (var (known, code) in Codes)
        {
            if (known == interaction)
            {
                return code;
            }
        }

        return "none";
    }

    /// <summary>Every interaction in a set.</summary>
    public static IEnumerable<FhirInteraction> Each(this FhirInteraction interactions)
    {
        foreach (var (interaction, _) in Codes)
        {
            if ((interactions & interaction) != 0)
            {
                yield return interaction;
            }
        }
    }

    /// <summary>The codes of every interaction in a set.</summary>
    public static IEnumerable<string> ToCodes(this FhirInteraction interactions)
    {
        foreach (var interaction in interactions.Each())
        {
            yield return interaction.ToCode();
        }
    }
}
