using System.Collections.Concurrent;
using FhirTyped.TestKit;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>The expressions of all search parameters.</summary>
public sealed class SearchExpressionTests(ITestOutputHelper output)
{
    [Fact]
    public void Expressions_AreRead()
    {
        var unique = Facts.SearchExpressions.SelectMany(static type => type).Distinct().ToList();
        Assert.All(unique, static expression => FhirPathExpression.Parse(expression));
        Assert.InRange(unique.Count, 1300, 2000);
        output.WriteLine($"{unique.Count} unique expressions");
    }

    [Theory]
    [InlineData(Examples.Own, 150)]
    [InlineData(Examples.Hl7, 800)]
    public void Expressions_RunOverTheExamples(string folder, int atLeast)
    {
        var examples = Examples.Read(folder);
        var failures = new ConcurrentBag<string>();
        var selected = new ConcurrentDictionary<string, int>();
        var runs = 0;
        var context = new FhirPathContext { AssumeReferencedTypes = true };
        Parallel.ForEach(examples, example =>
        {
            foreach (var text in Facts.SearchExpressions[example.Resource.TypeName].Concat(Facts.SearchExpressions["Resource"]))
            {
                try
                {
                    Interlocked.Increment(ref runs);
                    var count = FhirPathExpression.For(text).Select(example.Resource, context).Count;
                    selected.AddOrUpdate(text, count, (_, sum) => sum + count);
                }
                catch (Exception exception)
                {
                    failures.Add($"{example.Name}: {text}: {exception.Message}");
                }
            }
        });

        output.WriteLine($"{runs} runs of {selected.Count} expressions; {selected.Count(static pair => pair.Value > 0)} select something in some example");
        Assert.Empty(failures.Order(StringComparer.Ordinal).Take(20));
        Assert.InRange(selected.Count(static pair => pair.Value > 0), atLeast, int.MaxValue);
    }
}
