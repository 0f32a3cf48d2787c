using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Tests;

public sealed class VersionedWriteTests
{
    [Fact]
    public async Task Delete_OfAResource_SendsItsVersion()
    {
        var client = FakeServer.Writer(static _ => new(System.Net.HttpStatusCode.NoContent), out var server);
        await client.Encounter.DeleteAsync(new Encounter { Id = "e1", Meta = new Meta { VersionId = "4" } });

        Assert.Equal(["W/\"4\""], server.Requests[0].Message.Headers.GetValues("If-Match"));
    }

    [Fact]
    public async Task DeleteAndPatch_WithoutTheRequiredVersion_AreRefused()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);
        var delete = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Encounter.DeleteAsync("e1"));
        var patch = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Encounter.PatchAsync("e1", new JsonPatch().Remove("/status")));
        var fhirPath = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Encounter.PatchAsync("e1", new FhirPathPatch().Delete("Encounter.status")));

        Assert.All([delete, patch, fhirPath], static exception => Assert.Equal(CapabilityIds.IfMatchRequired, Assert.Single(exception.Verdicts).Id));
    }

    [Fact]
    public async Task FhirPathPatch_IsSentAsParameters()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""{"resourceType":"Patient","id":"p1"}"""), out var server);
        await client.Patient.PatchAsync("p1", new FhirPathPatch { VersionId = "2" }
            .Replace("Patient.birthDate", new DateElement(new DateOnly(1980, 1, 2)))
            .Add("Patient.name.first()", "given", new StringElement("Erika"))
            .Insert("Patient.identifier", 0, new Identifier { Value = "1" })
            .Move("Patient.identifier", 1, 0)
            .Delete("Patient.gender"));
        var (method, _, body, message) = server.Requests[0];
        var operations = FhirJson.Read<Parameters>(body).GetAll("operation").ToList();

        Assert.Equal("PATCH", method.Method);
        Assert.Equal("application/fhir+json", message.Content!.Headers.ContentType!.MediaType);
        Assert.Equal(["W/\"2\""], message.Headers.GetValues("If-Match"));
        Assert.Equal(["replace", "add", "insert", "move", "delete"], operations.Select(static operation => ((CodeElement)operation.Part[0].Value!).Value));
        Assert.Equal(["type", "path", "name", "value"], operations[1].Part.Select(static part => part.Name));
    }

    [Fact]
    public async Task Patch_WithoutAChange_IsNotSent()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);

        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.PatchAsync("p1", new FhirPathPatch()));
    }
}
