using System.Xml.Linq;
using FhirTyped.Capabilities;

namespace FhirTyped.Facts.Tests;

/// <summary>The facts of search parameters, parameter by parameter, against those that HL7 published.</summary>
public sealed class SearchParameterFactsTests
{
    private static readonly Dictionary<(string Resource, string Name), (string Head, string[] Paths)> Committed = CommittedFacts.Lines("search-parameters.facts")
        .Where(static line => line.Contains(' ', StringComparison.Ordinal))
        .Select(static line => line.Split('\t'))
        .ToDictionary(
            static parts => (parts[0].Split(' ')[0], parts[0].Split(' ')[1]),
            static parts => (parts[0], parts.Length > 1 ? parts[1].Split(" | ") : []));

    public static TheoryData<string> Types => [.. Published().Select(static p => p.Resource).Distinct()];

    [Theory]
    [MemberData(nameof(Types))]
    public void Parameters_OfAType_AreThosePublished(string resource)
    {
        var published = Published().Where(p => p.Resource == resource).ToList();

        Assert.Equal(
            published.Select(static p => p.Parameter.Value("code")).Order(StringComparer.Ordinal),
            Committed.Keys.Where(key => key.Resource == resource).Select(static key => key.Name).Order(StringComparer.Ordinal));
        foreach (var (_, parameter) in published)
        {
            var name = parameter.Value("code")!;
            Assert.StartsWith($"{resource} {name} {parameter.Value("type")}", Committed[(resource, name)].Head, StringComparison.Ordinal);
            Assert.Equal(parameter.Value("type"), Judged(resource, name).Type.ToCode());
            Assert.Equal(Targets(parameter), Judged(resource, name).Targets.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Paths_OfAllTypesTogether_AreTheExpressionThatIsPublished()
    {
        foreach (var parameter in Publication.SearchParameters.Where(static p => p.Value("expression") is not null))
        {
            var name = parameter.Value("code")!;
            var published = parameter.Value("expression")!.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var committed = parameter.Values("base").SelectMany(resource => Committed[(resource, name)].Paths).ToList();

            Assert.Equal(published.Distinct().Order(StringComparer.Ordinal), committed.Distinct().Order(StringComparer.Ordinal));
            foreach (var resource in parameter.Values("base"))
            {
                // One is published without its type: InsurancePlan name, "name | alias".
                Assert.All(Committed[(resource, name)].Paths, path => Assert.True(path.TrimStart('(').Split('.')[0] == resource || path is "name" or "alias"));
            }
        }
    }

    [Fact]
    public void Components_AreThosePublished()
    {
        var names = Publication.SearchParameters.ToDictionary(static p => p.Value("url")!, static p => p.Value("code")!);
        foreach (var (resource, parameter) in Published().Where(static p => p.Parameter.Value("type") == "composite"))
        {
            var published = parameter.All("component").Select(c => "component=" + names[c.Value("definition")!] + "|" + c.Value("expression")!.Replace(" ", "", StringComparison.Ordinal));
            var head = Committed[(resource, parameter.Value("code")!)].Head.Split(' ');

            Assert.Equal(published, head[3..]);
        }
    }

    [Fact]
    public void Targets_ThatAnExpressionExcludes_AreNotThoseOfItsElement()
    {
        var targets = CommittedFacts.Types.Select(static line => line.Split(' ')).Where(static words => words[0].Contains('.', StringComparison.Ordinal)).ToDictionary(
            static words => words[0],
            static words => words.FirstOrDefault(static w => w.StartsWith("targets=", StringComparison.Ordinal))?["targets=".Length..].Split('|') ?? []);
        foreach (var (resource, parameter) in Published())
        {
            var judged = Judged(resource, parameter.Value("code")!);
            var excluded = judged.Targets.Except(judged.PossibleTargets).ToList();
            if (excluded.Count > 0)
            {
                var path = Assert.Single(Committed[(resource, judged.Name)].Paths);
                var isNarrowed = path.EndsWith(".where(resolve() is " + Assert.Single(judged.PossibleTargets) + ")", StringComparison.Ordinal);
                Assert.True(isNarrowed || !targets[path].Intersect(excluded).Any(), $"{resource} {judged.Name} can lead to {string.Join(',', excluded)}");
            }
        }
    }

    [Fact]
    public void Operations_AreThosePublished()
    {
        var published = Publication.Resources("profiles-resources.xml").Where(static r => r.Name.LocalName == "OperationDefinition").Select(static o =>
            (o.Value("url"), o.Value("code"), Assert.Single(o.Values("resource")), o.Value("system") == "true", o.Value("type") == "true", o.Value("instance") == "true"));

        Assert.Equal(
            published.Order(),
            R4Operations.All.Select(static o => ((string?)o.Definition, (string?)o.Name, o.ResourceType, o.IsSystem, o.IsType, o.IsInstance)).Order());
    }

    [Fact]
    public void PatientCompartment_IsThatPublished()
    {
        var compartment = Publication.Resources("profiles-resources.xml").Single(static r => r.Value("url") == "http://hl7.org/fhir/CompartmentDefinition/patient");
        foreach (var resource in compartment.All("resource"))
        {
            Assert.Equal(resource.Values("param").Order(StringComparer.Ordinal), PatientCompartment.ParametersOf(resource.Value("code")!));
        }

        Assert.Equal(
            R4Definitions.ResourceTypes.Where(static type => PatientCompartment.ParametersOf(type).Count > 0),
            compartment.All("resource").Where(static r => r.All("param").Any()).Select(static r => r.Value("code")!).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Resource, XElement Parameter)> Published() =>
        Publication.SearchParameters.SelectMany(static p => p.Values("base").Select(resource => (resource, p)));

    private static R4SearchParameter Judged(string resource, string name) => R4Definitions.FindSearchParameter(resource, name)!;

    // A reference to anything names every resource type, or none.
    private static string[] Targets(XElement parameter)
    {
        var targets = parameter.Values("target").Order(StringComparer.Ordinal).ToArray();
        return parameter.Value("type") == "reference" && targets.Length is 0 or 145 ? ["*"] : targets;
    }
}
