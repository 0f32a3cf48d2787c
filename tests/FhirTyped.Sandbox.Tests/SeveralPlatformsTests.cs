using FhirTyped.Platforms;
using FhirTyped.R4;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Sandbox.Tests;

/// <summary>One piece of code against two platforms, each of which behaves as it does.</summary>
public sealed class SeveralPlatformsTests
{
    [Fact]
    public async Task GenericMethod_SearchesEachPlatform()
    {
        await using var epic = await StartAsync<Epic>("epic-patient");
        await using var oracle = await StartAsync<OracleHealth>("oracle-patient");

        Assert.Equal("epic-patient", (await ByFamilyAsync(epic.CreateClient<Epic>().Patient, "Muster"))?.Id);
        Assert.Equal("oracle-patient", (await ByFamilyAsync(oracle.CreateClient<OracleHealth>().Patient, "Muster"))?.Id);
        Assert.Null(await ByFamilyAsync(epic.CreateClient<Epic>().Patient, "Nobody"));
    }

    [Fact]
    public async Task Platforms_GiveTheClientOfAnId_WhichAsksThatServer()
    {
        await using var epic = await StartAsync<Epic>("epic-patient");
        await using var oracle = await StartAsync<OracleHealth>("oracle-patient");
        await using var provider = Services(epic, oracle).BuildServiceProvider();
        var hospitals = provider.GetRequiredService<FhirPlatformGroup<Hospitals>>();

        Assert.Equal(["epic", "oracle-health"], hospitals.All.Select(static hospital => hospital.Platform.Id));
        Assert.Equal(["epic", "oracle-health"], hospitals.Names);
        Assert.Equal("Muster", (await hospitals.For("epic").Patient.ReadAsync("epic-patient")).Name[0].Family);
        Assert.Null(await hospitals.For("oracle-health").Patient.TryReadAsync("epic-patient"));
        Assert.True(hospitals.For("epic").Client is Epic);
        Assert.False(hospitals.For("oracle-health").Client is Epic);
    }

    [Fact]
    public async Task Platforms_OfAnUnknownId_ListThoseThatThereAre()
    {
        await using var epic = await StartAsync<Epic>("p");
        await using var oracle = await StartAsync<OracleHealth>("p");
        var hospitals = new FhirPlatformGroup<Hospitals>([epic.CreateClient<Epic>(), oracle.CreateClient<OracleHealth>()]);

        Assert.Contains("there are: epic, oracle-health.", Assert.Throws<ArgumentException>(() => hospitals.For("medplum")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => hospitals.For(" "));
    }

    [Fact]
    public async Task Platforms_WithoutOneOfThem_AreRefused()
    {
        await using var epic = await StartAsync<Epic>("p");
        await using var hapi = await FhirSandbox.StartAsync<Hapi>();
        var services = new ServiceCollection();
        services.AddFhirPlatform<Epic>(options => options.BaseUrl = epic.BaseUrl);
        services.AddFhirPlatformGroup<Hospitals>();
        await using var provider = services.BuildServiceProvider();

        Assert.Contains("Oracle Health", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<FhirPlatformGroup<Hospitals>>).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new FhirPlatformGroup<Hospitals>([epic.CreateClient<Epic>()]));
        Assert.Throws<ArgumentException>(() => new FhirPlatformGroup<Hospitals>([epic.CreateClient<Epic>(), epic.CreateClient<Epic>()]));
        Assert.Throws<ArgumentException>(() => new FhirPlatformGroup<Hospitals>([epic.CreateClient<Epic>(), hapi.CreateClient<Hapi>()]));
    }

    [Fact]
    public async Task Rule_OfOnePlatform_IsEnforcedOnThatPlatformOnly()
    {
        await using var epic = await StartAsync<Epic>("p1");
        await using var oracle = await StartAsync<OracleHealth>("p1");

        var onEpic = await Assert.ThrowsAsync<FhirCapabilityException>(() => LaboratoriesAsync(Hospitals.Over(epic.CreateClient<Epic>())));
        var onOracle = await LaboratoriesAsync(Hospitals.Over(oracle.CreateClient<OracleHealth>()));

        Assert.Equal(("FHT1101", "epic"), (onEpic.Verdicts.Single().Id, onEpic.Platform.Id));
        Assert.Empty(epic.Requests);
        Assert.Equal(3, onOracle.Count);
        Assert.Single(oracle.Requests);
    }

    [Fact]
    public async Task Paging_FollowsEachPlatformsOwnLinks()
    {
        await using var epic = await StartAsync<Epic>("p1");
        await using var oracle = await StartAsync<OracleHealth>("p1");
        foreach (var hospital in new FhirPlatformGroup<Hospitals>([epic.CreateClient<Epic>(), oracle.CreateClient<OracleHealth>()]).All)
        {
            var found = await hospital.Observation.Search(q => q.Patient.Is("p1").Category.Is(ObservationCategory.Laboratory).Count(2)).ToListAsync(10);

            Assert.Equal(3, found.Count);
        }

        Assert.Equal((2, 2), (epic.Requests.Count, oracle.Requests.Count));
    }

    [Fact]
    public void Over_NoClient_IsRefused() => Assert.Throws<ArgumentNullException>(() => Hospitals.Over((Epic)null!));

    private static Task<List<Observation>> LaboratoriesAsync(Hospitals hospital) => hospital.Observation.Search(q => q.Patient.Is("p1")).ToListAsync(10);

    private static Task<Patient?> ByFamilyAsync<TQuery>(ISearchEndpoint<Patient, TQuery> patients, string family)
        where TQuery : FhirQuery<TQuery>, IFhirQuery, ISearchByFamily<TQuery>, new() =>
        patients.Search(q => q.Family.StartsWith(family)).FirstOrDefaultAsync();

    private static async Task<FhirSandbox> StartAsync<TPlatform>(string patient)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        var sandbox = await FhirSandbox.StartAsync<TPlatform>();
        await sandbox.LoadAsync([People.Patient(patient), .. People.Laboratories(3, patient)]);
        return sandbox;
    }

    private static ServiceCollection Services(FhirSandbox epic, FhirSandbox oracle)
    {
        var services = new ServiceCollection();
        services.AddFhirPlatform<Epic>(options => options.BaseUrl = epic.BaseUrl);
        services.AddFhirPlatform<OracleHealth>(options => options.BaseUrl = oracle.BaseUrl);
        services.AddFhirPlatformGroup<Hospitals>();
        return services;
    }
}
