using System.Globalization;
using System.Text;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>
/// Expressions over collections cost as much as these are long. Counted are the steps that an evaluation needs: the least limit that lets
/// it end, for a resource and for one twice as long.
/// </summary>
public sealed class LinearCostTests
{
    private const int Items = 400;
    private const double MostGrowth = 2.5;

    [Theory]
    [InlineData("descendants().count()")]
    [InlineData("repeat(children()).count()")]
    [InlineData("descendants().distinct().count()")]
    [InlineData("descendants().isDistinct()")]
    [InlineData("name.distinct().count()")]
    [InlineData("name.isDistinct()")]
    [InlineData("name.given.distinct().count()")]
    [InlineData("(name | contact).count()")]
    [InlineData("name.union(name).count()")]
    [InlineData("name.intersect(name).count()")]
    [InlineData("name.exclude(contact).count()")]
    [InlineData("name.subsetOf(name)")]
    [InlineData("name.supersetOf(name)")]
    [InlineData("extension.value.distinct().count()")]
    [InlineData("extension.value.ofType(Quantity).distinct().count()")]
    [InlineData("name.period.distinct().count()")]
    [InlineData("name.period.start.distinct().count()")]
    [InlineData("name = name")]
    [InlineData("name ~ name")]
    [InlineData("extension ~ extension")]
    [InlineData("generalPractitioner.resolve().count()")]
    [InlineData("name.given.join('').length()")]
    [InlineData("name.given.join('').toChars().distinct().count()")]
    public void Resource_TwiceAsLong_CostsTwiceAsMuch(string expression)
    {
        var parsed = FhirPathExpression.Parse(expression);

        var once = StepsOf(parsed, Patient(Items));
        var twice = StepsOf(parsed, Patient(2 * Items));

        Assert.InRange(once, 1, FhirPathContext.DefaultMaximumSteps / 10);
        Assert.True(twice <= once * MostGrowth, $"{once} steps became {twice}");
    }

    // References of a Bundle to its entries, each of which is looked for among all.
    [Fact]
    public void Bundle_TwiceAsLong_CostsTwiceAsMuchToResolve()
    {
        var expression = FhirPathExpression.Parse("entry.resource.ofType(Observation).subject.resolve().count()");
        Assert.Equal("400", expression.Select(Bundle(Items))[0].ToString());
        var bundles = new[] { Items * 10, Items * 20 }.Select(Bundle).ToArray();
        var compared = bundles.Select(bundle =>
        {
            var before = ReferenceTargets.Steps;
            Assert.Single(expression.Select(bundle));
            return ReferenceTargets.Steps - before;
        }).ToArray();

        Assert.Equal(bundles.Select(bundle => (long)bundle.Entry.Count), compared);
    }

    [Fact]
    public void Thousands_OfDifferentElements_AreDistinctWithinTheLimit() =>
        Assert.Equal("20000", Evaluated.Show("name.distinct().count()", input: Patient(20_000)));

    [Fact]
    public void Hash_IsTheSameForWhatIsEqual()
    {
        string[] values =
        [
            "1", "1.0", "1.00", "2", "true", "'1'", "@2020", "@2020-01", "@2020-01-01", "@2020-01-01T00:00:00Z", "@2020-01-01T01:00:00+01:00", "@2020-01-01T00:00:00.000Z",
            "@2020-01-01T00:00:00", "@2020-01-01T00:00:00.0000000001Z", "@T10:00", "@T10:00:00", "@T10:00:00.0", "1 'mg'", "1.0 'mg'", "1 'g'", "1 day", "24 hours", "1 'd'", "1440.0 minutes",
            "1 year", "12 months", "1 'a'", "1 week", "7 days", "0 days", "0.0 weeks", "@0001-01-01T00:00:00+14:00", "@9999-12-31T23:59:59-12:00",
        ];
        var equal = 0;
        foreach (var x in values)
        {
            foreach (var y in values)
            {
                if (Evaluated.Show($"{x} = {y}") == "true")
                {
                    equal++;

                    // Behind enough others, what is equal is found by its hash only.
                    Assert.Equal("13", Evaluated.Show($"(101 | 102 | 103 | 104 | 105 | 106 | 107 | 108 | 109 | 110 | 111 | 112 | {x} | {y}).count()"));
                }
            }
        }

        Assert.InRange(equal, values.Length + 20, values.Length * 4);
    }

    private static int StepsOf(FhirPathExpression expression, Base input)
    {
        var (low, high) = (0, FhirPathContext.DefaultMaximumSteps);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Ends(expression, input, middle))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return high;
    }

    private static bool Ends(FhirPathExpression expression, Base input, int limit)
    {
        try
        {
            expression.Select(input, new FhirPathContext { MaximumSteps = limit });
            return true;
        }
        catch (FhirPathException)
        {
            return false;
        }
    }

    private static Patient Patient(int items)
    {
        var patient = new Patient();
        for (var i = 0; i < items; i++)
        {
            var text = i.ToString(CultureInfo.InvariantCulture);
            patient.Name.Add(new HumanName { Family = "family" + text, Given = ["given" + text], Period = new Period { Start = new FhirDateTime(2000 + (i % 20)) } });
            patient.Contact.Add(new PatientContact { Name = new HumanName { Family = "contact" + text } });
            patient.Extension.Add(new Extension { Url = "u", Value = i % 2 == 0 ? new Quantity { Value = i, Code = "mg" } : i + 0.5m });
            patient.Contained.Add(new Practitioner { Id = "p" + text });
            patient.GeneralPractitioner.Add(ResourceReference.ToContained("p" + text));
        }

        return patient;
    }

    private static Bundle Bundle(int items)
    {
        var bundle = new Bundle();
        for (var i = 0; i < items; i++)
        {
            bundle.Entry.Add(new BundleEntry { FullUrl = $"urn:uuid:{i}", Resource = new Patient() });
            bundle.Entry.Add(new BundleEntry { Resource = new Observation { Subject = new ResourceReference { Reference = $"urn:uuid:{i}" } } });
        }

        return bundle;
    }
}
