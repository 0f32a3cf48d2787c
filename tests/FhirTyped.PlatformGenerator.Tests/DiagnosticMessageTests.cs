using System.Reflection;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Every diagnostic of the generator with the text that it stands at, its severity and its whole message.</summary>
public sealed class DiagnosticMessageTests
{
    private const string Base = "\"id\": \"own\", \"extends\": \"mercy\"";

    /// <summary>An id, a severity, the platform file, the text at the place, and the message.</summary>
    public static TheoryData<string, DiagnosticSeverity, string, string, string> Cases => new()
    {
        { "FHT0001", DiagnosticSeverity.Error, "{ \"id\": \"own\", }", "}",
            "The platform file is not valid JSON (line 1, column 16): A member name in quotation marks is missing." },
        { "FHT0001", DiagnosticSeverity.Error, "{ \"id\": \"Not An Id\" }", "\"Not An Id\"",
            "The id 'Not An Id' is not valid: lower-case letters, digits and hyphens, beginning with a letter." },
        { "FHT0001", DiagnosticSeverity.Error, "{ " + Base + ", \"limits\": [] }", "[",
            "'limits' must be an object (line 1, column 46)." },
        { "FHT0002", DiagnosticSeverity.Error, "{ " + Base + ", \"dispaly_name\": \"x\" }", "\"dispaly_name\"",
            "A platform file has no field 'dispaly_name'; did you mean 'display_name'?" },
        { "FHT0003", DiagnosticSeverity.Error, "{ " + Base + ", \"rules\": [{ \"resource\": \"Patiant\", \"if_match\": \"required\", \"source\": \"x\" }] }", "\"Patiant\"",
            "'Patiant' is not a resource type of FHIR R4; did you mean 'Patient'?" },
        { "FHT0003", DiagnosticSeverity.Error, "{ " + Base + ", \"rules\": [{ \"resource\": \"Patient\", \"if_macht\": \"required\", \"source\": \"x\" }] }", "\"if_macht\"",
            "'if_macht' is not a rule verb; did you mean 'if_match'?" },
        { "FHT0003", DiagnosticSeverity.Error, "{ " + Base + ", \"rules\": [{ \"resource\": \"Patient\", \"or_only\": [\"nome\"], \"source\": \"x\" }] }", "{",
            "'nome' is not a search parameter of Patient on 'own' or in FHIR R4." },
        { "FHT0004", DiagnosticSeverity.Error, "{ \"id\": \"own\", \"extends\": \"mercey\" }", "\"mercey\"",
            "'own' extends 'mercey', which no platform file has, and no platform that is built in or referenced; did you mean 'mercy'?" },
        { "FHT0004", DiagnosticSeverity.Error, "{ \"id\": \"own\", \"extends\": \"own\" }", "\"own\"",
            "'extends' runs in a circle: own -> own." },
        { "FHT0005", DiagnosticSeverity.Error, "{ \"id\": \"mercy\", \"extends\": \"mercy\" }", "\"mercy\"",
            "The id 'mercy' is already that of 'mercy' in mercy/platform.json: give this platform another one." },
        { "FHT0005", DiagnosticSeverity.Error, "{ " + Base + ", \"class_name\": \"Mercy\" }", "\"own\"",
            "The class name 'Mercy' is already that of 'mercy' in mercy/platform.json: give this platform another one." },
        { "FHT0006", DiagnosticSeverity.Error, "{ \"id\": \"own\", \"capability_statement\": \"nowhere.json\" }", "\"nowhere.json\"",
            "The CapabilityStatement 'nowhere.json' was not found. Put it beside the platform file, or add it to AdditionalFiles." },
        { "FHT0006", DiagnosticSeverity.Error, "{ \"id\": \"own\" }", "\"own\"",
            "Nothing says what 'own' supports: name a capability_statement, a platform that it extends, or its implementation_guides." },
        { "FHT0008", DiagnosticSeverity.Info, "{ \"id\": \"own\", \"implementation_guides\": [\"US Core 3.1.1\"] }", "\"own\"",
            "'own' has no CapabilityStatement: its support is assumed from US Core. Capture the server's own, and name it as capability_statement." },
        { "FHT1303", DiagnosticSeverity.Warning, "{ " + Base + ", \"client\": { \"scopes\": [\"user/Patient.read\", \"user/Patient.rs\"] } }", "\"user/Patient.rs\"",
            "'user/Patient.rs' is a scope of SMART v2 and 'user/Patient.read' one of v1: ask for scopes of one syntax (client.scopes of the platform file)." },
        { "FHT1307", DiagnosticSeverity.Error, "{ " + Base + ", \"fhir_base_url\": \"http://fhir.own.example/r4\" }", "\"http://fhir.own.example/r4\"",
            "'fhir_base_url' is an http address of another machine: patient data and access tokens would travel unencrypted. "
                + "Use https; where the network itself is trusted, say \"allow_unencrypted\": true." },
        { "FHT1308", DiagnosticSeverity.Error, "{ " + Base + ", \"client\": { \"authentication\": \"client_secret_post\" } }", "\"client_secret_post\"",
            "Own does not take the client authentication 'client_secret_post': it takes private_key_jwt (statement of 2026-01-31)." },
        { "FHT1702", DiagnosticSeverity.Warning, "{ " + Base + ", \"rules\": [{ \"resource\": \"Patient\", \"values\": { \"gender\": [\"male\"] }, \"source\": \"x\" }] }", "{",
            "The rule names 'gender', which Own does not declare for Patient (statement of 2026-01-31), so that part of it matches nothing: take it out." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Message_IsComplete(string id, DiagnosticSeverity severity, string file, string place, string message)
    {
        var run = Begin().WithPlatform("mercy", Statement(Resource("Patient", "read search-type", "family:string")), "\"auth\": { \"client_authentication\": [\"private_key_jwt\"] }")
            .WithText(Folder + "own.platform.json", file).Run();

        Verify(id, severity, file, place, message, Assert.Single(run.Diagnostics));
    }

    [Theory]
    [InlineData("FHT0006", DiagnosticSeverity.Error, "{ \"resourceType\": \"Patient\" }", "{",
        "This is not a CapabilityStatement: its resourceType is 'Patient'.")]
    [InlineData("FHT0006", DiagnosticSeverity.Error, "{ \"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"1.0.2\" }", "\"1.0.2\"",
        "The CapabilityStatement is not of FHIR R4: its fhirVersion is '1.0.2'.")]
    [InlineData("FHT0007", DiagnosticSeverity.Warning,
        "{ \"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"4.0.1\", \"rest\": [{ \"mode\": \"server\", \"resource\": [{ \"type\": \"Patiant\" }] }] }", "\"Patiant\"",
            "'Patiant' is not a resource type of FHIR R4 and was left out.")]
    public void Message_IsComplete_AtTheStatement(string id, DiagnosticSeverity severity, string statement, string place, string message)
    {
        var run = Begin().WithPlatform("own", statement).Run();

        Verify(id, severity, statement, place, message, Assert.Single(run.Diagnostics));
    }

    [Fact]
    public void Message_IsComplete_OfAnException()
    {
        var run = Begin().WithText(new DiagnosticTests.UnreadableText(Folder + "own.platform.json")).Run();

        Verify("FHT0009", DiagnosticSeverity.Error, "", "", "FhirTyped failed on this file; please report it with the file at https://github.com/fhirtyped/fhirtyped/issues (InvalidOperationException: The disk is gone.).", Assert.Single(run.Diagnostics));
    }

    [Fact]
    public void EveryDiagnostic_HasACase()
    {
        var inline = GetType().GetMethod(nameof(Message_IsComplete_AtTheStatement))!.GetCustomAttributes<InlineDataAttribute>().Select(static row => (string)row.Data[0]!);
        var ids = typeof(PlatformIssueIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static constant => (string)constant.GetValue(null)!);

        // FHT0010 is of the project and no file: LanguageVersionTests.
        Assert.Empty(ids.Except(Cases.Select(static row => row.Data.Item1).Concat(inline).Append("FHT0009").Append("FHT0010")));
    }

    private static void Verify(string id, DiagnosticSeverity severity, string file, string place, string message, Diagnostic diagnostic)
    {
        Assert.Equal((id, severity), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal(place, file.Length == 0 ? "" : file.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(message, diagnostic.GetMessage());
    }
}
