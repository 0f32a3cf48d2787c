using FhirTyped.Platforms;
using FhirTyped.R4;
using Hl7.Fhir.Rest;

namespace FhirTyped.Firely.Tests.Clients;

public sealed class SearchParamsTests
{
    private readonly Epic _epic = FhirPlatform.Create<Epic>(static options => options.BaseUrl = new Uri("http://127.0.0.1:9/"));
    private readonly Hapi _hapi = FhirPlatform.Create<Hapi>(static options => options.BaseUrl = new Uri("http://127.0.0.1:9/"));

    [Fact]
    public void Query_BecomesParameters_InItsOrder()
    {
        var parameters = _hapi.Observation.ToSearchParams(q => q
            .Patient.Is("p1").Code.AnyOf(new SearchToken("http://loinc.org", "718-7"), SearchToken.OfCode("a,b")).Date.OnOrAfter(2025, 1, 1).Count(20).Sort(o => o.Date).Include(o => o.Subject));

        Assert.Equal(
            ["patient=p1", @"code=http://loinc.org|718-7,a\,b", "date=ge2025-01-01", "_count=20", "_include=Observation:subject", "_sort=date"],
            parameters.Parameters.Select(static one => one.Item1 + "=" + one.Item2));
        Assert.Equal(parameters.Parameters, parameters.ToUriParamList());
    }

    [Fact]
    public void Modifiers_Chains_And_All()
    {
        Assert.Equal(
            "family:exact=A|subject:Patient.family=B",
            _hapi.Patient.ToSearchParams(q => q.Family.Exactly("A")).Parameters[0] is var one && _hapi.Observation.ToSearchParams(q => q.Subject.Patient(p => p.Family.StartsWith("B"))).Parameters[0] is var other
                ? $"{one.Item1}={one.Item2}|{other.Item1}={other.Item2}" : "");
        Assert.Empty(_hapi.Patient.ToSearchParams(q => q.All()).Parameters);
    }

    [Fact]
    public void RefusedSearch_ThrowsAtOnce()
    {
        Assert.Throws<FhirCapabilityException>(() => _epic.Observation.ToSearchParams(q => q.Patient.Is("p1")));
        Assert.Throws<FhirCapabilityException>(() => _epic.Observation.Search(q => q.Patient.Is("p1")).ToSearchParams());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\u0000")]
    public void ValueThatWouldDropAFilter_IsRefused(string? value)
    {
        Assert.ThrowsAny<ArgumentException>(() => _hapi.Patient.ToSearchParams(q => q.Family.StartsWith(value!)));
        Assert.ThrowsAny<ArgumentException>(() => _hapi.Patient.ToSearchParams(q => q.Identifier.Is("urn:s", value!)));
    }

    [Fact]
    public void WhatSearchParamsCannotSay_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => _hapi.Patient.Search(q => q.Family.StartsWith("A")).FilterLocally(f => f.Gender.Is("male")).ToSearchParams());
        Assert.Throws<InvalidOperationException>(() => _hapi.Patient.Search(q => q.Family.StartsWith("A")).ViaPost().ToSearchParams());
        Assert.Throws<InvalidOperationException>(() => _hapi.Patient.History("1").ToSearchParams());
        Assert.Throws<InvalidOperationException>(() => _hapi.Patient.Everything("1").ToSearchParams());
        Assert.Throws<InvalidOperationException>(() => FhirSearch.FromResources(new Patient()).ToSearchParams());
    }

    [Fact]
    public async Task SearchOfAClient_RefusesTheSame()
    {
        using var client = new FhirClient("http://127.0.0.1:9/");
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.SearchAsync(_epic.Observation.Search(q => q.Patient.Is("p1"))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SearchAsync(_hapi.Patient.Search(q => q.Family.StartsWith("A")).FilterLocally(f => f.Gender.Is("male"))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SearchAsync(FhirSearch.FromResources(new Patient())));
    }

    [Fact]
    public void Null_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => ((FhirSearch<Patient>)null!).ToSearchParams());
        Assert.Throws<ArgumentNullException>(() => _hapi.Patient.ToSearchParams(null!));
        Assert.Throws<ArgumentNullException>(() => ((ISearchEndpoint<Patient, Hapi.PatientQuery>)null!).ToSearchParams(q => q.All()));
    }
}
