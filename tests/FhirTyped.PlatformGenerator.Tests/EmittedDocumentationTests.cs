using FhirTyped.Capabilities;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>What an editor shows of an emitted member.</summary>
public sealed class EmittedDocumentationTests
{
    private const string Parameters =
        "_id:token category:token code:token status:token subject:reference patient:reference date:date value-quantity:quantity code-value-quantity:composite value-string:string ward:string _text:string _lastUpdated:date";

    [Theory]
    [InlineData("Category", "Search parameter category (token): looks at Observation.category.")]
    [InlineData("Subject", "Search parameter subject (reference) to Device, Group, Location, Patient: looks at Observation.subject.")]
    [InlineData("Patient", "Search parameter patient (reference) to Patient: looks at Observation.subject that leads to Patient.")]
    [InlineData("ValueQuantity", "Search parameter value-quantity (quantity): looks at Observation.value as Quantity or SampledData.")]
    [InlineData("CodeValueQuantity", "Search parameter code-value-quantity (composite) of code and value-quantity: looks at Observation.")]
    [InlineData("LastUpdated", "Search parameter _lastUpdated (date): looks at Resource.meta.lastUpdated.")]
    [InlineData("Ward", "Search parameter ward (string), as Mercy & Sons defines it: FHIR R4 has none such.")]
    [InlineData("Text", "Search parameter _text (string).")]
    public void Property_SaysWhatItSearchesFor(string property, string summary) => Assert.Equal(summary, DocumentationOf("ObservationQuery." + property, "[]").Summary);

    [Theory]
    [InlineData("Category", "Mercy & Sons: Every search needs _id, category or patient with code. Only these values are taken: laboratory and vital-signs.")]
    [InlineData("Code", "Mercy & Sons: Every search needs _id, category or patient with code.")]
    [InlineData("Date", "Mercy & Sons: Only these comparisons are taken: ge and le. Taken at most 2 times in a search.")]
    [InlineData("Subject", "Mercy & Sons: Cannot be used together with patient.")]
    [InlineData("Ward", "")]
    public void Property_SaysWhatTheRulesSayOfIt(string property, string remarks) => Assert.Equal(remarks, DocumentationOf("ObservationQuery." + property, """
        [
          { "resource": "Observation", "requires_one_of": [["_id"], ["category"], ["patient", "code"]], "source": "test" },
          { "resource": "Observation", "values": { "category": ["laboratory", "vital-signs"] }, "source": "test" },
          { "resource": "*", "prefixes": { "date": ["ge", "le"] }, "source": "test" },
          { "resource": "Observation", "max_occurs": { "date": 2 }, "source": "test" },
          { "resource": "Observation", "excludes": [["patient", "subject"]], "source": "test" },
          { "resource": "Patient", "ignored": ["ward"], "source": "test" }
        ]
        """).Remarks);

    [Theory]
    [InlineData("ObservationQuery")]
    [InlineData("Observation")]
    public void SearchAndEndpoint_SayWhatEverySearchNeeds(string member) => Assert.Equal(
        "Mercy & Sons: Every search needs category or code. Beside _id, every other filter is ignored.",
        DocumentationOf(member, """
            [
              { "resource": "Observation", "requires_one_of": [["category"], ["code"]], "source": "test" },
              { "resource": "*", "ignores_others": ["_id"], "source": "test" }
            ]
            """).Remarks);

    /// <summary>No verb is forgotten: a rule about searches is told where people see it. The others are no matter of one search.</summary>
    [Fact]
    public void EveryVerbOfSearches_IsTold()
    {
        RuleVerb[] others =
        [
            RuleVerb.IncludeScope, RuleVerb.IfMatch, RuleVerb.SearchPost, RuleVerb.PagingHosts, RuleVerb.PageLinks, RuleVerb.HandlingStrict, RuleVerb.PagingParameters,
            RuleVerb.Chains, RuleVerb.ReverseChains,
        ];
        var silent = RuleShapes.All.Where(static shape => !Emit($$"""[{ "resource": "Observation", "{{shape.Name}}": {{shape.Example}}, "source": "test" }]""").Contains("<remarks>", StringComparison.Ordinal));

        Assert.Equal(others, silent.Select(static shape => shape.Verb));
    }

    /// <summary>What rules say of searches is no matter of a query that only stands for a reverse include.</summary>
    [Fact]
    public void Query_OfReverseIncludesOnly_HasNoCaveats()
    {
        const string Rules = """[{ "resource": "*", "max_occurs": { "target": 1, "code": 1 }, "source": "test" }]""";

        Assert.Equal("Mercy & Sons: Taken at most once in a search.", DocumentationOf("ObservationQuery.Code", Rules).Remarks);
        Assert.Equal(
            ("Search parameter target (reference) to any resource: looks at Provenance.target.", ""), DocumentationOf("ProvenanceQuery.Target", Rules));
    }

    [Fact]
    public void TextsOfFiles_StayTexts()
    {
        var (_, remarks) = DocumentationOf("ObservationQuery.Category", """[{ "resource": "Observation", "values": { "category": ["</remarks><script>", "a\nb"] }, "source": "test" }]""");

        Assert.Equal("Mercy & Sons: Only these values are taken: </remarks><script> and a b.", remarks);
    }

    private static string Emit(string rules)
    {
        var statement = Statement(Resource("Observation", "read search-type", Parameters + " given:string family:string onset:date identifier:token"));
        return string.Concat(Begin().WithPlatform("mercy", statement, "\"rules\": " + rules).Run().Sources.Values);
    }

    private static (string Summary, string Remarks) DocumentationOf(string member, string rules)
    {
        var run = Begin()
            .WithPlatform("mercy", Statement(Resource("Observation", "read search-type", Parameters, revIncludes: "Provenance:target"), Resource("Provenance", "read", "target:reference")), "\"display_name\": \"Mercy & Sons\", \"rules\": " + rules)
            .Run();
        Assert.Empty(run.CompilerProblems);
        var platform = run.Compilation.GetTypeByMetadataName("Acme.Mercy")!;
        ISymbol symbol = platform;
        foreach (var name in member.Split('.'))
        {
            symbol = ((INamedTypeSymbol)symbol).GetMembers(name).Single();
        }

        var xml = System.Xml.Linq.XElement.Parse(symbol.GetDocumentationCommentXml()!);
        return (xml.Element("summary")!.Value, xml.Element("remarks")?.Value ?? "");
    }
}
