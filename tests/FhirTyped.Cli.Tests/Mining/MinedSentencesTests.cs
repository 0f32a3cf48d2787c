using System.Runtime.CompilerServices;
using FhirTyped.Capabilities;
using FhirTyped.Cli.Mining;
using FhirTyped.TestKit;

namespace FhirTyped.Cli.Tests.Mining;

/// <summary>How much of what a person reads in the statements the miner finds, and how much of what it finds is there.</summary>
public sealed class MinedSentencesTests
{
    [Fact]
    public void WhatAPersonReads_IsFound_AndLittleElse()
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);
        var read = Sentences();
        var found = read.Keys.ToDictionary(statement => statement, statement => Mined(statement).ToHashSet());
        var report = TestContext.Current.TestOutputHelper!;
        foreach (var verb in read.Values.Concat(found.Values).SelectMany(sentences => sentences).Select(sentence => sentence.Verb).Distinct().Order(StringComparer.Ordinal))
        {
            report.WriteLine($"{verb,-20} {Count(read, verb),4} read, {Count(found, verb),4} found, {read.Sum(entry => entry.Value.Intersect(found[entry.Key]).Count(s => s.Verb == verb)),4} of them read");
        }

        double all = read.Values.Sum(static sentences => sentences.Count);
        double mined = found.Values.Sum(static sentences => sentences.Count);
        double right = read.Sum(entry => entry.Value.Intersect(found[entry.Key]).Count());
        report.WriteLine($"recall {right / all:0.000} ({right} of {all}), precision {right / mined:0.000} ({right} of {mined})");

        Assert.True(all > 600);
        Assert.True(right / all >= 0.95, $"recall {right / all:0.000}: missing " + string.Join(", ", read.SelectMany(entry => entry.Value.Except(found[entry.Key])).Take(20)));
        Assert.True(right / mined >= 0.99, $"precision {right / mined:0.000}: surplus " + string.Join(", ", found.SelectMany(entry => entry.Value.Except(read[entry.Key])).Take(20)));
    }

    [Fact]
    public void EverySentenceOfTheList_StandsInItsStatement()
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);

        Assert.All(Sentences(), static entry => Assert.Empty(entry.Value.Select(static sentence => (sentence.ResourceType, sentence.Parameter)).Except(
            from rest in Statement(entry.Key).ItemsOf("rest")
            from resource in rest.ItemsOf("resource")
            from parameter in resource.ItemsOf("searchParam")
            where parameter.StringOf("documentation") is { Length: > 0 }
            select (resource.StringOf("type")!, parameter.StringOf("name")!.Trim()))));
    }

    private static int Count(Dictionary<string, HashSet<Sentence>> sentences, string verb) => sentences.Values.Sum(of => of.Count(sentence => sentence.Verb == verb));

    private static IEnumerable<Sentence> Mined(string statement) =>
        from rule in RuleMiner.Mine(Statement(statement))
        from fact in rule.Facts
        where fact.Text.Length > 0
        select new Sentence(rule.Verb.ToName(), rule.ResourceType, fact.Source);

    private static JsonValue Statement(string name) => JsonTextParser.Parse(File.ReadAllText(TestFiles.PathOf("capabilities", name + ".json")));

    /// <summary>The list, by statement; a statement with a dash has no such sentence.</summary>
    private static Dictionary<string, HashSet<Sentence>> Sentences([CallerFilePath] string here = "")
    {
        var sentences = new Dictionary<string, HashSet<Sentence>>(StringComparer.Ordinal);
        foreach (var words in File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "sentences.facts")).Where(static line => line[0] != '#').Select(static line => line.Split(' ')))
        {
            sentences.TryAdd(words[0], []);
            sentences[words[0]].UnionWith(
                from word in words.Skip(2)
                let colon = word.IndexOf(':', StringComparison.Ordinal)
                from parameter in word[(colon + 1)..].Split(',')
                select new Sentence(words[1], word[..colon], parameter));
        }

        return sentences;
    }

    private sealed record Sentence(string Verb, string ResourceType, string Parameter);
}
