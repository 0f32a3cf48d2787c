using System.Text;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>Hostile expressions end with an exception: no overflow of the stack, no endless run, no full memory.</summary>
public sealed class LimitTests
{
    private const string TooManySteps = "The evaluation takes more than";

    public static TheoryData<string> Deep =>
    [
        new string('(', 100_000),
        new string('(', 5_000) + "1" + new string(')', 5_000),
        new string('-', 100_000) + "1",
        string.Join(" + ", Enumerable.Repeat("1", 10_000)),
        string.Join(" | ", Enumerable.Repeat("name", 10_000)),
        "name" + string.Concat(Enumerable.Repeat(".where(true)", 10_000)),
        "name" + string.Concat(Enumerable.Repeat("[0]", 10_000)),
        string.Concat(Enumerable.Repeat("iif(true, ", 10_000)),
        string.Concat(Enumerable.Repeat("name.where(", 1_000)) + "true" + new string(')', 1_000),
        string.Concat(Enumerable.Repeat("a[", 10_000)),
    ];

    [Theory]
    [MemberData(nameof(Deep))]
    public void DeepNesting_IsRefused(string expression)
    {
        var exception = Assert.Throws<FhirPathException>(() => FhirPathExpression.Parse(expression));
        Assert.Contains("nested", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(1).repeat($this + 1)")]
    [InlineData("('a').repeat($this & $this)")]
    [InlineData("descendants().select(%resource.descendants().select(%resource.descendants().select(%resource.descendants())))")]
    public void EndlessWork_IsGivenUp(string expression)
    {
        var context = new FhirPathContext { MaximumSteps = 200_000 };
        var exception = Assert.Throws<FhirPathException>(() => FhirPathExpression.Parse(expression).Select(Evaluated.Patient, context));
        Assert.StartsWith(TooManySteps, exception.Reason, StringComparison.Ordinal);
    }

    // Each would make a text of a million times a million characters, or as many items.
    [Theory]
    [InlineData("%long.replace('a', %long)")]
    [InlineData("%long.replace('', %long)")]
    [InlineData("%long.replaceMatches('a', %long)")]
    [InlineData("%long.replaceMatches('a', '$_')")]
    [InlineData("%long.toChars().join(%long)")]
    [InlineData("(1).repeat(iif($this < 1000000, $this + 1)).select(%long & %long).join('')")]
    public void HugeText_IsNeverMade(string expression)
    {
        var context = new FhirPathContext
        {
            Variables = new Dictionary<string, IReadOnlyList<FhirPathValue>> { ["long"] = [new FhirPathValue(new string('a', 1_000_000))] },
        };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.Throws<FhirPathException>(() => FhirPathExpression.Parse(expression).Select(Evaluated.Patient, context));
        Assert.StartsWith(TooManySteps, exception.Reason, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000_000);
    }

    [Fact]
    public void DeepestAllowed_IsEvaluatedOnASmallStack()
    {
        var expression = string.Concat(Enumerable.Repeat("name.where(", 90)) + "true" + new string(')', 90);
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => FhirPathExpression.Parse(expression).Select(Evaluated.Patient)), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    [Fact]
    public void RunawayPattern_IsStopped()
    {
        // Referring back needs backtracking, for which only a time limit helps.
        var expression = FhirPathExpression.Parse($"'{new string('a', 40)}!'.matches('^(a+)+\\\\1b$')");
        Assert.Equal("The regular expression takes too long.", Assert.Throws<FhirPathException>(() => expression.Select(Evaluated.Patient)).Reason);
    }

    [Fact]
    public void RandomText_IsReadOrRefused()
    {
        var random = new Random(20261120);
        string[] words =
        [
            "name", "given", "Patient", "where", "(", ")", "[", "]", ".", ",", "'a'", "1", "2.5", "@2014", "@T10", "%resource", "$this", "=", "!=", "~", "<", ">=",
            "+", "-", "*", "/", "div", "mod", "and", "or", "xor", "implies", "is", "as", "in", "contains", "|", "&", "{}", "first()", "exists()", "empty()",
            "select(", "iif(", "matches(", "toInteger()", "descendants()", "true", "false", "days", "`x`", "\\", "\"", "\u00e9", "//", "/*", "*/", "$", "@", "%",
        ];
        var context = new FhirPathContext { MaximumSteps = 20_000 };
        var evaluated = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            for (var i = random.Next(1, 14); i > 0; i--)
            {
                text.Append(words[random.Next(words.Length)]).Append(random.Next(3) == 0 ? " " : "");
            }

            try
            {
                FhirPathExpression.Parse(text.ToString()).Select(Evaluated.Patient, context);
                evaluated++;
            }
            catch (FhirPathException)
            {
                // What is not FHIRPath is refused, and in no other way.
            }
        }

        Assert.InRange(evaluated, 500, 19_000);
    }

    [Fact]
    public void SharedExpression_ServesManyThreads()
    {
        var expression = FhirPathExpression.Parse("name.where(given.first().matches('^P')).select(family & '-' & given.join(','))");
        Parallel.For(0, 2_000, _ => Assert.Equal(
            ["Chalmers-Peter,James", "Windsor-Peter,James"],
            expression.Select(Evaluated.Patient).Select(item => item.ToString())));
    }

    [Fact]
    public void Resolver_MayEvaluateAsWell()
    {
        var context = new FhirPathContext
        {
            Resolver = static _ => new Organization { Id = FhirPathExpression.For("name.given.first()").Select(Evaluated.Patient)[0].ToString() },
        };
        Assert.Equal("Peter|Jim", Evaluated.Show("managingOrganization.resolve().id | name[1].given", context));
    }
}
