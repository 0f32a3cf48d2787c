using System.Net;
using FhirTyped.Platforms;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

public sealed class FhirPathPatchTests
{
    [Fact]
    public async Task EachOperation_ChangesThePlaceThatItsPathLeadsTo()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        var patient = People.Patient("p1");
        patient.Identifier.Add(new Identifier { Value = "a" });
        patient.Identifier.Add(new Identifier { Value = "b" });
        patient.Gender = AdministrativeGender.Male;
        await sandbox.LoadAsync(patient);
        var patched = await PatchAsync(sandbox, new FhirPathPatch()
            .Replace("Patient.birthDate", new DateElement(new FhirDate(1990, 1, 2)))
            .Replace("Patient.name.where(family = 'Muster').given[0]", new StringElement("Anna"))
            .Add("Patient.name.first()", "given", new StringElement("Maria"))
            .Add("Patient", "address", new Address { City = "Bern" })
            .Add("Patient", "deceased", new BooleanElement(false))
            .Insert("Patient.identifier", 1, new Identifier { Value = "c" })
            .Move("Patient.identifier", 0, 2)
            .Delete("Patient.gender"));

        Assert.Equal("1990-01-02", patched.BirthDate.ToString());
        Assert.Equal(["Anna", "Maria"], patched.Name[0].Given);
        Assert.Equal("Bern", Assert.Single(patched.Address).City);
        Assert.False(Assert.IsType<BooleanElement>(patched.Deceased).Value);
        Assert.Equal(["c", "b", "a"], patched.Identifier.Select(static identifier => identifier.Value));
        Assert.Null(patched.Gender);
        Assert.Equal("2", patched.Meta!.VersionId);
    }

    [Fact]
    public async Task AChoiceOfAnotherType_AndTheLastItemOfAList_LeaveNothingBehind()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        var patient = People.Patient("p1");
        patient.Deceased = new BooleanElement(false);
        await sandbox.LoadAsync(patient);
        var patched = await PatchAsync(sandbox, new FhirPathPatch()
            .Replace("Patient.deceased", new DateTimeElement(FhirDateTime.Parse("2026-01-02")))
            .Delete("Patient.name[0]")
            .Delete("Patient.photo"));

        Assert.Equal("2026-01-02", Assert.IsType<DateTimeElement>(patched.Deceased).Text);
        Assert.Empty(patched.Name);
    }

    [Theory]
    [InlineData("replace", "Patient.gender", HttpStatusCode.UnprocessableEntity)]
    [InlineData("replace", "Patient.name.given", HttpStatusCode.UnprocessableEntity)]
    [InlineData("replace", "Patient.(", HttpStatusCode.BadRequest)]
    [InlineData("destroy", "Patient.name", HttpStatusCode.BadRequest)]
    public async Task WhatCannotBeApplied_IsRefusedAndChangesNothing(string type, string path, HttpStatusCode status)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(People.Patient("p1", given: "Erika"));
        var http = sandbox.CreateHttpClient();
        await http.SendAsync(HttpMethod.Patch, "Patient/p1", """[{"op":"add","path":"/name/0/given/-","value":"Maria"}]""", "application/json-patch+json");
        var patch = new Parameters
        {
            Parameter =
            {
                new ParametersParameter
                {
                    Name = "operation",
                    Part =
                    {
                        new ParametersParameter { Name = "type", Value = new CodeElement(type) },
                        new ParametersParameter { Name = "path", Value = new StringElement(path) },
                        new ParametersParameter { Name = "value", Value = new StringElement("x") },
                    },
                },
            },
        };
        using var response = await http.SendAsync(HttpMethod.Patch, "Patient/p1", patch);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("2", (await http.GetAsync<Patient>("Patient/p1")).Meta!.VersionId);
    }

    [Fact]
    public async Task PlatformThatDeclaresJsonPatchOnly_AnswersUnsupportedMediaType()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Medplum>();
        await sandbox.LoadAsync(People.Patient("p1"));
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Patch, "Patient/p1", new Parameters());

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/json-patch+json", await response.DiagnosticsAsync());
    }

    private static async Task<Patient> PatchAsync(FhirSandbox sandbox, FhirPathPatch patch) =>
        (await sandbox.CreateClient<Hapi>().Patient.PatchAsync("p1", patch)).Resource!;
}
