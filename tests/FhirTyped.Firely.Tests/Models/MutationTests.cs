using System.Text;
using System.Text.Json.Nodes;
using FhirTyped.R4;
using FhirTyped.R4.Tests;

namespace FhirTyped.Firely.Tests.Models;

/// <summary>Examples with something of another type put somewhere: each comes back as it was, or is an error.</summary>
public sealed class MutationTests
{
    private static readonly string[] Replacements =
        ["\"x\"", "5", "true", "\"\"", "1.5", "{\"a\":1}", "[\"p\",null]", "[{\"id\":\"q\"}]", "{\"extension\":[{\"url\":\"u\",\"valueCode\":\"c\"}]}", "[1,\"two\",{\"three\":3}]", "1E-245"];

    [Fact]
    public void WhatIsRead_SaysTheSame()
    {
        var random = new Random(20261129);
        var examples = Payloads.In("own").Where(static one => one.Utf8.Length < 20_000).Select(static one => one.Utf8).ToArray();
        var (kept, refused) = (0, 0);
        for (var i = 0; i < 2_000; i++)
        {
            var payload = Mutated(JsonNode.Parse(examples[random.Next(examples.Length)])!, random);
            try
            {
                var back = FirelyJson.ToUtf8Bytes(FirelyJson.Read(payload));

                Assert.Equal(Said(JsonNode.Parse(payload)), Said(JsonNode.Parse(back)));
                kept++;
            }
            catch (FhirException)
            {
                refused++;
            }
        }

        Assert.True(kept > 200 && refused > 200, $"{kept} kept, {refused} refused");
    }

    private static byte[] Mutated(JsonNode root, Random random)
    {
        var parts = new List<JsonNode>();
        Collect(root, parts);
        var part = parts[random.Next(parts.Count)];
        var other = JsonNode.Parse(Replacements[random.Next(Replacements.Length)]);
        switch (part.Parent)
        {
            case JsonObject parent when part.GetPropertyName() is var name && name != "resourceType":
                parent[random.Next(3) switch { 0 => "_" + name, 1 => name + "X", _ => name }] = other;
                break;
            case JsonArray list:
                list[part.GetElementIndex()] = other;
                break;
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Collect(JsonNode node, List<JsonNode> parts)
    {
        var below = node switch { JsonObject part => part.Select(static property => property.Value), JsonArray list => list, _ => [] };
        foreach (var one in below)
        {
            if (one is not null)
            {
                parts.Add(one);
                Collect(one, parts);
            }
        }
    }

    // Every value with its path, what is empty left out.
    private static IEnumerable<string> Said(JsonNode? node, string path = "$") => (node switch
    {
        JsonObject part => part.SelectMany(property => Said(property.Value, path + "." + property.Key)),
        JsonArray list => list.SelectMany((item, index) => Said(item, path + "[" + index + "]")),
        null => [],
        _ => [path + "=" + node.ToJsonString()],
    }).Order(StringComparer.Ordinal);
}
