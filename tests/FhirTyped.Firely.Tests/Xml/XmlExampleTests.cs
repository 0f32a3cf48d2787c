using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirTyped.R4;
using FhirTyped.R4.Tests;
using FhirTyped.TestKit;

namespace FhirTyped.Firely.Tests.Xml;

/// <summary>JSON, FhirTyped, XML, FhirTyped, JSON: the same, but for how a narrative is spelt, and for white space around a value, which the standard takes away in XML.</summary>
public sealed class XmlExampleTests
{
    [Theory]
    [InlineData("own", 1)]
    [InlineData("own-bundles", 1)]
    [InlineData("us-core-examples", 5)]
    [InlineData("hl7-r4", 25)]
    public void Examples_ComeBackTheSame(string folder, int each)
    {
        Assert.SkipUnless(TestFiles.Has("examples", folder), TestFiles.MissingMessage);
        var differences = new ConcurrentBag<string>();
        var files = Directory.GetFiles(TestFiles.PathOf("examples", folder), "*.json").Order(StringComparer.Ordinal).Where((_, i) => i % each == 0).ToList();
        Parallel.ForEach(files, file =>
        {
            if (DifferenceOf(File.ReadAllBytes(file)) is { } difference)
            {
                differences.Add(Path.GetFileName(file) + ": " + difference);
            }
        });

        Assert.NotEmpty(files);
        Assert.True(differences.IsEmpty, string.Join('\n', differences.Order(StringComparer.Ordinal)));
    }

    /// <summary>How the JSON differs after all; null where it does not.</summary>
    internal static string? DifferenceOf(byte[] json)
    {
        var options = FhirJsonOptions.Lenient;
        if (!FhirJson.TryRead<Resource>(json, out var resource, out _, options))
        {
            return null;
        }

        try
        {
            var back = FhirJson.ToUtf8Bytes(FhirXml.Read(FhirXml.ToUtf8Bytes(resource)));
            return JsonComparison.FirstDifference(InOneSpelling(json), InOneSpelling(back));
        }
        catch (FhirException error)
        {
            return error.Message;
        }
    }

    private static byte[] InOneSpelling(byte[] json)
    {
        var node = JsonNode.Parse(json)!;
        Visit(node);
        return JsonSerializer.SerializeToUtf8Bytes(node);

        static void Visit(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject found:
                    foreach (var (name, value) in found.ToList())
                    {
                        if (value?.GetValueKind() == JsonValueKind.String)
                        {
                            found[name] = name == "div" ? XhtmlText.Canonical(value.GetValue<string>()) : value.GetValue<string>().Trim();
                        }
                        else
                        {
                            Visit(value);
                        }
                    }

                    break;
                case JsonArray found:
                    for (var i = 0; i < found.Count; i++)
                    {
                        if (found[i]?.GetValueKind() == JsonValueKind.String)
                        {
                            found[i] = found[i]!.GetValue<string>().Trim();
                        }
                        else
                        {
                            Visit(found[i]);
                        }
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
