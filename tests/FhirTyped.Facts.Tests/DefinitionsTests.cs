using System.IO.Compression;
using FhirTyped.FactsTool;

namespace FhirTyped.Facts.Tests;

/// <summary>What the tool does not take for R4.</summary>
public sealed class DefinitionsTests : IDisposable
{
    private readonly string _archive = Path.GetTempFileName();

    [Theory]
    [InlineData("http://example.org/ValueSet/ward-kind|4.0.1", null)]
    [InlineData("http://example.org/ValueSet/ward-kind", null)]
    [InlineData("http://terminology.hl7.org/ValueSet/v3-ConfidentialityClassification|2014-03-26", null)]
    [InlineData("http://example.org/ValueSet/ward-kind|5.0.0", "profiles-resources.xml: Ward.kind is bound to http://example.org/ValueSet/ward-kind|5.0.0, not to version 4.0.1")]
    [InlineData("http://example.org/ValueSet/ward-kind|4.3.0", "profiles-resources.xml: Ward.kind is bound to http://example.org/ValueSet/ward-kind|4.3.0, not to version 4.0.1")]
    public void Load_OfABinding_TakesOnlyTheVersionOfR4(string valueSet, string? problem) =>
        Assert.Equal(problem, Load($"<StructureDefinition><id value='Ward'/><version value='4.0.1'/><type value='Ward'/><kind value='resource'/><differential><element><path value='Ward.kind'/><binding><strength value='required'/><valueSet value='{valueSet}'/></binding></element></differential></StructureDefinition>"));

    [Theory]
    [InlineData("StructureDefinition")]
    [InlineData("OperationDefinition")]
    [InlineData("CompartmentDefinition")]
    public void Load_OfADefinitionOfAnotherVersion_Throws(string kind) => Assert.Equal(
        $"profiles-resources.xml: {kind} Ward is of version 4.3.0, not 4.0.1",
        Load($"<{kind}><id value='Ward'/><version value='4.3.0'/><type value='Ward'/><kind value='resource'/></{kind}>"));

    public void Dispose() => File.Delete(_archive);

    private string? Load(string definition)
    {
        using (var zip = new ZipArchive(File.Create(_archive), ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "profiles-types.xml", "profiles-resources.xml", "valuesets.xml", "search-parameters.xml" })
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write("<Bundle xmlns='http://hl7.org/fhir'>" + (name == "profiles-resources.xml" ? $"<entry><resource>{definition}</resource></entry>" : "") + "</Bundle>");
            }
        }

        return Record.Exception(() => Definitions.Load(_archive)) is { } exception ? Assert.IsType<InvalidDataException>(exception).Message : null;
    }
}
