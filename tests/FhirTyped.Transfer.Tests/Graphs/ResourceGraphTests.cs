using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Transfer.Tests.Graphs;

/// <summary>Which resources refer to which: every kind of reference, what is missing, and circles of any length.</summary>
public sealed class ResourceGraphTests
{
    [Fact]
    public void EachReference_IsAnEdge_WithItsPath_WhateverItsForm()
    {
        var graph = FhirResourceGraph.From(
        [
            Read("""
                {"resourceType":"MedicationRequest","id":"m1","contained":[{"resourceType":"Medication","id":"med","manufacturer":{"reference":"Organization/maker"}},{"resourceType":"Practitioner"}],
                 "medicationReference":{"reference":"#med"},"subject":{"reference":"Patient/p1"},"encounter":{"reference":"Encounter/e1/_history/3"},
                 "requester":{"reference":"https://here.example.org/fhir/Practitioner/d1"},"recorder":{"reference":"https://there.example.org/fhir/Practitioner/d1"},
                 "performer":{"reference":"Practitioner?identifier=urn:x|12345"},"basedOn":[{"reference":"urn:uuid:1"},{"reference":"#gone"},{"reference":"not a reference"},{"display":"x"},{"identifier":{"value":"9"}}],
                 "_status":{"extension":[{"url":"http://e","valueReference":{"reference":"Patient/p1"}}]}}
                """),
            Read("""{"resourceType":"Patient","id":"p1","contained":[{"resourceType":"Organization","id":"o","partOf":{"reference":"#"}}],"managingOrganization":{"reference":"#o"}}"""),
            Read("""{"resourceType":"Practitioner","id":"d1"}"""),
        ], new Uri("https://here.example.org/fhir/"));

        Assert.Equal(
        [
            "MedicationRequest/m1 Patient/p1 MedicationRequest.status.extension[0].value",
            "MedicationRequest/m1 MedicationRequest/m1#gone MedicationRequest.basedOn[1]",
            "MedicationRequest/m1 urn:uuid:1 MedicationRequest.basedOn[0]",
            "MedicationRequest/m1 ?… MedicationRequest.basedOn[2]",
            "MedicationRequest/m1 MedicationRequest/m1#med MedicationRequest.medication",
            "MedicationRequest/m1 Patient/p1 MedicationRequest.subject",
            "MedicationRequest/m1 Encounter/e1 MedicationRequest.encounter",
            "MedicationRequest/m1 Practitioner/d1 MedicationRequest.requester",
            "MedicationRequest/m1 Practitioner/d1 MedicationRequest.recorder",
            "MedicationRequest/m1 Practitioner?… MedicationRequest.performer",
            "MedicationRequest/m1#med Organization/maker MedicationRequest.contained[0].manufacturer",
            "Patient/p1 Patient/p1#o Patient.managingOrganization",
            "Patient/p1#o Patient/p1 Patient.contained[0].partOf",
        ], graph.Edges.Select(static edge => $"{edge.Source.Name} {edge.Target.Name} {edge.Path}").Order(PathOrder.Instance));
        Assert.Equal(["Encounter/e1", "MedicationRequest/m1#gone", "Organization/maker", "Practitioner?…", "urn:uuid:1", "?…"], graph.Missing.Select(static node => node.Name).Order(StringComparer.Ordinal).OrderBy(static name => name[0] == '?'));
        Assert.Equal(FhirGraphNodeKind.Elsewhere, graph.Edges.Single(static edge => edge.Path.EndsWith("recorder", StringComparison.Ordinal)).Target.Kind);
        Assert.Equal(["MedicationRequest/m1#[1]", "MedicationRequest/m1#med", "Patient/p1#o"], graph.Nodes.Where(static node => node.Kind == FhirGraphNodeKind.Contained).Select(static node => node.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["Patient/p1", "Patient/p1#o"], Assert.Single(graph.Cycles).Select(static node => node.Name));

        // What is searched for may be a patient's.
        Assert.All(graph.Nodes, static node => Assert.DoesNotContain("12345", node.Name + node, StringComparison.Ordinal));
    }

    [Fact]
    public void ABundle_StandsForItsEntries_AndADocumentForItself()
    {
        var graph = FhirResourceGraph.From(
        [
            Read("""
                {"resourceType":"Bundle","type":"transaction","entry":[
                {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"}},
                {"fullUrl":"urn:uuid:2","resource":{"resourceType":"Condition","subject":{"reference":"urn:uuid:1"}}},
                {"request":{"method":"DELETE","url":"Patient/9"}},
                {"resource":{"resourceType":"OperationOutcome","issue":[]}}]}
                """),
            Read("""{"resourceType":"Bundle","id":"d","type":"document","entry":[{"resource":{"resourceType":"Patient","id":"x","managingOrganization":{"reference":"Organization/y"}}}]}"""),
        ]);

        Assert.Equal(["urn:uuid:1", "urn:uuid:2", "Bundle/d"], graph.Nodes.Select(static node => node.Name));
        var edge = Assert.Single(graph.Edges);
        Assert.Equal(("Condition", "Patient"), (edge.Source.ResourceType, edge.Target.ResourceType));
    }

    [Fact]
    public void TheSameResourceTwice_IsOneNode_WithTheReferencesOfBoth()
    {
        var graph = FhirResourceGraph.From(
        [
            Read("""{"resourceType":"Patient","id":"a","managingOrganization":{"reference":"Organization/1"}}"""),
            Read("""{"resourceType":"Patient","id":"a","managingOrganization":{"reference":"Organization/2"}}"""),
        ]);

        Assert.Equal(["Patient/a", "Organization/1", "Organization/2"], graph.Nodes.Select(static node => node.Name));
    }

    [Fact]
    public void ALongChain_AndALongCircle_AreFoundWithoutRecursion()
    {
        const int Length = 100_000;
        var chain = FhirResourceGraph.From(Enumerable.Range(0, Length).Select(static i => Part(i, i + 1)));
        Assert.Empty(chain.Cycles);
        Assert.Single(chain.Missing);

        var circle = FhirResourceGraph.From(Enumerable.Range(0, Length).Select(static i => Part(i, (i + 1) % Length)));
        Assert.Equal(Length, Assert.Single(circle.Cycles).Count);
        Assert.All(circle.Edges, static edge => Assert.True(edge.IsInCycle));
    }

    [Fact]
    public void SeveralCircles_AreSeveral_AndWhatLeadsToThemIsInNone()
    {
        var graph = FhirResourceGraph.From([Part(1, 2), Part(2, 1), Part(3, 3), Part(4, 1), Part(5, 6), Part(6, 7), Part(7, 5), Part(8, 9)]);

        Assert.Equal(["1 2", "3", "5 6 7"], graph.Cycles.Select(static cycle => string.Join(' ', cycle.Select(static node => node.Name["Organization/".Length..]))));
        Assert.Equal(["4", "8"], graph.Edges.Where(static edge => !edge.IsInCycle).Select(static edge => edge.Source.Name["Organization/".Length..]));
    }

    [Fact]
    public void NoResources_AreAnEmptyGraph()
    {
        var graph = FhirResourceGraph.From([]);

        Assert.Empty(graph.Nodes);
        Assert.StartsWith("flowchart LR\n", graph.ToMermaid(), StringComparison.Ordinal);
        Assert.StartsWith("<svg", graph.ToSvg(), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(static () => FhirResourceGraph.From([null!]));
        Assert.Throws<ArgumentException>(static () => FhirResourceGraph.From([], new Uri("fhir", UriKind.Relative)));
    }

    [Fact]
    public void SyntheticPatients_HaveNoCircle_AndMissWhatIsNotInTheirBundles()
    {
        Assert.SkipUnless(TestFiles.Has("examples", "synthea-bundles"), TestFiles.MissingMessage);
        var graph = FhirResourceGraph.From(TestFiles.FilesIn("*.json", "examples", "synthea-bundles").Take(10).Select(static file => FhirJson.Read<Bundle>(File.ReadAllBytes(file))));

        Assert.True(graph.Edges.Count > 1000);
        Assert.All(graph.Nodes.Where(static node => node.Kind == FhirGraphNodeKind.Resource), static node => Assert.NotEmpty(node.ResourceType));
        Assert.Contains("Patient (", graph.ToMermaid(), StringComparison.Ordinal);
        Assert.True(graph.ToSvg().Length < 200_000);
    }

    internal static Resource Read(string json) => FhirJson.Read<Resource>(System.Text.Encoding.UTF8.GetBytes(json), FhirJsonOptions.Lenient);

    private static Organization Part(int id, int whole) => new() { Id = id.ToString(System.Globalization.CultureInfo.InvariantCulture), PartOf = new ResourceReference { Reference = $"Organization/{whole}" } };

    // The order of the elements is that of the model, which is not what is tested.
    private sealed class PathOrder : IComparer<string>
    {
        private static readonly string[] Order = ["status", "basedOn[1]", "basedOn[0]", "basedOn[2]", "medication", "subject", "encounter", "requester", "recorder", "performer", "contained[0].manufacturer", "managingOrganization", "contained[0].partOf"];

        public static PathOrder Instance { get; } = new();

        public int Compare(string? x, string? y) => Place(x!).CompareTo(Place(y!));

        private static int Place(string text) => Array.FindIndex(Order, part => text.Split(' ')[^1].Split('.', 2)[1].StartsWith(part, StringComparison.Ordinal));
    }
}
