using FhirTyped;
using FhirTyped.Platforms;

namespace Clinic;

/// <summary>Two hundred searches put together at random, with values that have a meaning of their own in FHIR and in addresses.</summary>
public sealed class RandomQueryTests
{
    private static readonly string[] Pieces = ["Smith", ",", "$", "|", "\\", "%2C", "+", "&", "#", "=", "'", "\"", "é", "𐍈", " ", "?", "/", "a b", "<", "`", "..", "{x}", "%"];

    [Fact]
    public async Task EndpointAndRefitInterface_SendTheSameBytes()
    {
        await using var server = RefitServer.Start("400 Bad Request");
        var epic = FhirPlatform.Create<Epic>(options => options.BaseUrl = server.BaseUrl);
        var (patients, observations) = (server.Client<IEpicPatientApi>(), server.Client<IEpicObservationApi>());
        for (var seed = 0; seed < 200; seed++)
        {
            if (seed % 2 == 0)
            {
                await Assert.ThrowsAsync<FhirResponseException>(() => epic.Patient.Search(q => Build(q, new Random(seed))).FirstPageAsync());
                await Assert.ThrowsAsync<Refit.ApiException>(() => patients.SearchAsync(q => Build(q, new Random(seed))));
            }
            else
            {
                await Assert.ThrowsAsync<FhirResponseException>(() => epic.Observation.Search(q => Build(q, new Random(seed))).FirstPageAsync());
                await Assert.ThrowsAsync<Refit.ApiException>(() => observations.SearchAsync(q => Build(q, new Random(seed))));
            }

            Assert.Equal(server.Requests[^2].Head, server.Requests[^1].Head);
        }

        Assert.True(server.Requests.Select(static request => request.Target).Distinct().Count() > 190, "The queries are all alike.");
    }

    private static void Build(Epic.PatientQuery query, Random random)
    {
        query.Family.StartsWith(Text(random));
        query.Given.StartsWith(Text(random));
        query.Identifier.Is("urn:" + Text(random), Text(random));
        query.Birthdate.On(1900 + random.Next(100), 1 + random.Next(12), 1 + random.Next(28));
        query.Count(1 + random.Next(100));
    }

    private static void Build(Epic.ObservationQuery query, Random random)
    {
        query.Patient.Is("p" + random.Next(1_000_000));
        query.Code.AnyOf(new SearchToken("urn:" + Text(random), Text(random)), new SearchToken("urn:" + Text(random), Text(random)));
        query.Date.OnOrAfter(1900 + random.Next(100), 1 + random.Next(12), 1 + random.Next(28));
        query.Date.Before(2000 + random.Next(100), 1 + random.Next(12), 1 + random.Next(28));
    }

    private static string Text(Random random)
    {
        var text = "x";
        for (var i = 1 + random.Next(6); i > 0; i--)
        {
            text += Pieces[random.Next(Pieces.Length)];
        }

        return text.Trim();
    }
}
