using System.Text.Json;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

/// <summary>Whatever a search asks for and whatever a resource holds: an answer or a refusal, and never an exception.</summary>
public sealed class RandomValueTests
{
    private static readonly string[] Parts =
    [
        "", "a", "A", "é", "e\u0301", "ß", "😀", "\uD83D", "\u0301", "\u200D", " ", "\\", "\\,", "\\|", "\\$", ",", "|", "$", "||", "/", "//", "#", ":", "?", "&", "=", "%", "+", "-", ".",
        "0", "1", "9", "00", "10", "99999999999999999999999999999999", "1e400", "1e-400", "e", "E+", "-0", "0.0", "NaN", "Infinity", "٣",
        "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap", "0001", "9999", "2020-02-30", "2020-01-01", "T", "T10:00", "T23:59:60", ":00", ".123456789012345678901234567890", "Z", "+14:00", "-14:00", "-00:00",
        "Patient/1", "Patient/", "Patient", "_history", "/_history/", "urn:uuid:", "https://fhir.example.org/r4/", "http://ex/q|1", "true", "false", "null", "male", "km", "[mi_us]", "-91", "181",
    ];

    private static readonly string[] Templates =
    [
        """{"resourceType":"Patient","id":V,"active":true,"name":[{"family":V,"given":[V,V],"text":V}],"telecom":[{"system":V,"value":V}],"gender":V,"birthDate":V,"deceasedDateTime":V,"address":[{"line":[V],"city":V,"use":V}],"identifier":[{"system":V,"value":V,"type":{"text":V,"coding":[{"code":V}]}}],"generalPractitioner":[{"reference":V,"display":V,"identifier":{"value":V}}],"link":[{"other":{"reference":V},"type":V}],"meta":{"lastUpdated":V,"profile":[V],"tag":[{"system":V,"code":V,"display":V}],"source":V},"communication":[{"language":{"text":V,"coding":[{"system":V,"code":V}]}}]}""",
        """{"resourceType":"Observation","id":V,"status":V,"code":{"text":V,"coding":[{"system":V,"code":V,"display":V}]},"subject":{"reference":V,"type":V},"effectivePeriod":{"start":V,"end":V},"valueQuantity":{"value":N,"comparator":V,"unit":V,"code":V,"system":V},"component":[{"code":{"coding":[{"code":V}]},"valueQuantity":{"value":N,"code":V}},{"code":{"text":V},"valueSampledData":{"origin":{"value":N},"period":N,"factor":N,"dimensions":1,"data":V}}]}""",
        """{"resourceType":"Encounter","status":V,"class":{"code":V},"period":{"start":V},"length":{"value":N,"unit":V},"location":[{"location":{"reference":V},"period":{"end":V}}]}""",
        """{"resourceType":"Location","status":V,"name":V,"position":{"longitude":N,"latitude":N},"address":{"text":V,"country":V}}""",
        """{"resourceType":"RiskAssessment","status":V,"prediction":[{"probabilityDecimal":N},{"probabilityRange":{"low":{"value":N},"high":{"value":N}}}],"occurrenceDateTime":V}""",
        """{"resourceType":"ServiceRequest","status":V,"occurrenceTiming":{"event":[V,V],"repeat":{"boundsPeriod":{"start":V,"end":V}}},"authoredOn":V,"instantiatesCanonical":[V],"instantiatesUri":[V]}""",
        """{"resourceType":"ValueSet","url":V,"version":V,"status":V,"date":V,"useContext":[{"code":{"system":V,"code":V},"valueQuantity":{"value":N}}],"compose":{"include":[{"system":V,"concept":[{"code":V}]}]},"expansion":{"timestamp":V,"identifier":V,"contains":[{"system":V,"code":V}]}}""",
        """{"resourceType":"Bundle","type":V,"timestamp":V,"identifier":{"value":V},"entry":[{"fullUrl":V,"resource":{"resourceType":"Composition","id":V,"title":V}}]}""",
        """{"resourceType":"ChargeItem","status":V,"factorOverride":N,"priceOverride":{"value":N,"currency":V},"quantity":{"value":N},"definitionCanonical":[V]}""",
    ];

    private static readonly string[] Numbers = ["0", "-0", "1", "-1.50", "1e400", "-1e400", "1e-400", "79228162514264337593543950335", "79228162514264337593543950336", "0.1234567890123456789012345678901234567890", "1E5", "\"x\"", "null"];

    private static readonly string[] Modifiers = ["", "", "", "exact", "contains", "missing", "not", "text", "of-type", "identifier", "below", "above", "Patient", "in"];

    [Fact]
    public void AnyValue_OverAnyResource_IsAnsweredOrRefused()
    {
        var names = SearchParameterDefinitions.Names.ToLookup(static key => key.ResourceType, static key => key.Name);
        var answered = 0;
        Parallel.For(0, 12_000, round =>
        {
            var random = new Random(round);
            var resource = Draw(random);
            var own = names[resource.TypeName].Concat(names["Resource"]).Concat(names["DomainResource"]).ToList();
            for (var i = 0; i < 8; i++)
            {
                var criterion = new SearchCriterion
                {
                    Name = own[random.Next(own.Count)],
                    Modifier = Modifiers[random.Next(Modifiers.Length)],
                    Values = new([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new SearchValue(Text(random)))]),
                };
                var matcher = new SearchMatcher(Searched.BaseUrl);
                if (matcher.FindProblem(resource.TypeName, criterion) is { } problem)
                {
                    Assert.DoesNotContain("99999999", problem, StringComparison.Ordinal);
                    continue;
                }

                var isFulfilled = matcher.Matches(resource, criterion);
                var told = matcher.CompileTest(resource.TypeName, criterion)(resource);
                Assert.True(told is null || told == isFulfilled);
                matcher.SortKey(resource, criterion.Name, descends: random.Next(2) == 0);
                Interlocked.Increment(ref answered);
            }
        });

        Assert.InRange(answered, 10_000, int.MaxValue);
    }

    // What a resource holds is there, whatever it is.
    [Fact]
    public void Presence_DoesNotHangOnTheValue()
    {
        string[] parameters = ["family", "gender", "birthdate", "_lastUpdated", "death-date", "identifier", "address-city"];
        for (var round = 0; round < 2_000; round++)
        {
            var random = new Random(round);
            var value = Text(random) + "x";
            var patient = Searched.Read(Templates[0].Replace("\"deceasedDateTime\":V", "\"deceasedDateTime\":" + JsonSerializer.Serialize(value.Replace("\uD83D", "", StringComparison.Ordinal)), StringComparison.Ordinal)
                .Replace("V", JsonSerializer.Serialize(value.Replace("\uD83D", "", StringComparison.Ordinal)), StringComparison.Ordinal));
            Assert.All(parameters, name => Assert.True(Searched.Matches(patient, name + ":missing=false"), name));
        }
    }

    private static Resource Draw(Random random)
    {
        var template = Templates[random.Next(Templates.Length)];
        var json = string.Concat(template.Select((c, i) => IsPlace(template, i)
            ? c == 'V' ? JsonSerializer.Serialize(Text(random).Replace("\uD83D", "", StringComparison.Ordinal)) : Numbers[random.Next(Numbers.Length)]
            : c.ToString()));
        return Searched.Read(json);
    }

    // A letter that stands for a value, and not one of a name.
    private static bool IsPlace(string template, int at) => at > 0 && template[at] is 'V' or 'N' && template[at - 1] is ':' or '[' or ',';

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Parts[random.Next(Parts.Length)]));
}
