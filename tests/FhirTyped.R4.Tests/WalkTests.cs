using System.Collections.Concurrent;
using System.Text.Json;
using FhirTyped.TestKit;

namespace FhirTyped.R4.Tests;

/// <summary>The generic walk meets every property of every example, with its value: what FHIRPath stands on.</summary>
public sealed class WalkTests
{
    [Theory]
    [InlineData("own")]
    [InlineData("hl7-r4")]
    [InlineData("us-core-examples")]
    [InlineData("cms-bfd-v2-responses")]
    public void GetElements_MeetsEveryPropertyOfThePayload(string folder)
    {
        Payloads.SkipUnlessPresent(folder);
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(Payloads.In(folder), payload =>
        {
            using var document = JsonDocument.Parse(payload.Utf8);
            if (FirstDifference(document.RootElement, FhirJson.Read(payload.Utf8), "$") is { } difference)
            {
                failures.Add($"{payload.Name}: {difference}");
            }
        });

        Assert.Empty(failures.Order(StringComparer.Ordinal).Take(20));
    }

    [Theory]
    [InlineData("own")]
    [InlineData("us-core-examples")]
    public void GetElements_ByName_IsThePartOfAllElements(string folder)
    {
        Payloads.SkipUnlessPresent(folder);
        foreach (var (name, utf8) in Payloads.In(folder))
        {
            var resource = FhirJson.Read(utf8);
            foreach (var group in resource.GetElements().GroupBy(element => element.Name))
            {
                var byName = resource.GetElements(group.Key);
                Assert.True(group.Select(e => e.Value).Zip(byName).All(pair => pair.First.DeepEquals(pair.Second)), name + " " + group.Key);
                Assert.Equal(group.Count(), byName.Count);
            }
        }
    }

    private static string? FirstDifference(JsonElement json, Base element, string path)
    {
        var unknown = element.UnknownProperties.Select(p => p.Key).ToHashSet();
        var elements = element.GetElements().GroupBy(e => e.Name).ToDictionary(g => g.Key, g => g.ToList());
        var met = new HashSet<string>();
        foreach (var property in json.EnumerateObject())
        {
            if ((unknown.Contains(property.Name) && property.Value.ValueKind != JsonValueKind.Number) || (property.Name == "resourceType" && element is Resource))
            {
                continue;
            }

            var name = property.Name.TrimStart('_');
            var found = elements.FirstOrDefault(e => e.Key == name || IsChoice(name, e.Key, e.Value[0].Value));
            if (found.Value is null)
            {
                return $"{path}.{property.Name}: not met";
            }

            met.Add(found.Key);
            if (FirstDifference(property, found.Value, $"{path}.{property.Name}") is { } difference)
            {
                return difference;
            }
        }

        return elements.Keys.FirstOrDefault(name => !met.Contains(name)) is { } more ? $"{path}: {more} is not in the payload" : null;
    }

    private static string? FirstDifference(JsonProperty property, List<NamedElement> elements, string path)
    {
        var items = property.Value.ValueKind == JsonValueKind.Array ? property.Value.EnumerateArray().ToList() : [property.Value];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (i >= elements.Count)
            {
                return $"{path}[{i}]: not met";
            }

            var value = elements[i].Value;
            var difference = value is not PrimitiveElement primitive || items[i].ValueKind == JsonValueKind.Object
                ? FirstDifference(items[i], value, $"{path}[{i}]")
                : IsSame(items[i], primitive) ? null : $"{path}[{i}]: another value";
            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    // Numbers in another writing (1.0e3) and numbers that no decimal holds are the writer's matter.
    private static bool IsSame(JsonElement json, PrimitiveElement primitive) => json.ValueKind == JsonValueKind.String
        ? json.GetString() == primitive.Text
        : json.GetRawText() == primitive.Text || !json.TryGetDecimal(out var number) || Equals(number, primitive.ObjectValue);

    private static bool IsChoice(string property, string name, Base value) =>
        property.Length > name.Length
        && property.StartsWith(name, StringComparison.Ordinal)
        && property[name.Length..] == char.ToUpperInvariant(value.TypeName[0]) + value.TypeName[1..];
}
