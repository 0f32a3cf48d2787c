using FhirTyped.Platforms;
using FhirTyped.R4;

namespace FhirTyped.External.Tests;

/// <summary>
/// The typed client of Medplum against <c>@medplum/fhir-router</c> 5 with its memory repository: a FHIR server that this project did not write. Where it falls short: it gives no
/// <c>link</c> at all, neither <c>self</c>, so that no receipt can be checked, nor <c>next</c>; <c>GET metadata</c> is taken for a search of a resource type of that name; and it puts
/// ids of its own in the place of versions, so that nothing follows from their order. The script adds what stands above the router in Medplum's own server: <c>ETag</c> and
/// <c>Location</c>.
/// </summary>
public sealed class MedplumFhirRouterTests(MedplumFhirRouterTests.Router router) : IClassFixture<MedplumFhirRouterTests.Router>
{
    private const string System = "urn:oid:1.2.3";

    private readonly string _identifier = Guid.NewGuid().ToString();

    [Fact]
    public async Task What_is_created_is_read_updated_and_deleted()
    {
        var medplum = Connect();
        var created = await medplum.Patient.CreateAsync(Identified("Muster"));
        Assert.NotNull(created.Id);
        var patient = await medplum.Patient.ReadAsync(created.Id);
        Assert.Equal("Muster", patient.Name[0].Family);
        Assert.Equal(created.VersionId, patient.Meta!.VersionId);

        patient.Active = true;
        var updated = await medplum.Patient.UpdateAsync(patient);
        Assert.NotEqual(created.VersionId, updated.VersionId);
        Assert.True((await medplum.Patient.ReadAsync(created.Id)).Active);

        await medplum.Patient.DeleteAsync(created.Id);
        await Assert.ThrowsAsync<FhirNotFoundException>(() => medplum.Patient.ReadAsync(created.Id));
    }

    [Fact]
    public async Task Who_changes_an_old_version_has_a_conflict()
    {
        var medplum = Connect();
        var created = await medplum.Patient.CreateAsync(Identified("Muster"));
        var (first, second) = (await medplum.Patient.ReadAsync(created.Id!), await medplum.Patient.ReadAsync(created.Id!));
        first.Active = true;
        await medplum.Patient.UpdateAsync(first);
        second.Active = false;

        await Assert.ThrowsAsync<FhirConflictException>(() => medplum.Patient.UpdateAsync(second));
        Assert.True((await medplum.Patient.ReadAsync(created.Id!)).Active);
    }

    [Fact]
    public async Task Every_version_stays_readable()
    {
        var medplum = Connect();
        var created = await medplum.Patient.CreateAsync(Identified("Before"));
        await medplum.Patient.ModifyAsync(created.Id!, static patient => patient.Name[0].Family = "After");

        Assert.Equal("Before", (await medplum.Patient.VReadAsync(created.Id!, created.VersionId!)).Name[0].Family);
        Assert.Equal("After", (await medplum.Patient.ReadAsync(created.Id!)).Name[0].Family);
    }

    [Fact]
    public async Task A_search_finds_what_it_asks_for_and_nothing_else()
    {
        var medplum = Connect();
        var own = await medplum.Patient.CreateAsync(Identified("Muster"));
        await medplum.Patient.CreateAsync(new Patient { Name = { new HumanName { Family = "Muster" } } });

        var page = await medplum.Patient.Search(q => q.Identifier.Is(System, _identifier)).FirstPageAsync();
        Assert.Equal(own.Id, Assert.Single(page.Matches).Id);
        Assert.Empty(await medplum.Patient.Search(q => q.Identifier.Is(System, "nobody")).ToListAsync(10));
    }

    [Fact]
    public async Task A_conditional_create_creates_once()
    {
        var medplum = Connect();
        var first = await medplum.Patient.CreateIfNoneExistAsync(Identified("Muster"), q => q.Identifier.Is(System, _identifier));
        var second = await medplum.Patient.CreateIfNoneExistAsync(Identified("Muster"), q => q.Identifier.Is(System, _identifier));

        Assert.Equal((true, false), (first.IsCreated, second.IsCreated));
        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public async Task A_batch_answers_entry_by_entry()
    {
        var medplum = Connect();
        var known = await medplum.Patient.CreateAsync(Identified("Muster"));
        var batch = medplum.Batch();
        var read = batch.Read<Patient>(known.Id!);
        var created = batch.Create(Identified("Other"));
        var missing = batch.Read<Patient>("none");
        var answers = await batch.SendAsync();

        Assert.Equal("Muster", answers.Of(read).GetResult().Name[0].Family);
        Assert.NotNull(answers.Of(created).Id);
        Assert.False(answers.Of(missing).IsSuccess);
    }

    private Patient Identified(string family) => new()
    {
        Identifier = { new Identifier { System = System, Value = _identifier } },
        Name = { new HumanName { Family = family } },
    };

    private Medplum Connect()
    {
        Assert.SkipUnless(NodeServer.IsInstalled("@medplum/fhir-router"), NodeServer.MissingMessage);
        return FhirPlatform.Create<Medplum>(new HttpClient(), options => options.BaseUrl = new Uri(router.Server!.Address, "fhir/"));
    }

    public sealed class Router : IAsyncLifetime
    {
        public NodeServer? Server { get; private set; }

        public async ValueTask InitializeAsync()
        {
            if (NodeServer.IsInstalled("@medplum/fhir-router"))
            {
                Server = await NodeServer.StartAsync("medplum-fhir-router.mjs");
            }
        }

        public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? default;
    }
}
