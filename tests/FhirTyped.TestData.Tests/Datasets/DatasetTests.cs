using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.TestData.Tests;

public sealed class DatasetTests
{
    [Fact]
    public async Task The_sandbox_takes_a_dataset_in_one_call()
    {
        var dataset = new UsCoreGenerator(new() { Patients = 5, Seed = 7 }).Generate();
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(dataset);
        var hapi = sandbox.CreateClient<Hapi>();
        var patient = dataset.Of<Patient>().First();

        Assert.Equal(dataset.Count, sandbox.Count);
        var weights = await hapi.Observation.Search(q => q.Patient.Is(patient.Id!).Code.Is("http://loinc.org", "29463-7")).ToListAsync(100);
        Assert.Equal(dataset.Of<Observation>().Count(o => o.Subject!.ResourceId == patient.Id && o.Code.Has("http://loinc.org", "29463-7")), weights.Count);
        Assert.NotEmpty(weights);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_makes_resources_that_refer_to_each_other(bool keepIds)
    {
        var dataset = new UsCoreGenerator(new() { Patients = 2, Seed = 9 }).Generate();
        var bundle = FhirJson.Read<Bundle>(Strict.Check(dataset.ToTransaction(keepIds)), FhirJsonOptions.Strict);
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        using var client = new HttpClient();
        using var answer = await client.PostAsync(sandbox.BaseUrl, new ByteArrayContent(FhirJson.ToUtf8Bytes(bundle)) { Headers = { ContentType = new("application/fhir+json") } }, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (keepIds)
        {
            // HAPI does not let clients choose ids, and the sandbox says so: nothing is stored.
            Assert.False(answer.IsSuccessStatusCode);
            Assert.All(bundle.Entry, static entry => Assert.Equal(entry.Resource!.TypeName + "/" + entry.Resource.Id, entry.Request!.Url));
            return;
        }

        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Equal(dataset.Count, sandbox.Count);
        Assert.DoesNotContain("urn:uuid:", FhirJson.ToJson((await sandbox.CreateClient<Hapi>().CarePlan.Search(q => q.Status.Is("active")).ToListAsync(100))[0]));
    }

    [Fact]
    public void A_transaction_changes_nothing_of_the_dataset_and_is_the_same_each_time()
    {
        var dataset = new UsCoreGenerator(new() { Patients = 1 }).Generate();
        var before = dataset.ToNdjson();
        var (first, second) = (FhirJson.ToJson(dataset.ToTransaction()), FhirJson.ToJson(dataset.ToTransaction()));

        Assert.Equal(first, second);
        Assert.Equal(before, dataset.ToNdjson());
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(before), dataset.SizeInBytes);
    }

    [Fact]
    public void Resources_without_ids_get_urns_of_their_own_and_cannot_keep_what_they_have_not()
    {
        var dataset = new Dataset([new Patient(), new Patient(), new Basic { Id = "not-a-uuid" }]);

        Assert.Distinct(dataset.ToTransaction().Entry.Select(static entry => entry.FullUrl));
        Assert.All(dataset.ToTransaction().Entry, static entry => Assert.True(Guid.TryParse(entry.FullUrl!["urn:uuid:".Length..], out _)));
        Assert.Throws<InvalidOperationException>(() => dataset.ToTransaction(keepIds: true));
        Assert.Throws<ArgumentNullException>(static () => new Dataset([null!]));
    }
}
