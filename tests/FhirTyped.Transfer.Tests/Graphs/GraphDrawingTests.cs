using System.Globalization;
using System.Xml.Linq;
using FhirTyped.R4;

namespace FhirTyped.Transfer.Tests.Graphs;

/// <summary>Graphs as Mermaid and as SVG: what is drawn, where it stands, and that no text of a resource gets out of its place.</summary>
public sealed class GraphDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Mermaid_HasANodeForEachResource_AndAnEdgeForEachPair()
    {
        var text = FhirResourceGraph.From(Visit()).ToMermaid();

        Assert.Equal("""
            flowchart LR
              accTitle: FHIR resources and their references
              accDescr: Resources: 3. References: 4. Missing targets: 1. Circles: 1.
              n0["Condition/c"]
              n1["Encounter/e"]
              n2["Patient/p"]
              n3["Practitioner/d"]:::absent
              n0 ==>|"encounter"| n1
              n0 -->|"subject"| n2
              n1 ==>|"diagnosis.condition"| n0
              n1 -->|"participant.individual"| n3
              classDef absent stroke-dasharray:4 3

            """, text, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void ByType_ResourcesAndReferencesAreCounted()
    {
        var text = FhirResourceGraph.From(Observations(120)).ToMermaid();

        Assert.Contains("n0[\"Observation (120)\"]", text, StringComparison.Ordinal);
        Assert.Contains("n2[\"Practitioner (2 missing)\"]:::absent", text, StringComparison.Ordinal);
        Assert.Contains("n0 -->|\"subject 120\"| n1", text, StringComparison.Ordinal);
        Assert.Contains("n0 -->|\"performer 240\"| n2", text, StringComparison.Ordinal);
        Assert.Contains("n119[", FhirResourceGraph.From(Observations(120)).ToMermaid(new() { GroupsByType = false }), StringComparison.Ordinal);
        Assert.Contains("Observation (1)", FhirResourceGraph.From(Observations(1)).ToMermaid(new() { GroupsByType = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void TheOrderOfTheResources_IsNotToBeSeen()
    {
        var (one, other) = (FhirResourceGraph.From(Visit()), FhirResourceGraph.From(Visit().Reverse()));

        Assert.Equal(one.ToMermaid(), other.ToMermaid());
        Assert.Equal(one.ToSvg(), other.ToSvg());
    }

    [Fact]
    public void Svg_StandsInLayers_NothingOnTopOfAnother_AllInside()
    {
        foreach (var resources in new[] { Visit(), Observations(40), Web(60) })
        {
            var graph = FhirResourceGraph.From(resources);
            var svg = XDocument.Parse(graph.ToSvg(new() { GroupsByType = false, Label = static resource => resource.TypeName == "Patient" ? "label" : null })).Root!;
            var nodes = svg.Elements(Svg + "g").Where(static g => g.Attribute("class") is not null).ToArray();
            var boxes = nodes.Select(static g => g.Element(Svg + "rect")!).Select(static rect => (X: Of(rect, "x"), Y: Of(rect, "y"), Width: Of(rect, "width"), Height: Of(rect, "height"))).ToArray();

            Assert.Equal(graph.Nodes.Count, boxes.Length);
            Assert.Equal(graph.Edges.Select(static edge => (edge.Source, edge.Target)).Distinct().Count(), svg.Elements(Svg + "g").Count() - nodes.Length);
            for (var i = 0; i < boxes.Length; i++)
            {
                var box = boxes[i];
                Assert.True(box.X >= 0 && box.Y >= 0 && box.X + box.Width <= Of(svg, "width") && box.Y + box.Height <= Of(svg, "height"));
                Assert.DoesNotContain(boxes[..i], other => box.X < other.X + other.Width && other.X < box.X + box.Width && box.Y < other.Y + other.Height && other.Y < box.Y + box.Height);
            }

            Assert.Equal("title desc", svg.Attribute("aria-labelledby")!.Value);
            Assert.Equal("img", svg.Attribute("role")!.Value);
        }
    }

    [Fact]
    public void References_LeadFromLeftToRight_WhereThereIsNoCircle()
    {
        var svg = XDocument.Parse(FhirResourceGraph.From(Observations(30)).ToSvg()).Root!;

        var left = svg.Elements(Svg + "g").Where(static g => g.Attribute("class") is not null)
            .ToLookup(static g => g.Element(Svg + "title")!.Value.Split('/')[0], static g => Of(g.Element(Svg + "rect")!, "x"));
        Assert.True(left["Observation"].Max() < left["Patient"].Min());
        Assert.True(left["Observation"].Max() < left["Practitioner"].Min());
    }

    [Theory]
    [InlineData("\"]; click n0 call alert() \"")]
    [InlineData("</text></svg><script>alert(1)</script>")]
    [InlineData("a\nn0 --> n1\n%%{init: {'theme':'x'}}%%")]
    [InlineData("`**b**` #quot; #35; &quot; <br/> end subgraph graph")]
    [InlineData("\u0000\u0001\uFFFE\uD800\u202Egro.live")]
    [InlineData("]]><![CDATA[ <!-- --> <?xml ?>")]
    [InlineData("|\"| n0 \\ ' {} [[ ]]")]
    public void NoText_GetsOutOfItsPlace(string hostile)
    {
        // Ids and references as only a lenient reader lets them through, and labels of anybody's.
        var resources = new Resource[]
        {
            new Patient { Id = hostile, ManagingOrganization = new ResourceReference { Reference = hostile + "/Organization/1" } },
            new Patient { Id = "b", ManagingOrganization = new ResourceReference { Reference = "urn:uuid:" + hostile } },
        };
        var options = new FhirGraphDrawingOptions { Label = _ => hostile, Title = "T" + hostile };
        var graph = FhirResourceGraph.From(resources);

        var mermaid = graph.ToMermaid(options).Split('\n');
        Assert.Equal(1 + 2 + graph.Nodes.Count + graph.Edges.Count + 2, mermaid.Length);
        Assert.All(mermaid[3..(3 + graph.Nodes.Count)], static line => Assert.Matches("""^  n\d+\["[\p{L}\p{Nd} /.,()…#;-]*(<br/>[\p{L}\p{Nd} /.,()…#;-]*)?"\](:::absent)?$""", line));
        Assert.All(mermaid[(3 + graph.Nodes.Count)..^2], static line => Assert.Matches("""^  n\d+ -->\|"managingOrganization"\| n\d+$""", line));

        var svg = XDocument.Parse(graph.ToSvg(options)).Root!;
        Assert.Equal(["defs", "desc", "g", "marker", "path", "rect", "style", "svg", "text", "title"], svg.DescendantsAndSelf().Select(static element => element.Name.LocalName).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), static attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName == "href");
        Assert.DoesNotContain('\u202E', svg.Value);
    }

    [Fact]
    public void TwoThousandNodes_AreDrawn_AndMoreAreRefused()
    {
        var chain = FhirResourceGraph.From(Web(2000));
        Assert.Equal(2000, XDocument.Parse(chain.ToSvg(new() { GroupsByType = false })).Descendants(Svg + "rect").Count());

        var many = FhirResourceGraph.From(Web(2001));
        Assert.Contains("2000", Assert.Throws<InvalidOperationException>(() => many.ToSvg(new() { GroupsByType = false })).Message, StringComparison.Ordinal);
        Assert.Contains("Organization (2001)", many.ToSvg(), StringComparison.Ordinal);
        foreach (var options in new FhirGraphDrawingOptions[] { new() { MaximumNodes = 0 }, new() { MaximumNodes = 2001 }, new() { Title = " " } })
        {
            Assert.Throws<ArgumentException>("options", () => many.ToMermaid(options));
        }
    }

    private static int Of(XElement element, string attribute) => int.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static Resource[] Visit() =>
    [
        ResourceGraphTests.Read("""{"resourceType":"Encounter","id":"e","diagnosis":[{"condition":{"reference":"Condition/c"}}],"participant":[{"individual":{"reference":"Practitioner/d"}}]}"""),
        ResourceGraphTests.Read("""{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"},"encounter":{"reference":"Encounter/e"}}"""),
        ResourceGraphTests.Read("""{"resourceType":"Patient","id":"p"}"""),
    ];

    private static Resource[] Observations(int count) =>
    [
        new Patient { Id = "p" },
        .. Enumerable.Range(0, count).Select(static i => ResourceGraphTests.Read(
            $$"""{"resourceType":"Observation","id":"o{{i}}","subject":{"reference":"Patient/p"},"performer":[{"reference":"Practitioner/1"},{"reference":"Practitioner/2"}]}""")),
    ];

    // Each refers to the next and to one far away, so that there are long edges and circles.
    private static Resource[] Web(int count) => [.. Enumerable.Range(0, count).Select(i => new Organization
    {
        Id = i.ToString(CultureInfo.InvariantCulture),
        PartOf = new ResourceReference { Reference = $"Organization/{Math.Min(i + 1, count - 1)}" },
        Extension = { new Extension { Url = "http://e", Value = new ResourceReference { Reference = $"Organization/{i * 7 % count}" } } },
    })];
}
