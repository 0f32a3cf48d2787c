using Microsoft.Extensions.Options;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Tests;

public sealed class GuardTests
{
    [Fact]
    public async Task Search_WithoutTheRequiredCombination_IsRefusedAndNothingIsSent()
    {
        var client = FakeServer.Client(static _ => throw new InvalidOperationException(), out var server);
        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(
            () => client.Observation.Search(q => q.Patient.Is("secret-patient")).ToListAsync(10));

        Assert.Empty(server.Requests);
        Assert.Equal(CapabilityIds.RequiredCombination, Assert.Single(exception.Verdicts).Id);
        Assert.Contains("patient and category", exception.Message);
        Assert.DoesNotContain("secret", exception.Message);
    }

    [Fact]
    public async Task Search_WithAParameterBesideId_IsRefused()
    {
        var client = FakeServer.Client(static _ => throw new InvalidOperationException(), out var server);
        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(
            () => client.Patient.Search(q => q.Id.Is("p").Birthdate.On(2000, 1, 1)).FirstPageAsync());
        Assert.Equal(CapabilityIds.IgnoredInCombination, Assert.Single(exception.Verdicts).Id);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Search_WithoutFilter_NeedsAll()
    {
        var client = FakeServer.Client(static request => FakeServer.Page(request.RequestUri!.AbsoluteUri, null), out var server);
        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Patient.Search(q => q.Count(5)).ToListAsync(1));
        Assert.Equal(CapabilityIds.NoFilter, Assert.Single(exception.Verdicts).Id);
        Assert.Empty(await client.Patient.Search(q => q.All()).ToListAsync(1));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task UntypedSearch_AsksTheSameJudge()
    {
        IFhirPlatformClient client = FakeServer.Client(static _ => throw new InvalidOperationException(), out var server);
        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Search("Patient?birthDate=2000").ToListAsync(1));
        Assert.Equal("birthdate", Assert.Single(exception.Verdicts).Suggestion);
        exception = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Search("SupplyDelivery?_id=1").ToListAsync(1));
        Assert.Equal(CapabilityIds.Resource, Assert.Single(exception.Verdicts).Id);
        exception = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.ReadAsync("ValueSet", "1"));
        Assert.Equal(CapabilityIds.Interaction, Assert.Single(exception.Verdicts).Id);
        Assert.Throws<ArgumentException>(() => client.Search("../secret?x=y"));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Update_WithoutTheRequiredVersion_IsRefused()
    {
        var client = FakeServer.Client(static _ => throw new InvalidOperationException(), out var server);
        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Encounter.UpdateAsync(new Encounter { Id = "1" }));
        Assert.Equal(CapabilityIds.IfMatchRequired, Assert.Single(exception.Verdicts).Id);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Update_WithAResourceThatWasFetchedInPart_IsRefused()
    {
        var part = new Meta { VersionId = "1", Tag = { new Coding { System = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", Code = "SUBSETTED" } } };
        var client = FakeServer.Client(FakeServer.Never, out var server);
        var writer = FakeServer.Writer(FakeServer.Never, out var writing);
        var batch = writer.Batch();
        batch.Update(new Encounter { Id = "1", Meta = part });
        batch.Update(new Patient { Meta = part }, writer.Patient.Search(q => q.Identifier.Is("urn:oid:1.2.3", "1")));
        Func<Task>[] updates =
        [
            () => client.Encounter.UpdateAsync(new Encounter { Id = "1", Meta = part }),
            () => writer.Patient.ConditionalUpdateAsync(new Patient { Meta = part }, q => q.Identifier.Is("urn:oid:1.2.3", "1")),
            () => batch.SendAsync(),
        ];
        foreach (var update in updates)
        {
            var exception = await Assert.ThrowsAsync<FhirCapabilityException>(update);
            Assert.All(exception.Verdicts, static verdict => Assert.Equal(CapabilityIds.Subsetted, verdict.Id));
        }

        Assert.Empty(server.Requests);
        Assert.Empty(writing.Requests);
    }

    [Fact]
    public async Task Undeclared_IsSentUnlessRefusalIsAskedFor()
    {
        static HttpResponseMessage Answer(HttpRequestMessage request) => FakeServer.Page(request.RequestUri!.AbsoluteUri, null);
        var lenient = FakeServer.Client(Answer, out _);
        Assert.Empty(await lenient.Patient.Search(q => q.Where("_has:Observation:patient:code", "x")).ToListAsync(1));

        var strict = FakeServer.Client(Answer, out var server, o => o.Undeclared = UndeclaredHandling.Refuse);
        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(
            () => strict.Patient.Search(q => q.Where("_has:Observation:patient:code", "x")).ToListAsync(1));
        Assert.Equal(CapabilityIds.Chain, Assert.Single(exception.Verdicts).Id);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a%2Fb")]
    [InlineData("ü")]
    public async Task Read_OfSomethingThatIsNoId_Throws(string id)
    {
        var client = FakeServer.Client(static _ => throw new InvalidOperationException(), out var server);
        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.ReadAsync(id));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("http://fhir.example.org/r4")]
    [InlineData("https://user@fhir.example.org/r4")]
    [InlineData("https://fhir.example.org/r4?x=y")]
    public void BaseUrl_ThatIsNotSafe_IsRefused(string address) =>
        Assert.Throws<OptionsValidationException>(() => FakeServer.Client(static _ => throw new InvalidOperationException(), out _, o => o.BaseUrl = new Uri(address)));
}
