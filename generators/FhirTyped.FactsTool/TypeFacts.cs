using System.Text;
using System.Xml.Linq;

namespace FhirTyped.FactsTool;

/// <summary>The facts of types: one line for the type, one for each element that it adds.</summary>
internal sealed class TypeFacts(Definitions definitions, EnumNames enums)
{
    private const string TypeExtension = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

    private const string FiveWs = "FiveWs.";

    /// <summary>All data types.</summary>
    public IEnumerable<string> DataTypes() => definitions.DataTypes.SelectMany(Of);

    /// <summary>One type.</summary>
    public IEnumerable<string> Of(StructureDefinition type)
    {
        var kind = type.Kind == "resource" ? "resource" : "datatype";
        yield return $"{kind} {type.Name} {type.Base ?? "-"}{(type.IsAbstract ? " abstract" : "")}";
        foreach (var element in type.OwnElements)
        {
            yield return Line(element);
        }
    }

    private string Line(XElement element)
    {
        var line = new StringBuilder();
        line.Append(element.Text("path")).Append(' ')
            .Append(element.Text("min")).Append("..").Append(element.Text("max")).Append(' ')
            .Append(TypesOf(element));
        var targets = element.Items("type").SelectMany(t => t.Texts("targetProfile"))
            .Select(p => p.Split('/')[^1]).Distinct().ToList();
        if (targets.Count > 0)
        {
            line.Append(" targets=").AppendJoin('|', targets);
        }

        if (element.Child("binding") is { } binding && binding.Text("valueSet") is not null)
        {
            var valueSet = EnumNames.ValueSetOf(binding);
            line.Append(" binding=").Append(binding.Text("strength")).Append('|').Append(valueSet);
            if (enums.Of(valueSet) is { } name)
            {
                line.Append('|').Append(name);
            }
        }

        if (element.Flag("isModifier"))
        {
            line.Append(" modifier");
        }

        if (element.Flag("isSummary"))
        {
            line.Append(" summary");
        }

        if (FiveWsOf(element) is { } question)
        {
            line.Append(" w5=").Append(question);
        }

        return line.ToString();
    }

    // Which of the five questions (who, what, when, where, why) an element answers: the mapping to http://hl7.org/fhir/fivews.
    private static string? FiveWsOf(XElement element) => element.Items("mapping")
        .Where(static mapping => mapping.Text("identity") == "w5" && mapping.Text("map")!.StartsWith(FiveWs, StringComparison.Ordinal))
        .Select(static mapping => mapping.Text("map")![FiveWs.Length..].Replace("[x]", "", StringComparison.Ordinal))
        .FirstOrDefault();

    private static string TypesOf(XElement element)
    {
        // The published definition calls the id of resources a string; the standard's text and its later versions say id.
        if (element.Text("path") == "Resource.id")
        {
            return "id";
        }

        if (element.Text("contentReference") is { } reference)
        {
            return reference;
        }

        return string.Join('|', element.Items("type").Select(NameOf).Distinct());
    }

    // The system types of FHIRPath stand for the primitives that XML writes as attributes; an extension names the FHIR type.
    private static string NameOf(XElement type) =>
        type.Items("extension").FirstOrDefault(e => e.Attribute("url")?.Value == TypeExtension) is { } extension
            ? extension.Text("valueUrl")!
            : type.Text("code")!;
}
