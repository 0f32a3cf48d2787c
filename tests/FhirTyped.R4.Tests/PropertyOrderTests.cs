using System.Text;
using FhirTyped.TestKit;

namespace FhirTyped.R4.Tests;

/// <summary>
/// The id and extensions of a primitive may come before its value: what is read and written is the same, for each primitive element of
/// each resource and data type, single and repeating.
/// </summary>
public sealed class PropertyOrderTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["base64Binary"] = "\"YQ==\"", ["boolean"] = "true", ["canonical"] = "\"http://example.org/a|1\"", ["code"] = "\"x\"", ["date"] = "\"1970-03\"",
        ["dateTime"] = "\"2020-01-01T10:00:00.123456789Z\"", ["decimal"] = "1.50", ["id"] = "\"i\"", ["instant"] = "\"2020-01-01T10:00:00Z\"", ["integer"] = "-3",
        ["markdown"] = "\"m\"", ["oid"] = "\"urn:oid:1.2\"", ["positiveInt"] = "1", ["string"] = "\"s\"", ["time"] = "\"10:00:00\"", ["unsignedInt"] = "0",
        ["uri"] = "\"urn:a\"", ["url"] = "\"http://example.org\"", ["uuid"] = "\"urn:uuid:4dfc6d1a-5a3e-4c5b-8a0e-0d1a2b3c4d5e\"", ["xhtml"] = "\"<div/>\"",
    };

    private const string Metadata = """{"id":"i","extension":[{"url":"u","valueString":"e"}]}""";

    [Fact]
    public void EveryPrimitiveElement_MayHaveItsExtensionsFirst()
    {
        var checkedElements = 0;
        foreach (var (path, type, isList) in Elements())
        {
            var (owner, name) = (path[..path.IndexOf('.', StringComparison.Ordinal)], path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..]);
            foreach (var (value, metadata) in isList ? Lists(Values[type]) : [(Values[type], Metadata), ("", Metadata)])
            {
                var first = value.Length == 0 ? "" : $"\"{name}\":{value}";
                var second = metadata.Length == 0 ? "" : $"\"_{name}\":{metadata}";
                Check(path, Payload(owner, Join(first, second)), Payload(owner, Join(second, first)));
            }

            checkedElements++;
        }

        Assert.True(checkedElements > 900, $"{checkedElements} elements");
    }

    [Fact]
    public void EveryPrimitiveChoice_MayHaveItsExtensionsFirst()
    {
        foreach (var (type, value) in Values.Where(v => v.Key != "xhtml"))
        {
            var name = "value" + char.ToUpperInvariant(type[0]) + type[1..];
            var (first, second) = ($"\"{name}\":{value}", $"\"_{name}\":{Metadata}");
            Check(name, Payload("Extension", first + "," + second), Payload("Extension", second + "," + first));
        }
    }

    [Theory]
    [InlineData("""["http://example.org/a"]""", "[null]")]
    [InlineData("""["http://example.org/a","http://example.org/b"]""", "[null,null]")]
    [InlineData("""["http://example.org/a"]""", "[null,null,null]")]
    [InlineData("""["http://example.org/a",null]""", """[null,{"extension":[{"url":"u"}]}]""")]
    [InlineData("""["http://example.org/a"]""", """[null,{"extension":[{"url":"u"}]}]""")]
    [InlineData("""[null,"http://example.org/a","http://example.org/b"]""", """[{"extension":[{"url":"u"}]}]""")]
    [InlineData("""["http://example.org/a"]""", "[7,{}]")]
    public void Profiles_BeforeOrAfterTheirExtensions_AreWrittenAlikeAgainAndAgain(string profile, string extensions)
    {
        var after = $$$"""{"resourceType":"Patient","meta":{"profile":{{{profile}}},"_profile":{{{extensions}}}}}""";
        var before = $$$"""{"resourceType":"Patient","meta":{"_profile":{{{extensions}}},"profile":{{{profile}}}}}""";

        Check("Patient.meta", after, before);
    }

    private static void Check(string place, string after, string before)
    {
        foreach (var json in new[] { after, before })
        {
            var utf8 = Encoding.UTF8.GetBytes(json);
            var once = FhirJson.ToUtf8Bytes(FhirJson.Read(utf8));
            Assert.True(JsonComparison.FirstDifference(utf8, once) is null, $"{place}: {json}\n{Encoding.UTF8.GetString(once)}");
            Assert.True(after == Encoding.UTF8.GetString(once), $"{place}: {json}\n{Encoding.UTF8.GetString(once)}");
            Assert.True(once.AsSpan().SequenceEqual(FhirJson.ToUtf8Bytes(FhirJson.Read(once))), place + ": not the same again");
        }

        Assert.True(FhirJson.TryRead<Resource>(Encoding.UTF8.GetBytes(after), out _, out var ofAfter));
        Assert.True(FhirJson.TryRead<Resource>(Encoding.UTF8.GetBytes(before), out _, out var ofBefore));
        Assert.Equal(ofAfter.Select(issue => (issue.Code, issue.Location)).Order(), ofBefore.Select(issue => (issue.Code, issue.Location)).Order());
    }

    private static IEnumerable<(string Value, string Metadata)> Lists(string value)
    {
        yield return ($"[{value}]", $"[{Metadata}]");
        yield return ($"[{value},null]", $"[null,{Metadata}]");
        yield return ($"[null,{value}]", $"[{Metadata}]");
        yield return ($"[{value}]", $"[null,{Metadata},null]");
        yield return ("", $"[{Metadata},null]");
        yield return ($"[{value},{value}]", "");
    }

    // A resource with the properties, or one with a value of a data type that has them.
    private static string Payload(string owner, string properties) => FhirResources.IsResourceType(owner)
        ? $$"""{"resourceType":"{{owner}}",{{properties}}}"""
        : owner switch
        {
            "Resource" or "DomainResource" => $$"""{"resourceType":"Patient",{{properties}}}""",
            "Element" or "BackboneElement" or "Narrative" => $$$"""{"resourceType":"Patient","text":{{{{properties}}}}}""",
            "Extension" => $$$"""{"resourceType":"Patient","extension":[{{{{properties}}}}]}""",
            "ElementDefinition" => $$$"""{"resourceType":"StructureDefinition","snapshot":{"element":[{{{{properties}}}}]}}""",
            "ProdCharacteristic" => $$$"""{"resourceType":"MedicinalProductPackaged","packageItem":[{"physicalCharacteristics":{{{{properties}}}}}]}""",
            "ProductShelfLife" => $$$"""{"resourceType":"MedicinalProductPackaged","packageItem":[{"shelfLifeStorage":[{{{{properties}}}}]}]}""",
            "MarketingStatus" => $$$"""{"resourceType":"MedicinalProduct","marketingStatus":[{{{{properties}}}}]}""",
            "Population" => $$$"""{"resourceType":"MedicinalProductIndication","population":[{{{{properties}}}}]}""",
            "SubstanceAmount" => $$$"""{"resourceType":"SubstancePolymer","repeat":[{"repeatUnit":[{"amount":{{{{properties}}}}}]}]}""",
            _ => $$$"""{"resourceType":"Patient","extension":[{"value{{{owner}}}":{{{{properties}}}}}]}""",
        };

    // The primitive elements that resources and data types have themselves.
    private static IEnumerable<(string Path, string Type, bool IsList)> Elements()
    {
        var spec = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.R4", "spec");
        return Directory.EnumerateFiles(Path.Combine(spec, "resources")).Append(Path.Combine(spec, "types.facts"))
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' '))
            .Where(words => words.Length >= 3 && words[0].Count(c => c == '.') == 1 && !words[0].EndsWith("[x]", StringComparison.Ordinal) && Values.ContainsKey(words[2]))
            .Select(words => (words[0], words[2], !words[1].EndsWith("..1", StringComparison.Ordinal)));
    }

    private static string Join(string first, string second) => first.Length == 0 ? second : second.Length == 0 ? first : first + "," + second;
}
