using System.Xml.Linq;

namespace FhirTyped.Facts.Tests;

/// <summary>The facts of types, element by element, against the snapshots that HL7 published.</summary>
public sealed class ElementFactsTests
{
    private const string SystemTypes = "http://hl7.org/fhirpath/";
    private const string TypeExtension = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

    [Fact]
    public void Elements_HaveTheCardinalityTypesTargetsAndBindingsThatArePublished()
    {
        var published = Publication.Types.SelectMany(Publication.OwnElements).Select(Line).Order(StringComparer.Ordinal);

        // The enum is the model's own name for a value set.
        var committed = CommittedFacts.Types.Where(static line => !IsType(line)).Select(static line => string.Join(' ', line.Split(' ').Select(WithoutEnum)));

        Assert.Equal(published, committed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Types_AreThosePublished_WithTheirBases()
    {
        var published = Publication.Types.Select(static type =>
            (type.Value("kind") == "resource" ? "resource " : "datatype ") + type.Value("type") + " " + (type.Value("baseDefinition")?.Split('/')[^1] ?? "-")
            + (type.Value("abstract") == "true" ? " abstract" : ""));

        Assert.Equal(published.Order(StringComparer.Ordinal), CommittedFacts.Types.Where(IsType).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Invariants_AreThosePublished()
    {
        var published = Publication.Types
            .SelectMany(static type => type.All("differential").Single().All("element"))
            .SelectMany(static element => element.All("constraint")
                .Where(static c => c.Value("expression") is not null)
                .Select(c => element.Value("path") + " " + c.Value("key") + " " + c.Value("severity") + "\t" + OneLine(c.Value("expression")!)));

        Assert.Equal(published.Distinct().Order(StringComparer.Ordinal), CommittedFacts.Lines("invariants.facts").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ResearchStudy_IsThatOfR4() // the copy that was read before had elements and codes of a later version
    {
        Assert.Contains(CommittedFacts.Types, static line => line.StartsWith("ResearchStudy.status 1..1 code binding=required|http://hl7.org/fhir/ValueSet/research-study-status|", StringComparison.Ordinal));
        Assert.DoesNotContain(CommittedFacts.Types, static line => line.StartsWith("ResearchStudy.studyDesign ", StringComparison.Ordinal));
    }

    private static bool IsType(string line) => line.StartsWith("resource ", StringComparison.Ordinal) || line.StartsWith("datatype ", StringComparison.Ordinal);

    private static string WithoutEnum(string word) =>
        word.StartsWith("binding=", StringComparison.Ordinal) && word.Split('|') is [var strength, var valueSet, _] ? strength + "|" + valueSet : word;

    private static string Line(XElement element)
    {
        var path = element.Value("path")!;
        var types = element.Value("contentReference") ?? (path == "Resource.id" ? "id" : string.Join('|', element.All("type").Select(NameOf).Distinct()));
        var line = path + " " + element.Value("min") + ".." + element.Value("max") + " " + types;
        var targets = element.All("type").SelectMany(static t => t.Values("targetProfile")).Select(static t => t["http://hl7.org/fhir/StructureDefinition/".Length..]).Distinct().ToList();
        if (targets.Count > 0)
        {
            line += " targets=" + string.Join('|', targets);
        }

        if (element.All("binding").SingleOrDefault() is { } binding && binding.Value("valueSet") is { } valueSet)
        {
            line += " binding=" + binding.Value("strength") + "|" + valueSet.Split('|')[0];
        }

        return line + (element.Value("isModifier") == "true" ? " modifier" : "") + (element.Value("isSummary") == "true" ? " summary" : "") + Question(element);
    }

    private static string Question(XElement element) => element.All("mapping")
        .Where(static mapping => mapping.Value("identity") == "w5")
        .Select(static mapping => mapping.Value("map")!.Split('.', '['))
        .Where(static map => map[0] == "FiveWs")
        .Select(static map => " w5=" + map[1])
        .FirstOrDefault("");

    private static string NameOf(XElement type) => type.Value("code")!.StartsWith(SystemTypes, StringComparison.Ordinal)
        ? type.All("extension").Single(static e => e.Attribute("url")!.Value == TypeExtension).Value("valueUrl")!
        : type.Value("code")!;

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
