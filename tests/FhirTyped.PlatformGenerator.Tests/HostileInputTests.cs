using System.Diagnostics;
using System.Globalization;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>That no file, however it is written, breaks the build in another way than by a diagnostic, or puts code into it.</summary>
public sealed class HostileInputTests
{
    public static TheoryData<string> Texts => new(
        "\"\"\"", "\"\"\"\"\"\"", "a\nb", "a\r\nb\tc", "*/ class Evil {} /*", "</summary><evil>", "&lt;", "\\u0022; class Evil {", "{0}{{x}}",
        "\u2028class Evil {}", "\u2029", "\u0085 class Evil {}", "\u0000\u0001\u001f\u007f", "\ud83d\ude00", "\ud800", "x\udc00y", "\ufeff\ufffe\uffff",
        "\u202Etxet", "Клиника 病院 ß", new string('x', 70_000), "#if false", "'", "$\"{x}\"", "\\");

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_OfAFile_StaysText(string text)
    {
        // JSON keeps half surrogate pairs as escapes; nothing else would let them into a file.
        var json = "\"" + string.Concat(text.Select(static c => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture))) + "\"";
        var run = Begin()
            .WithPlatform("mercy", Statement(Resource("Patient", "read search-type", "name:string")).Replace(
                "\"status\": \"active\"", $"\"status\": \"active\", \"software\": {{ \"name\": {json}, \"version\": {json} }}", StringComparison.Ordinal),
                $$"""
                "display_name": {{json}}, "type": {{json}}, "client_headers": { "X-Clinic": {{json}} },
                "rules": [{ "resource": "Patient", "values": { "name": [{{json}}] }, "source": {{json}} }]
                """)
            .Run();

        var platform = run.Load().TypeOf("Mercy");
        var declared = run.Compilation.GetSymbolsWithName(static name => name.Contains("Evil", StringComparison.Ordinal), SymbolFilter.All);
        dynamic descriptor = platform.GetProperty("Descriptor")!.GetValue(null)!;

        Assert.Empty(declared);
        Assert.Equal(text.Length, ((string)descriptor.Name).Length);
        Assert.Equal(WithoutHalves(text), WithoutHalves((string)descriptor.Manifest.Name));
    }

    [Theory]
    [InlineData("-encounter", "Encounter")]
    [InlineData("-value.x", "ValueX")]
    [InlineData("9lives", "N9lives")]
    [InlineData("class", "Class")]
    [InlineData("---", "Unnamed")]
    [InlineData("get-type", "GetTypeParameter")]
    [InlineData("to-string", "ToStringParameter")]
    [InlineData("count", "CountParameter")]
    [InlineData("all", "AllParameter")]
    [InlineData("patient-query", "PatientQueryParameter")]
    [InlineData("id", "IdParameter")]
    [InlineData("-name", "NameParameter")]
    [InlineData("family.name", "FamilyName")]
    public void ParameterName_BecomesAProperty(string parameter, string property)
    {
        var assembly = Begin().WithPlatform("mercy", Statement(Resource("Patient", "search-type", parameter + ":token"))).Run().Load();

        Assert.Equal([property], assembly.MembersOf("Mercy+PatientQuery"));
    }

    [Fact]
    public void ParameterNames_ThatCollide_AllGetAProperty_WhateverTheirOrder()
    {
        string[] names = ["a-b", "a.b", "a_b", "aB", "-a-b", "AB"];
        var forward = Begin().WithPlatform("mercy", Statement(Resource("Patient", "search-type", string.Join(' ', names.Select(static n => n + ":token"))))).Run();
        var backward = Begin().WithPlatform("mercy", Statement(Resource("Patient", "search-type", string.Join(' ', names.Reverse().Select(static n => n + ":token"))))).Run();

        Assert.Equal(6, forward.Load().MembersOf("Mercy+PatientQuery").Count);
        Assert.Equal(forward.Sources, backward.Sources);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("x\\\"); } class Evil { ")]
    [InlineData(":below")]
    [InlineData("naïve")]
    [InlineData("")]
    public void ParameterName_ThatIsNone_IsLeftOutWithAWarning(string parameter)
    {
        var run = Begin().WithPlatform("mercy", Statement(
            $$"""{ "type": "Patient", "interaction": [{ "code": "search-type" }], "searchParam": [{ "name": "{{parameter}}", "type": "token" }] }""")).Run();

        Assert.Equal("FHT0007", Assert.Single(run.Diagnostics).Id);
        Assert.Empty(run.Load().MembersOf("Mercy+PatientQuery"));
    }

    [Fact]
    public void EveryResourceType_WithEveryInteraction_Compiles()
    {
        const string All = "read vread update patch delete history-instance history-type create search-type";
        var resources = R4Definitions.ResourceTypes
            .Select(static type => Resource(type, All, string.Join(' ', R4Definitions.SearchParametersOf(type).Select(
                static parameter => parameter.Name + ":" + parameter.Type.ToString().ToLowerInvariant()).Distinct())))
            .ToArray();

        var run = Begin().WithPlatform("mercy", Statement(resources)).Run();

        Assert.Empty(run.Diagnostics);
        Assert.Equal(R4Definitions.ResourceTypes.Count + 1, run.Load().MembersOf("Mercy").Count);
    }

    [Fact]
    public void TenThousandParameters_Compile()
    {
        var parameters = string.Join(' ', Enumerable.Range(0, 10_000).Select(static i => $"p{i}:token"));

        var run = Begin().WithPlatform("mercy", Statement(Resource("Patient", "search-type", parameters))).Run();

        Assert.Equal(10_000, run.Load().MembersOf("Mercy+PatientQuery").Count);
    }

    [Fact]
    public void TwoMegabytes_AreReadOnce_AndFast()
    {
        var prose = new string('x', 2_000_000);
        var statement = Statement(Resource("Patient", "read")).Replace("\"status\"", "\"description\": \"" + prose + "\", \"status\"", StringComparison.Ordinal);
        var watch = Stopwatch.StartNew();

        var session = Begin().WithPlatform("mercy", statement);
        var run = session.Run();

        Assert.Equal(2, run.Sources.Count);
        Assert.Equal(1, session.TextOf(Folder + "mercy/capabilities.json").Reads);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void DeepNesting_IsADiagnostic(string opening)
    {
        var run = Begin().WithPlatform("mercy", string.Concat(Enumerable.Repeat(opening, 100_000))).Run();

        Assert.Equal("FHT0006", Assert.Single(run.Diagnostics).Id);
    }

    [Theory]
    [InlineData("{ \"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"4.0.1\", \"rest\": [{ \"mode\": \"server\" }] }")]
    [InlineData("{ \"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"4.0.1\", \"rest\": [{ \"mode\": \"server\", \"resource\": [] }] }")]
    public void EmptyStatement_GivesAClientOfNothing(string statement)
    {
        var run = Begin().WithPlatform("mercy", statement).Run();

        Assert.Equal(["Descriptor"], run.Load().MembersOf("Mercy"));
    }

    [Theory]
    [InlineData("type")]
    [InlineData("interaction")]
    [InlineData("searchParam")]
    [InlineData("searchInclude")]
    [InlineData("searchRevInclude")]
    [InlineData("operation")]
    [InlineData("versioning")]
    [InlineData("extension")]
    [InlineData("conditionalRead")]
    public void StatementOfWrongShapes_NeverStopsTheGenerator(string member)
    {
        string[] values = ["null", "1", "true", "\"x\"", "[]", "{}", "[null]", "[[]]", "[{}]", "[1]"];
        var session = Begin();
        for (var i = 0; i < values.Length; i++)
        {
            var type = member == "type" ? "" : "\"type\": \"Patient\", ";
            session.WithPlatform($"p{i}", Statement("{ " + type + "\"" + member + "\": " + values[i] + " }"));
        }

        var run = session.Run();

        Assert.DoesNotContain(run.Diagnostics, static diagnostic => diagnostic.Id == "FHT0009");
        Assert.Equal(values.Length, run.Sources.Keys.Count(static hint => hint.Split('.').Length == 3));
        Assert.Empty(run.CompilerProblems);
    }

    [Fact]
    public void LongClassName_HasAShortFileName()
    {
        var run = Begin().WithPlatform("mercy", Statement(Resource("Patient", "read")), "\"class_name\": \"" + new string('X', 250) + "\"").Run();

        Assert.All(run.Sources.Keys, static hint => Assert.True(hint.Length <= 110, hint));
        Assert.Equal(2, run.Sources.Count);
        Assert.Empty(run.CompilerProblems);
    }

    private static string WithoutHalves(string text) => string.Concat(text.Where(static c => !char.IsSurrogate(c) && c != '\ufffd'));
}
