using System.Collections.Concurrent;
using System.Text;
using FhirTyped.TestKit;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>The invariants of R4, over all of HL7's examples.</summary>
public sealed class InvariantTests(ITestOutputHelper output)
{
    // Resources of our own where no example has an element of the invariant's context.
    private static readonly string[] Made =
    [
        """{"resourceType":"Patient","extension":[{"url":"http://example.org/c","valueCount":{"value":3,"code":"1","system":"http://unitsofmeasure.org"}},{"url":"http://example.org/d","valueDistance":{"value":3,"code":"km","system":"http://unitsofmeasure.org"}}],"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}}""",
        """{"resourceType":"Library","status":"draft","type":{"text":"x"},"name":"Lib","dataRequirement":[{"type":"Patient","dateFilter":[{"path":"birthDate"}]}]}""",
        """{"resourceType":"EffectEvidenceSynthesis","name":"Effect","status":"draft"}""",
        """{"resourceType":"RiskEvidenceSynthesis","name":"Risk","status":"draft"}""",
        """{"resourceType":"TerminologyCapabilities","name":"Terms","status":"draft","kind":"instance","description":"x","software":{"name":"x"},"implementation":{"description":"x"},"codeSystem":[{"version":[{"code":"1"},{"code":"2"}]}]}""",
        """{"resourceType":"TestReport","status":"completed","result":"pass","testScript":{"reference":"TestScript/1"},"setup":{"action":[{"assert":{"result":"pass"}}]},"test":[{"action":[{"assert":{"result":"pass"}}]}]}""",
    ];

    [Fact]
    public void Expressions_AreRead() => Assert.All(Facts.Invariants, static invariant => FhirPathExpression.Parse(invariant.Expression));

    [Fact]
    public void Invariants_HoldOnResourcesOfOurOwnMaking()
    {
        var tally = new ConcurrentDictionary<InvariantResult, int>();
        var broken = new ConcurrentBag<string>();
        foreach (var (name, resource) in Examples.Read(Examples.Own))
        {
            InvariantWalk.Run(name, resource, (invariant, file, result) =>
            {
                tally.AddOrUpdate(result, 1, static (_, count) => count + 1);
                // dom-6, a warning, wants a narrative even of contained resources.
                if (result is (InvariantResult.IsBroken or InvariantResult.Fails) && invariant != "DomainResource dom-6")
                {
                    broken.Add($"{file}: {invariant} {result}");
                }
            });
        }

        output.WriteLine(string.Join(", ", tally));
        Assert.Empty(broken.Order(StringComparer.Ordinal));
        Assert.InRange(tally[InvariantResult.Holds], 1_000, int.MaxValue);
    }

    [Fact]
    public void Invariants_HoldOnTheExamples()
    {
        var tally = new ConcurrentDictionary<(string Invariant, InvariantResult Result), int>();
        var places = new ConcurrentDictionary<string, string>();
        var examples = Examples.Read(Examples.Hl7).Concat(Made.Select(static json => ("made", FhirJson.Read(Encoding.UTF8.GetBytes(json)))));
        Parallel.ForEach(examples, example => InvariantWalk.Run(example.Item1, example.Item2, (invariant, file, result) =>
        {
            tally.AddOrUpdate((invariant, result), 1, static (_, count) => count + 1);
            if (result != InvariantResult.Holds)
            {
                places.TryAdd($"{invariant} {result}", file);
            }
        }));

        var run = tally.Keys.Select(static key => key.Invariant).Distinct().ToList();
        foreach (var group in tally.GroupBy(static pair => pair.Key.Result).OrderBy(static group => group.Key))
        {
            output.WriteLine($"{group.Key}: {group.Sum(static pair => pair.Value)} places, {group.Count()} invariants");
        }

        var found = tally.Where(static pair => pair.Key.Result != InvariantResult.Holds)
            .Select(static pair => $"{pair.Key.Invariant} {pair.Key.Result} {pair.Value}")
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var result in found)
        {
            output.WriteLine($"{result}, for instance in {places[result[..result.LastIndexOf(' ')]]}");
        }

        Assert.Equal(KnownInvariantResults.All.Keys.Order(StringComparer.Ordinal), found);
        Assert.Empty(Facts.Invariants.Select(static invariant => invariant.Context.Replace("[x]", "", StringComparison.Ordinal) + " " + invariant.Key).Except(run));
    }
}
