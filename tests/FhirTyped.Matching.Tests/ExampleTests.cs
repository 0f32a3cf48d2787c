using System.Collections.Concurrent;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Matching.Tests;

/// <summary>All search parameters over examples, our own and all of HL7's: what a resource holds, it is found by.</summary>
public sealed class ExampleTests(ITestOutputHelper output)
{
    private const long LongestFile = 1_500_000;

    [Theory]
    [InlineData("own", 1_000)]
    [InlineData("hl7-r4", 50_000)]
    public void EveryResource_IsFoundByItsOwnValues(string folder, int atLeast)
    {
        Assert.SkipUnless(TestFiles.Has("examples", folder), TestFiles.MissingMessage);
        var matcher = new SearchMatcher(Searched.BaseUrl);
        var names = SearchParameterDefinitions.Names.ToLookup(static key => key.ResourceType, static key => key.Name);
        var failures = new ConcurrentBag<string>();
        var tried = 0;
        var parameters = new ConcurrentDictionary<string, bool>();
        var files = new DirectoryInfo(TestFiles.PathOf("examples", folder)).EnumerateFiles("*.json").Where(static file => file.Length <= LongestFile);
        Parallel.ForEach(files, file =>
        {
            var resource = FhirJson.Read(File.ReadAllBytes(file.FullName));
            foreach (var name in names[resource.TypeName].Concat(names["Resource"]))
            {
                try
                {
                    foreach (var criterion in CriteriaOf(matcher, resource, name))
                    {
                        Interlocked.Increment(ref tried);
                        parameters.TryAdd(resource.TypeName + "." + name, true);
                        if (matcher.FindProblem(resource.TypeName, criterion) is { } problem)
                        {
                            failures.Add($"{file.Name} {criterion.FullName}={criterion.Values[0].Escaped}: {problem}");
                        }
                        else if (!matcher.Matches(resource, criterion))
                        {
                            failures.Add($"{file.Name} {criterion.FullName}={criterion.Values[0].Escaped}: not found");
                        }
                    }
                }
                catch (Exception exception)
                {
                    failures.Add($"{file.Name} {name}: {exception}");
                }
            }
        });

        output.WriteLine($"{tried} criteria of {parameters.Count} parameters");
        Assert.Empty(failures.Order(StringComparer.Ordinal).Take(30));
        Assert.InRange(tried, atLeast, int.MaxValue);
    }

    private static IEnumerable<SearchCriterion> CriteriaOf(SearchMatcher matcher, Resource resource, string name)
    {
        if (matcher.FindProblem(resource.TypeName, Criterion(name, "missing", "true")) is not null)
        {
            yield break;
        }

        var values = matcher.ValuesOf(resource, name);
        yield return Criterion(name, "missing", values.Count == 0 ? "true" : "false");
        foreach (var value in values.Take(5))
        {
            foreach (var (modifier, text) in CriterionOf.Value(value))
            {
                yield return Criterion(name, modifier, text);
            }
        }
    }

    private static SearchCriterion Criterion(string name, string modifier, string value) =>
        new() { Name = name, Modifier = modifier, Values = new([new SearchValue(value)]) };
}
