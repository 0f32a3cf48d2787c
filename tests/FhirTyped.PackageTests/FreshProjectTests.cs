namespace FhirTyped.PackageTests;

public sealed class FreshProjectTests(PackageFeed feed)
{
    private const string Mercy = """{ "extends": "epic", "class_name": "MercyHospital", "fhir_base_url": "https://fhir.mercy.example.org/r4" }""";

    [Fact]
    public async Task PlatformFileThatExtendsEpic_IsAClient_AndTheProgramRuns()
    {
        var project = feed.MakeProject(
            "Clinic",
            ["FhirTyped.Platforms"],
            ("mercy.platform.json", Mercy),
            ("Program.cs", """
                using Clinic;
                using FhirTyped;
                using FhirTyped.R4;

                var mercy = FhirPlatform.Create<MercyHospital>();
                Console.WriteLine(mercy.BaseUrl);
                Console.WriteLine(mercy.Observation.Search(q => q.Patient.Is("p1").Category.Is(ObservationCategory.Laboratory)).RelativeUrl);
                Console.WriteLine(typeof(MercyHospital).GetProperty("SupplyDelivery") is null);
                """));
        var (exitCode, output) = await DotNet.RunAsync(project, "run");
        Assert.True(exitCode == 0, output);
        Assert.Equal(
            [
                "https://fhir.mercy.example.org/r4/",
                "Observation?patient=p1&category=http://terminology.hl7.org/CodeSystem/observation-category%7Claboratory",
                "True",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task WhatThePlatformLacks_DoesNotBuild_AndSaysWhy()
    {
        var project = feed.MakeProject(
            "Broken",
            ["FhirTyped.Platforms"],
            ("mercy.platform.json", Mercy),
            ("other.platform.json", """{ "extends": "no-such-platform" }"""),
            ("appsettings.json", """{ "Epic": { "ClientSecret": "q8Zr2Lm0Xv" } }"""),
            ("Program.cs", """
                using Broken;
                using FhirTyped;

                var mercy = FhirPlatform.Create<MercyHospital>();
                _ = mercy.SupplyDelivery;
                await mercy.Patient.DeleteAsync("1");
                _ = mercy.Patient.Search(q => q.Deceased.Is(true));
                _ = mercy.Observation.Search(q => q.Patient.Is("1"));
                """));
        var (exitCode, output) = await DotNet.RunAsync(project, "build");
        Assert.NotEqual(0, exitCode);
        foreach (var expected in new[]
        {
            "Program.cs(5,11): error FHT1001", "Program.cs(6,21): error FHT1002", "Program.cs(7,33): error FHT1003",
            "Program.cs(8,23): error FHT1101", "other.platform.json(1,14): error FHT0004", "appsettings.json(1,29): error FHT1306",
        })
        {
            Assert.Contains(expected, output);
        }
    }

    [Fact]
    public async Task ProjectWithoutPlatforms_BuildsWithoutAFinding()
    {
        var project = feed.MakeProject(
            "Plain",
            ["FhirTyped"],
            ("Program.cs", """Console.WriteLine(new FhirTyped.R4.Patient { Active = true }.Active);"""));
        var (exitCode, output) = await DotNet.RunAsync(project, "run");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("FHT", output);
    }

    [Fact]
    public async Task EditorConfig_TurnsARuleOff_RaisesOne_AndNamesThePlatformOfFirelyClients()
    {
        var project = feed.MakeProject(
            "Configured",
            ["FhirTyped.Platforms"],
            (".editorconfig", """
                root = true

                [*.cs]
                dotnet_diagnostic.FHT1101.severity = none
                dotnet_diagnostic.FHT1504.severity = error

                [Ward.cs]
                fhirtyped_platform = epic
                """),
            ("Program.cs", """
                using FhirTyped;
                using FhirTyped.Platforms;

                var epic = FhirPlatform.Create<Epic>();
                var token = CancellationToken.None;
                _ = await epic.Observation.Search(q => q.Patient.Is("1")).CountAsync(token);
                _ = await epic.Patient.ReadAsync("1");
                _ = await new Hl7.Fhir.Rest.FhirClient(args[0]).DeleteAsync("Patient/1");
                """),
            ("Ward.cs", """
                using Hl7.Fhir.Rest;

                internal static class Ward
                {
                    public static Task<string> Run(FhirClient client) => client.DeleteAsync("Patient/1");
                }
                """),
            ("FirelyTypes.cs", """
                namespace Hl7.Fhir.Rest;

                public class FhirClient(string endpoint)
                {
                    public Task<string> DeleteAsync(string location) => Task.FromResult(endpoint + location);
                }
                """));
        var (exitCode, output) = await DotNet.RunAsync(project, "build");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Program.cs(7,24): error FHT1504", output);
        Assert.Contains("Ward.cs(5,78): error FHT1002", output);
        Assert.DoesNotContain("FHT1101", output);
        Assert.DoesNotContain("Program.cs(8", output);
    }
}
