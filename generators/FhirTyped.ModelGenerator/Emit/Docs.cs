using System.Text;
using FhirTyped.ModelGenerator.Model;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>XML documentation made of facts.</summary>
internal static class Docs
{
    private const string Site = "https://hl7.org/fhir/R4/";

    /// <summary>Escapes text for XML.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>What an element means, its cardinality, type, binding and targets, with the page of the standard.</summary>
    public static string Of(ElementSpec element)
    {
        var text = new StringBuilder("/// <summary>");
        text.Append(element.Path).Append(element.Kind == ElementKind.Choice ? "[x]" : "").Append(", ")
            .Append(element.Min).Append("..").Append(element.Max).Append(' ');
        Join(text, element.Types, 8);
        if (element.Targets.Count > 0 && element.Targets[0] != "Resource")
        {
            text.Append(" to ");
            Join(text, element.Targets, 8);
        }

        text.Append(". ").Append(ElementMeaning.Of(element));
        if (element.BindingStrength is { } strength)
        {
            text.Append(' ').Append(char.ToUpperInvariant(strength[0])).Append(strength, 1, strength.Length - 1).Append(" binding: ");
            if (element.EnumName is { } name)
            {
                text.Append("<see cref=\"").Append(name).Append("\"/>.");
            }
            else
            {
                text.Append(element.ValueSet).Append('.');
            }
        }

        text.Append(element.IsModifier ? " A modifier." : "").Append(element.IsSummary ? " In the summary." : "");
        return text.Append(" <see href=\"").Append(PageOf(element.Path)).Append("\"/></summary>").ToString();
    }

    /// <summary>The page that defines a type or an element.</summary>
    public static string PageOf(string path)
    {
        var dot = path.IndexOf('.');
        var type = dot < 0 ? path : path.Substring(0, dot);
        return Site + FileOf(type) + (dot < 0 ? ".html#" + type : "-definitions.html#" + path);
    }

    private static string FileOf(string type) => type switch
    {
        "Address" or "Age" or "Annotation" or "Attachment" or "CodeableConcept" or "Coding" or "ContactPoint" or "Count"
            or "Distance" or "Duration" or "HumanName" or "Identifier" or "Money" or "Period" or "Quantity" or "Range"
            or "Ratio" or "SampledData" or "Signature" or "Timing" => "datatypes",
        "ContactDetail" or "Contributor" or "DataRequirement" or "Expression" or "ParameterDefinition" or "RelatedArtifact"
            or "TriggerDefinition" or "UsageContext" => "metadatatypes",
        "Extension" => "extensibility",
        "Reference" => "references",
        "Meta" => "resource",
        _ => type.ToLowerInvariant(),
    };

    private static void Join(StringBuilder text, EquatableArray<string> words, int most)
    {
        for (var i = 0; i < words.Count && i < most; i++)
        {
            text.Append(i == 0 ? "" : "|").Append(words[i]);
        }

        text.Append(words.Count > most ? "|..." : "");
    }
}
