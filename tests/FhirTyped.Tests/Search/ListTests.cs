using FhirTyped.R4;

namespace FhirTyped.Tests.Search;

/// <summary>Lists and single matches, with LINQ's names beside them, and searches that are made of resources.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task ToListAsync_WithoutALimit_HasOneAllTheSame()
    {
        var pages = 0;
        var client = FakeServer.Client(
            _ =>
            {
                pages++;
                var patients = Enumerable.Range(pages * 6000, 6000).Select(static id => "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}");
                return FakeServer.Page("https://fhir.example.org/r4/Patient?family=x", "https://fhir.example.org/r4/Patient?family=x&page=" + pages, [.. patients]);
            },
            out _);
        var error = await Assert.ThrowsAsync<FhirSearchException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync());
        Assert.Contains("10000", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, pages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Single_AndAny_SayHowManyThereAre(int count)
    {
        var search = FakeServer.Client(
            _ => FakeServer.Page("https://fhir.example.org/r4/Patient?family=x", null, [.. Enumerable.Range(0, count).Select(static id => "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}")]),
            out _).Patient.Search(q => q.Family.StartsWith("x"));
        Assert.Equal(count > 0, await search.AnyAsync());
        Assert.Equal(count, (await search.ToListAsync()).Count);
        if (count > 1)
        {
            await Assert.ThrowsAsync<FhirSearchException>(() => search.SingleOrDefaultAsync());
        }
        else
        {
            Assert.Equal(count == 0 ? null : "0", (await search.SingleOrDefaultAsync())?.Id);
        }
    }

    [Fact]
    public async Task ASearchOfResources_BehavesAsOneOfAServer()
    {
        Patient[] patients = [new() { Id = "1", Gender = AdministrativeGender.Female }, new() { Id = "2", Gender = AdministrativeGender.Male }];
        var search = FhirSearch.FromResources(patients);

        Assert.Equal("Patient", search.ResourceType);
        Assert.Same(patients[0], (await search.ToListAsync())[0]);
        Assert.Equal(2, await search.CountAsync());
        Assert.Equal("1", (await search.FirstOrDefaultAsync())!.Id);
        var page = await search.ViaPost().FirstPageAsync();
        Assert.Equal((2, 2, null), (page.Total, page.Bundle.Entry.Count, page.Continuation));
        Assert.Equal("2", Assert.Single(await search.FilterLocally(p => p.Gender.Is("male")).ToListAsync()).Id);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search.ToListAsync(new CancellationToken(canceled: true)));
        Assert.Empty(await FhirSearch.FromResources<Observation>().ToListAsync());
        Assert.Equal("Observation", FhirSearch.FromResources<Observation>().ResourceType);
        Assert.Throws<ArgumentNullException>(() => FhirSearch.FromResources(new Patient(), null!));
        Assert.Throws<InvalidOperationException>(() => FakeServer.Writer(FakeServer.Never, out _).Batch().Search(search));
    }
}
