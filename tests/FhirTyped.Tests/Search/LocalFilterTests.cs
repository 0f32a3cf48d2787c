using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Tests;

public sealed class LocalFilterTests
{
    private const string Self = "https://fhir.example.org/r4/Patient?family=smith";
    private const string Next = "https://fhir.example.org/r4/page2";
    private const string BornIn1980 = """{"resourceType":"Patient","id":"a","birthDate":"1980-01-02","gender":"female"}""";
    private const string BornIn1990 = """{"resourceType":"Patient","id":"b","birthDate":"1990-05-06","gender":"male"}""";
    private const string AlsoBornIn1980 = """{"resourceType":"Patient","id":"c","birthDate":"1980-01-02","gender":"male"}""";

    [Fact]
    public async Task Matches_AreThoseOfAllPagesThatPass()
    {
        var client = FakeServer.Client(TwoPages, out var server);
        var search = client.Patient.Search(q => q.Family.StartsWith("smith")).FilterLocally(p => p.Birthdate.On(1980, 1, 2));

        Assert.Equal(["a", "c"], (await search.ToListAsync(10)).Select(static patient => patient.Id));
        Assert.Equal(2, await search.CountAsync());
        Assert.Equal("a", (await search.FirstOrDefaultAsync())!.Id);
        Assert.Equal("Patient?family=smith", search.RelativeUrl);
        Assert.All(server.Requests, static request => Assert.DoesNotContain("birthdate", request.Address.Query));
    }

    [Fact]
    public async Task FirstOrDefault_ReadsOnUntilOnePasses()
    {
        var client = FakeServer.Client(TwoPages, out var server);
        var patient = await client.Patient.Search(q => q.Family.StartsWith("smith"))
            .FilterLocally(p => p.Birthdate.On(1980, 1, 2).Gender.Is(AdministrativeGender.Male)).FirstOrDefaultAsync();
        Assert.Equal("c", patient!.Id);
        Assert.Equal(2, server.Requests.Count);
    }

    // The filter of one search is its own lambda's alone, whoever filters at the same time.
    [Fact]
    public async Task Filters_OfTwoHundredTasks_ShareNothing()
    {
        var client = FakeServer.Client(TwoPages, out _);
        var passed = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(async () =>
        {
            var search = client.Patient.Search(q => q.Family.StartsWith("smith"));
            search = (number % 4) switch
            {
                0 => search.FilterLocally(p => p.Birthdate.On(1980, 1, 2)),
                1 => search.FilterLocally(p => p.Birthdate.On(1990, 5, 6)),
                2 => search.FilterLocally(p => p.Gender.Is(AdministrativeGender.Male)).FilterLocally(p => p.Birthdate.Before(1985, 1, 1)),
                _ => search.FilterLocally(p => p.Birthdate.On(1970 + (number % 10), 1, 1)),
            };
            await Task.Yield();
            return (number, Ids: string.Join(' ', (await search.ToListAsync(10)).Select(static patient => patient.Id)));
        })));

        Assert.All(passed, static one => Assert.Equal((one.number % 4) switch { 0 => "a c", 1 => "b", 2 => "c", _ => "" }, one.Ids));
    }

    // At the ends of .NET's time a filter answers as ever.
    [Fact]
    public async Task Dates_AtTheEndsOfTime_AreFiltered()
    {
        const string First = """{"resourceType":"Patient","id":"first","deceasedDateTime":"0001-01-01T00:00:00+14:00"}""";
        const string Last = """{"resourceType":"Patient","id":"last","deceasedDateTime":"9999-12-31T23:59:59-12:00"}""";
        const string None = """{"resourceType":"Patient","id":"none","deceasedDateTime":"9999-99-99"}""";
        var client = FakeServer.Client(static _ => FakeServer.Page(Self, null, First, Last, None), out _);
        var search = client.Patient.Search(q => q.Family.StartsWith("smith"));

        Assert.Equal("last", Assert.Single(await search.FilterLocally(p => p.DeathDate.After(9999, 12, 31)).ToListAsync(10)).Id);
        Assert.Equal("first", Assert.Single(await search.FilterLocally(p => p.DeathDate.Before(1, 1, 2)).ToListAsync(10)).Id);
        Assert.Equal(3, (await search.FilterLocally(p => p.DeathDate.Missing(false)).ToListAsync(10)).Count);
    }

    // Case 21: neither case nor accents count, in any script.
    [Fact]
    public async Task Names_AreFoundWithoutTheirAccents()
    {
        const string Vietnamese = """{"resourceType":"Patient","id":"v","name":[{"family":"Nguyễn"}]}""";
        const string Greek = """{"resourceType":"Patient","id":"g","name":[{"family":"ΤΖΌΖΕΦ"}]}""";
        var client = FakeServer.Client(static _ => FakeServer.Page(Self, null, Vietnamese, Greek), out _);
        var search = client.Patient.Search(q => q.Family.StartsWith("smith"));

        Assert.Equal("v", Assert.Single(await search.FilterLocally(p => p.Family.StartsWith("nguyen")).ToListAsync(10)).Id);
        Assert.Equal("g", Assert.Single(await search.FilterLocally(p => p.Family.StartsWith("τζοζεφ")).ToListAsync(10)).Id);
    }

    [Fact]
    public async Task Filters_AddUp()
    {
        var client = FakeServer.Client(TwoPages, out _);
        var search = client.Patient.Search(q => q.Family.StartsWith("smith"))
            .FilterLocally(p => p.Birthdate.Before(1985, 1, 1)).FilterLocally(p => p.Gender.Not(AdministrativeGender.Female));
        Assert.Equal("c", Assert.Single(await search.ToListAsync(10)).Id);
    }

    [Fact]
    public async Task Receipt_SaysWhatWasAppliedLocally()
    {
        var client = FakeServer.Client(TwoPages, out _);
        var page = await client.Patient.Search(q => q.Family.StartsWith("smith"))
            .FilterLocally(p => p.Birthdate.On(1980, 1, 2).Phonetic.Missing().Birthdate.Before(2000, 1, 1)).FirstPageAsync();
        Assert.Equal(SearchReceiptStatus.Verified, page.Receipt.Status);
        Assert.Equal(["birthdate", "phonetic:missing"], page.Receipt.AppliedLocally);
        Assert.Empty((await client.Patient.Search(q => q.Family.StartsWith("smith")).FirstPageAsync()).Receipt.AppliedLocally);
    }

    [Fact]
    public async Task DroppedFilters_OfTheServerThrowAsEver()
    {
        var client = FakeServer.Client(static _ => FakeServer.Page("https://fhir.example.org/r4/Patient?_count=1", null, BornIn1980), out _);
        await Assert.ThrowsAsync<FhirDroppedFilterException>(
            () => client.Patient.Search(q => q.Family.StartsWith("smith")).FilterLocally(p => p.Birthdate.On(1980, 1, 2)).ToListAsync(1));
    }

    [Fact]
    public async Task IncludedResourcesAndOutcomes_PassThrough()
    {
        var client = FakeServer.Client(
            static _ => FakeServer.Json($$"""
                {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"{{Self}}"}],"entry":[
                  {"resource":{{BornIn1990}},"search":{"mode":"match"} },
                  {"resource":{"resourceType":"Patient","id":"linked"},"search":{"mode":"include"} },
                  {"resource":{"resourceType":"OperationOutcome","issue":[]},"search":{"mode":"outcome"} } ] }
                """),
            out _);
        var page = await client.Patient.Search(q => q.Family.StartsWith("smith")).FilterLocally(p => p.Birthdate.On(1980, 1, 2)).FirstPageAsync();
        Assert.Empty(page.Matches);
        Assert.Equal("linked", Assert.Single(page.Included<Patient>()).Id);
        Assert.Single(page.Outcomes);
        Assert.Equal(3, page.Bundle.Entry.Count);
    }

    [Fact]
    public void SearchWithoutAFilterOfTheServers_IsRefused()
    {
        var client = FakeServer.Client(static _ => throw new InvalidOperationException("sent"), out var server);
        Assert.Throws<InvalidOperationException>(() => client.Patient.Search(q => q.All()).FilterLocally(p => p.Active.Is(true)));
        Assert.Throws<InvalidOperationException>(() => client.Patient.Search(q => q.Count(5)).FilterLocally(p => p.Active.Is(true)));
        Assert.Throws<InvalidOperationException>(() => client.Patient.History("1").FilterLocally(p => p.Active.Is(true)));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task SearchThatTheJudgeRefuses_IsRefused()
    {
        var client = FakeServer.Client(static _ => throw new InvalidOperationException("sent"), out var server);
        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(
            () => client.Observation.Search(q => q.Patient.Is("1")).FilterLocally(o => o.Category.Is("laboratory")).ToListAsync(1));
        Assert.Equal(CapabilityIds.RequiredCombination, Assert.Single(exception.Verdicts).Id);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void PartsOfResources_CannotBeFiltered()
    {
        var client = FakeServer.Client(static _ => throw new InvalidOperationException("sent"), out _);
        Assert.Throws<InvalidOperationException>(
            () => client.Patient.Search(q => q.Family.StartsWith("x").Elements("id")).FilterLocally(p => p.Active.Is(true)));
        Assert.Throws<InvalidOperationException>(
            () => client.Patient.Search(q => q.Family.StartsWith("x").Summary(SummaryMode.True)).FilterLocally(p => p.Active.Is(true)));
        Assert.NotNull(client.Patient.Search(q => q.Family.StartsWith("x").Summary(SummaryMode.False)).FilterLocally(p => p.Active.Is(true)));
    }

    [Fact]
    public void WhatNeedsTerminology_IsRefused()
    {
        var client = FakeServer.Client(static _ => throw new InvalidOperationException("sent"), out _);
        var search = client.Observation.Search(q => q.Patient.Is("1").Category.Is("laboratory"));
        foreach (var filter in new Action<LocalFilters.ObservationFilter>[]
        {
            static o => o.Code.In("http://example.org/secret"), static o => o.Code.NotIn("http://example.org/secret"),
            static o => o.Code.Below("secret"), static o => o.Code.Above("secret"),
        })
        {
            var exception = Assert.Throws<NotSupportedException>(() => search.FilterLocally(filter));
            Assert.Contains("'code'", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FilterWithoutACriterion_OrWithAnEmptyValue_Throws()
    {
        var client = FakeServer.Client(static _ => throw new InvalidOperationException("sent"), out _);
        var search = client.Patient.Search(q => q.Family.StartsWith("x"));
        Assert.Throws<ArgumentException>(() => search.FilterLocally(static _ => { }));
        Assert.Throws<ArgumentException>(() => search.FilterLocally(static p => p.Given.StartsWith("")));
        Assert.Throws<ArgumentException>(() => search.FilterLocally(static p => p.GeneralPractitioner.Is((string)null!)));
        Assert.Throws<ArgumentNullException>(() => search.FilterLocally(null!));
    }

    [Fact]
    public async Task References_MayBeAbsoluteToTheServer()
    {
        const string Observation = """{"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"https://fhir.example.org/r4/Patient/1"},"device":{"reference":"Device/9"} }""";
        var client = FakeServer.Client(
            static _ => FakeServer.Page("https://fhir.example.org/r4/Observation?patient=1&category=laboratory", null, Observation), out _);
        var search = client.Observation.Search(q => q.Patient.Is("1").Category.Is("laboratory"));
        Assert.Single(await search.FilterLocally(o => o.Subject.Is("Patient/1").Device.Is("Device", "9")).ToListAsync(1));
        Assert.Empty(await search.FilterLocally(o => o.Device.Is("Device/1")).ToListAsync(1));
    }

    [Fact]
    public void EveryFilter_HasTheNamesOfAPlatformsQuery()
    {
        foreach (var type in R4Definitions.ResourceTypes)
        {
            var everything = R4Definitions.SearchParametersOf(type)
                .Where(static parameter => parameter.Name is not ("_text" or "_content" or "_query"))
                .Select(static parameter => new SearchParameterCapability(parameter.Name, parameter.Type)).ToArray();
            var expected = QueryPropertyNames.For(ManifestOf(), new ResourceCapability { Type = type, SearchParameters = new(everything) });
            var filter = typeof(LocalFilters).GetNestedType(type + "Filter")!;
            Assert.Equal(
                expected.Select(static property => property.Name + ": " + property.Parameter.Type + "Parameter`1").Order(StringComparer.Ordinal),
                filter.GetProperties().Select(static property => property.Name + ": " + property.PropertyType.Name).Order(StringComparer.Ordinal));
        }
    }

    private static PlatformManifest ManifestOf() => TestPlatform.Descriptor.Manifest with { SystemSearchParameters = default };

    private static HttpResponseMessage TwoPages(HttpRequestMessage request) => request.RequestUri!.AbsoluteUri == Next
        ? FakeServer.Page(Self, null, AlsoBornIn1980)
        : FakeServer.Page(Self, Next, BornIn1980, BornIn1990);
}
