using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Tests;

/// <summary>Values that nothing can have (FHT1211) before anything is sent.</summary>
public sealed class ImpossibleValueTests
{
    [Theory]
    [InlineData("gender", "femme")]
    [InlineData("birthdate", "2025-13-45")]
    public async Task ImpossibleValue_IsSentUnlessRefusalIsAskedFor(string parameter, string value)
    {
        static HttpResponseMessage Answer(HttpRequestMessage request) => FakeServer.Page(request.RequestUri!.AbsoluteUri, null);
        var lenient = FakeServer.Client(Answer, out var asked);
        Assert.Empty(await lenient.Patient.Search(q => q.Where(parameter, value)).ToListAsync(1));
        Assert.Single(asked.Requests);

        var strict = FakeServer.Client(Answer, out var server, o => o.Undeclared = UndeclaredHandling.Refuse);
        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(() => strict.Patient.Search(q => q.Where(parameter, value)).ToListAsync(1));

        Assert.Equal(CapabilityIds.ImpossibleValue, Assert.Single(exception.Verdicts).Id);
        Assert.DoesNotContain(value, exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task ImpossibleValue_IsNotWhatTheModelHolds()
    {
        var client = FakeServer.Client(static request => FakeServer.Page(request.RequestUri!.AbsoluteUri, null), out var server, o => o.Undeclared = UndeclaredHandling.Refuse);

        foreach (var gender in Enum.GetValues<AdministrativeGender>())
        {
            Assert.Empty(await client.Patient.Search(q => q.Gender.Is(gender).Birthdate.OnOrAfter(new DateOnly(2024, 2, 29))).ToListAsync(1));
        }

        Assert.Equal(4, server.Requests.Count);
    }
}
