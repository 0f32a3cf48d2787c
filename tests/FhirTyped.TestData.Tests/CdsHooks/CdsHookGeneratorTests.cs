using System.Text;
using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

public sealed class CdsHookGeneratorTests
{
    [Theory]
    [InlineData(CdsHook.PatientView, "patient-view")]
    [InlineData(CdsHook.EncounterStart, "encounter-start")]
    [InlineData(CdsHook.EncounterDischarge, "encounter-discharge")]
    [InlineData(CdsHook.OrderSelect, "order-select")]
    [InlineData(CdsHook.OrderSign, "order-sign")]
    public void The_request_has_what_the_hook_defines(CdsHook hook, string name)
    {
        var scenario = new CdsHookGenerator(new() { Seed = 2 }).Create(hook);
        var request = scenario.ToRequest(new Uri("https://fhir.example.org/r4"));
        var context = request["context"]!.AsObject();

        Assert.Equal((name, "https://fhir.example.org/r4"), ((string?)request["hook"], (string?)request["fhirServer"]));
        Assert.True(Guid.TryParse((string?)request["hookInstance"], out _));
        Assert.Equal((string?)request["prefetch"]!["patient"]!["id"], (string?)context["patientId"]);
        Assert.StartsWith("Practitioner/", (string?)context["userId"]);
        Assert.Equal(hook != CdsHook.PatientView, context.ContainsKey("encounterId"));
        Assert.Equal(hook is CdsHook.OrderSelect or CdsHook.OrderSign, context.ContainsKey("draftOrders"));
        Assert.Equal(hook == CdsHook.OrderSelect, context.ContainsKey("selections"));
        foreach (var (_, resource) in request["prefetch"]!.AsObject())
        {
            FhirJson.Read(Encoding.UTF8.GetBytes(resource!.ToJsonString()), FhirJsonOptions.Strict);
        }
    }

    [Fact]
    public void The_record_holds_what_the_context_names_and_drafts_are_drafts()
    {
        var scenario = new CdsHookGenerator().Create(CdsHook.OrderSign, 3);

        Assert.Contains(scenario.Record.Of<Practitioner>(), user => "Practitioner/" + user.Id == scenario.Context["userId"]);
        Assert.Equal(EncounterStatus.InProgress, scenario.Record.Of<Encounter>().Single(encounter => encounter.Id == scenario.Context["encounterId"]).Status);
        Assert.Equal(MedicationRequestStatus.Draft, scenario.DraftOrders!.Resources<MedicationRequest>().Single().Status);
        Assert.Equal(RequestStatus.Draft, scenario.DraftOrders!.Resources<ServiceRequest>().Single().Status);
        Assert.All(scenario.Record, static resource => Strict.Check(resource));
        Assert.Equal(scenario.ToRequest().ToJsonString(), new CdsHookGenerator().Create(CdsHook.OrderSign, 3).ToRequest().ToJsonString());
        Assert.Equal(scenario.Context["patientId"], new CdsHookGenerator().Create(CdsHook.PatientView, 3).Context["patientId"]);
    }

    [Fact]
    public void What_is_none_is_an_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CdsHookGenerator().Create((CdsHook)9));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CdsHookGenerator().Create(CdsHook.PatientView, -1));
        Assert.Throws<ArgumentException>(static () => new CdsHookGenerator(new() { MinimumAge = 90, MaximumAge = 40 }));
    }
}
