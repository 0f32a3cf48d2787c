using FhirTyped.Capabilities;

namespace FhirTyped.Facts.Tests;

/// <summary>The facts of codes against the schema and the value sets that HL7 published.</summary>
public sealed class CodeFactsTests
{
    private static readonly Dictionary<string, string[]> Enums = ReadEnums();

    // By the paths of code elements that a required binding binds to an enum.
    private static readonly Dictionary<string, string> RequiredEnums = CommittedFacts.Types.Select(static line => line.Split(' '))
        .Where(static words => words[0].Contains('.', StringComparison.Ordinal) && words[2] == "code")
        .Select(static words => (Path: words[0], Binding: words.FirstOrDefault(static w => w.StartsWith("binding=required|", StringComparison.Ordinal))?.Split('|')))
        .Where(static element => element.Binding is [_, _, _])
        .ToDictionary(static element => element.Path, static element => element.Binding![2]);

    // Two value sets are named MedicationStatusCodes, and the schema of R4 gives the codes of Medication to both.
    private const string WrongInTheSchema = "MedicationStatement.status";

    [Fact]
    public void EnumsOfRequiredBindings_HaveTheCodesOfTheSchema()
    {
        var compared = 0;
        foreach (var (path, name) in RequiredEnums.Where(static e => e.Key != WrongInTheSchema))
        {
            if (Schema.TypeOf(path) is { } type && Schema.CodesOf(type) is { } codes)
            {
                Assert.True(codes.Order(StringComparer.Ordinal).SequenceEqual(Enums[name].Order(StringComparer.Ordinal)), $"{path}: {name} has other codes than {type} of the schema");
                compared++;
            }
        }

        Assert.True(compared > 250, $"only {compared} elements were compared");
    }

    [Fact]
    public void EveryCode_IsInItsCodeSystemOrValueSet()
    {
        var terminology = Publication.Resources("valuesets.xml").Where(static r => r.Value("url") is not null).ToLookup(static r => r.Value("url")!);
        string? url = null;
        string? system = null;
        foreach (var line in CommittedFacts.Lines("codes.facts"))
        {
            var words = line.Split(' ', 3);
            switch (words[0])
            {
                case "enum":
                    url = words[2];
                    break;
                case "system":
                    system = words[1];
                    break;
                default:
                    var code = line["code ".Length..line.IndexOf('\t', StringComparison.Ordinal)];
                    Assert.True(
                        terminology[system!].Concat(terminology[url!]).Any(r => r.Descendants().Any(e => e.Name.LocalName == "concept" && e.Value("code") == code)),
                        $"{code} of {url} is in no definition of {system}");
                    break;
            }
        }
    }

    [Fact]
    public void RequiredCodes_AreThoseOfTheSchemaWhereAParameterLooksAtOneCode()
    {
        var compared = 0;
        foreach (var line in CommittedFacts.Lines("search-parameters.facts"))
        {
            if (line.Split('\t') is not [var head, var expression] || head.Split(' ') is not [var resource, var name, "token"])
            {
                continue;
            }

            var type = expression.All(static c => char.IsAsciiLetter(c) || c == '.') ? Schema.TypeOf(expression) : null;
            var expected = (resource, name) == ("Patient", "deceased") || type == "boolean" ? ["true", "false"]
                : type is null || (resource, name) == ("Composition", "confidentiality") ? null // a value set of HL7 version 3: its definition is not read
                : (expression == WrongInTheSchema ? null : Schema.CodesOf(type)) ?? (RequiredEnums.TryGetValue(expression, out var known) ? Enums[known] : null);
            var codes = R4RequiredCodes.Of(resource, name)?.Codes;
            Assert.True(
                (expected ?? []).Order(StringComparer.Ordinal).SequenceEqual((codes ?? []).Order(StringComparer.Ordinal)),
                $"{resource} {name}: {string.Join(',', codes ?? [])} instead of {string.Join(',', expected ?? [])}");
            compared += expected is null ? 0 : 1;
        }

        Assert.True(compared > 160, $"only {compared} parameters have codes");
    }

    private static Dictionary<string, string[]> ReadEnums()
    {
        var enums = new Dictionary<string, List<string>>();
        var current = new List<string>();
        foreach (var line in CommittedFacts.Lines("codes.facts"))
        {
            if (line.StartsWith("enum ", StringComparison.Ordinal))
            {
                enums.Add(line.Split(' ')[1], current = []);
            }
            else if (line.StartsWith("code ", StringComparison.Ordinal))
            {
                current.Add(line["code ".Length..line.IndexOf('\t', StringComparison.Ordinal)]);
            }
        }

        return enums.ToDictionary(static e => e.Key, static e => e.Value.ToArray());
    }
}
