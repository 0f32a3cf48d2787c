using FhirTyped.TestKit;

namespace FhirTyped.ModelGenerator.Tests;

/// <summary>What an editor shows of an element: made of facts, in our own words.</summary>
public sealed class DocumentationTests
{
    private static readonly Dictionary<string, string> Sources =
        GeneratorRun.Start(GeneratorRun.Facts()).Result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());

    [Theory]
    [InlineData("Observation", "Effective", "Observation.effective[x], 0..1 dateTime|Period|Timing|instant. When it was or is done. In the summary.")]
    [InlineData("Observation", "Subject", "Observation.subject, 0..1 Reference to Patient|Group|Device|Location. Whom or what it is about: a link to another resource. In the summary.")]
    [InlineData("Observation", "Status", "Observation.status, 1..1 code. What state it is in: a code. Required binding: <see cref=\"ObservationStatus\"/>. A modifier. In the summary.")]
    [InlineData("Observation", "DataAbsentReason", "Observation.dataAbsentReason, 0..1 CodeableConcept. Data absent reason: a concept, by codes of one or more systems and as text. Extensible binding: <see cref=\"DataAbsentReason\"/>.")]
    [InlineData("Observation", "ReferenceRange", "Observation.referenceRange, 0..* BackboneElement. Reference range.")]
    [InlineData("Patient", "BirthDate", "Patient.birthDate, 0..1 date. Birth date: a day, a month or a year. In the summary.")]
    [InlineData("Attachment", "Url", "Attachment.url, 0..1 url. Url: an address. In the summary.")]
    public void Element_SaysWhatItMeans_AndWhatTheStandardHasOfIt(string type, string property, string documentation)
    {
        var lines = Sources[type + ".g.cs"].Split('\n');
        var at = Array.FindIndex(lines, line => line.Contains(" " + property + " { get", StringComparison.Ordinal));

        Assert.StartsWith("/// <summary>" + documentation + " <see href=\"https://hl7.org/fhir/R4/", lines[at - 1].Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryElement_HasItsSentence()
    {
        var spec = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.R4", "spec");
        var facts = Directory.GetFiles(Path.Combine(spec, "resources"), "*.facts").Append(Path.Combine(spec, "types.facts")).Append(Path.Combine(spec, "codes.facts"))
            .Select(path => new FactsText(Path.GetRelativePath(spec, path).Replace('\\', '/'), File.ReadAllText(path)));
        var elements = GeneratorRun.Start(facts).Result.GeneratedSources
            .SelectMany(static source => source.SourceText.ToString().Split('\n'))
            .Where(static line => line.Contains("/// <summary>", StringComparison.Ordinal) && line.Contains("..", StringComparison.Ordinal)).ToList();

        Assert.True(elements.Count > 4_500, $"{elements.Count} elements");
        Assert.All(elements, static line => Assert.Matches("^ *///? <summary>[\\w.]+(\\[x\\])?, \\d\\.\\.(\\d+|\\*) \\S+( to \\S+)?\\. [A-Z][^.<]*\\. ", line));
    }

    [Theory]
    [InlineData("date", "looks at Observation.effective.")]
    [InlineData("patient", "looks at Observation.subject that leads to Patient.")]
    [InlineData("combo-value-concept", "looks at Observation.value as CodeableConcept, Observation.component.value as CodeableConcept.")]
    public void Filter_SaysAtWhichElementsItLooks(string parameter, string words)
    {
        var path = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.R4", "spec", "search-parameters.facts");
        var filter = GeneratorRun.Start([new FactsText("search-parameters.facts", File.ReadAllText(path))], new Filters.FilterGenerator())
            .Result.GeneratedSources.Single(static source => source.HintName == "LocalFilters.Observation.g.cs").SourceText.ToString();

        Assert.Contains($"/// <summary>Search parameter <c>{parameter}</c> (", filter, StringComparison.Ordinal);
        Assert.Contains(words, filter.Split('\n').Single(line => line.Contains($"<c>{parameter}</c> (", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
