using FhirTyped.TestKit;

namespace FhirTyped.Cli.Tests;

public sealed class ValidateCommandTests : IDisposable
{
    private const string Profile = "https://harbor.example.org/fhir/StructureDefinition/harbor-patient";

    private const string Valid = """{"resourceType":"Patient","identifier":[{"system":"urn:x","value":"1"}],"name":[{"family":"Secret"}]}""";

    private const string Wrong = """{"resourceType":"Patient","identifier":[{"system":"urn:x","value":"1"}],"gender":"Secret"}""";

    private static readonly string Package = TestFiles.PathOf("packages", "harbor.fhir.intake");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FilesOfEachKind_AreValidated_AndTheExitCodeSaysWhetherAllConform()
    {
        var valid = Write("valid.json", Valid);
        var lines = Write("lines.ndjson", Valid + "\n\n" + Wrong + "\n" + """{"resourceType":"Patient",""" + "\n");
        var bundle = Write("bundle.json", $$$"""{"resourceType":"Bundle","type":"batch","entry":[{"resource":{{{Valid}}},"request":{"method":"POST","url":"Patient"}},{"resource":{{{Wrong}}},"request":{"method":"POST","url":"Patient"}}]}""");

        var run = await Tool.RunAsync("validate", valid, lines, bundle, "--package", Package, "--profile", Profile, "--no-values");

        Assert.Equal(5, run.ExitCode);
        Assert.Equal("", run.Errors);
        Assert.DoesNotContain(valid, run.Output);
        Assert.Contains(lines + "(3): error: Patient.name: invalid (1028)", run.Output);
        Assert.Contains(lines + "(3): error: Patient.gender[0]: code-invalid (6007)", run.Output);
        Assert.Contains(lines + "(4): fatal: ", run.Output);
        Assert.Contains(bundle + ": error: Bundle.entry[1].resource.name: invalid (1028)", run.Output);
        Assert.DoesNotContain("Bundle.entry[0]", run.Output);
        Assert.DoesNotContain("Secret", run.Output);
        Assert.Contains("5 resources: 2 conform, 3 do not", run.Output);
    }

    [Fact]
    public async Task AnXmlFile_IsValidatedAsItsJson()
    {
        var valid = Write("valid.xml", "<Patient xmlns=\"http://hl7.org/fhir\"><identifier><value value=\"1\"/></identifier><name><family value=\"x\"/></name></Patient>");
        var broken = Write("broken.xml", "<Patient xmlns=\"http://hl7.org/fhir\">");

        var run = await Tool.RunAsync("validate", valid, "--package", Package, "--profile", Profile);
        var failed = await Tool.RunAsync("validate", broken);

        Assert.Equal((0, 1), (run.ExitCode, failed.ExitCode));
        Assert.Contains("broken.xml: It is no XML that FHIR allows", failed.Errors);
    }

    [Fact]
    public async Task WhatConforms_IsExitCode0_AndJsonHasTheTexts()
    {
        var valid = await Tool.RunAsync("validate", Write("valid.json", Valid), "--package", Package, "--profile", Profile + "|2.1.0", "--json");
        var wrong = await Tool.RunAsync("validate", Write("wrong.json", Wrong), "--json");

        Assert.Equal((0, 0, 1), (valid.ExitCode, valid.Json.GetProperty("invalid").GetInt32(), valid.Json.GetProperty("count").GetInt32()));
        Assert.Equal(5, wrong.ExitCode);
        var resource = wrong.Json.GetProperty("resources")[0];
        Assert.Equal("Patient", resource.GetProperty("resource_type").GetString());
        Assert.Contains("Secret", resource.GetProperty("issues")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("no file", "missing.json")]
    [InlineData("no package 'nowhere'", "valid.json", "--package", "nowhere")]
    [InlineData("no profile 'https://harbor.example.org/nowhere'", "valid.json", "--profile", "https://harbor.example.org/nowhere")]
    [InlineData("needs --definitions", "valid.json", "--definitions-version", "1.0.0")]
    public async Task WhatCannotBeDone_IsExitCode1_WithItsReason(string reason, params string[] arguments)
    {
        Write("valid.json", Valid);
        arguments[0] = Path.Combine(_folder.Path, arguments[0]);

        var run = await Tool.RunAsync(["validate", .. arguments]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(reason, run.Errors);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public void OtherCommands_DoNotLoadTheValidator()
    {
        // The tools of these tests are processes of their own: what is loaded here, this run has loaded.
        Assert.Equal(0, CommandTree.Create().Parse(["platforms", "epic", "--json"]).Invoke());

        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), static one => one.GetName().Name!.StartsWith("Hl7.Fhir", StringComparison.Ordinal)
            || one.GetName().Name!.StartsWith("Firely", StringComparison.Ordinal) || one.GetName().Name == "FhirTyped.Firely");
    }

    private string Write(string name, string text) => _folder.File(name, text);
}
