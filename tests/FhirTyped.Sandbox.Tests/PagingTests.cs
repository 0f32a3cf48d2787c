using System.Net;
using FhirTyped.Platforms;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

public sealed class PagingTests
{
    [Fact]
    public async Task Pages_GiveEveryMatchOnceInAStableOrder()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Laboratories(95, "p1"));
        var http = sandbox.CreateHttpClient();
        var ids = new List<string>();
        var pages = 0;
        for (string? url = "Observation?patient=p1&category=laboratory&_count=20"; url is not null; pages++)
        {
            var bundle = await http.GetAsync<Bundle>(url);
            ids.AddRange(bundle.Ids());
            Assert.Equal(95, bundle.Total);
            url = bundle.NextLink;
        }

        Assert.Equal(5, pages);
        Assert.Equal(Enumerable.Range(0, 95).Select(static index => $"lab-{index}"), ids);
    }

    [Fact]
    public async Task NextLink_TellsNothingOfTheSearchAndCannotBeGuessed()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Laboratories(3, "p1"));
        var http = sandbox.CreateHttpClient();
        var first = (await http.GetAsync<Bundle>("Observation?patient=p1&category=laboratory&_count=1")).NextLink!;
        var second = (await http.GetAsync<Bundle>("Observation?patient=p1&category=laboratory&_count=1")).NextLink!;

        Assert.Matches(@"/Observation\?sessionID=[0-9A-F-]{32,}$", first);
        Assert.NotEqual(first, second);
        Assert.Equal((await http.GetAsync<Bundle>(first)).NextLink, (await http.GetAsync<Bundle>(first)).NextLink);
        using var guessed = await http.GetAsync(first[..^1] + (first[^1] == '0' ? '1' : '0'));
        Assert.Equal(HttpStatusCode.Gone, guessed.StatusCode);
    }

    [Fact]
    public async Task NextLink_EndsAfterItsLifetime()
    {
        var clock = new ManualClock();
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic, new() { Clock = clock, PageLifetime = TimeSpan.FromMinutes(5) });
        await sandbox.LoadAsync(People.Laboratories(3, "p1"));
        var http = sandbox.CreateHttpClient();
        var next = (await http.GetAsync<Bundle>("Observation?patient=p1&category=laboratory&_count=1")).NextLink!;
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(["lab-1"], (await http.GetAsync<Bundle>(next)).Ids());
        clock.Advance(TimeSpan.FromMinutes(2));
        using var late = await http.GetAsync(next);

        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        Assert.Equal(IssueType.Expired, (await late.ReadAsync<OperationOutcome>()).Issue[0].Code!.Value.Value);
    }

    [Fact]
    public async Task LaterWrites_DoNotMoveThePagesOfASearch()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        await sandbox.LoadAsync(People.Laboratories(4, "p1"));
        var http = sandbox.CreateHttpClient();
        var first = await http.GetAsync<Bundle>("Observation?patient=p1&category=laboratory&_count=2");
        await sandbox.LoadAsync(People.Laboratory("new", "p1"), People.Laboratory("lab-0", "p1"));

        Assert.Equal(["lab-2", "lab-3"], (await http.GetAsync<Bundle>(first.NextLink!)).Ids());
    }

    [Theory]
    [InlineData("Observation?patient=p1", 50)]
    [InlineData("Observation?patient=p1&_count=500", 200)]
    [InlineData("Observation?patient=p1&_count=7", 7)]
    public async Task PageSize_IsThatOfOracleHealth(string url, int size)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.OracleHealth);
        await sandbox.LoadAsync(People.Laboratories(250, "p1"));
        var bundle = await sandbox.CreateHttpClient().GetAsync<Bundle>(url);

        Assert.Equal(size, bundle.Entry.Count);
        Assert.NotNull(bundle.NextLink);
    }

    [Fact]
    public async Task Count_IsIgnoredWhereThePlatformIgnoresIt()
    {
        await using var sandbox = await FhirSandbox.StartAsync(
            BuiltIn.Own("""[{ "resource": "*", "ignored": ["_count"], "source": "test" }, { "resource": "*", "default": {"_count": "3"}, "source": "test" }]"""));
        await sandbox.LoadAsync(People.Laboratories(5, "p1"));

        Assert.Equal(3, (await sandbox.CreateHttpClient().GetAsync<Bundle>("Observation?code=718-7&_count=1")).Entry.Count);
    }

    [Fact]
    public async Task Athenahealth_PagesByCursor()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Get("athenahealth"));
        await sandbox.LoadAsync(People.Laboratories(25, "p1"));
        var next = (await sandbox.CreateHttpClient().GetAsync<Bundle>("Observation?patient=p1&category=laboratory&_count=20")).NextLink!;

        Assert.Matches(@"/Observation\?patient=p1&category=laboratory&_count=20&cursor=[^&]+$", next);
    }

    [Fact]
    public async Task Canvas_PagesByRelativeLinksThatTheClientFollows()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Canvas>();
        await sandbox.LoadAsync(People.Laboratories(25, "p1"));
        var first = await sandbox.CreateHttpClient().GetAsync<Bundle>("Observation?patient=p1");

        Assert.Equal(10, first.Entry.Count);
        Assert.StartsWith("/Observation?", first.NextLink, StringComparison.Ordinal);
        Assert.Equal(25, await sandbox.CreateClient<Canvas>().Observation.Search(q => q.Patient.Is("p1")).CountAsync());
    }

    [Fact]
    public async Task Cursor_IsRepeatedBesideTheQueryWhereThePlatformDeclaresOne()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(parameters: """,{"name":"cursor","type":"string"}"""));
        await sandbox.LoadAsync(People.Laboratories(3, "p1"));
        var http = sandbox.CreateHttpClient();
        var next = (await http.GetAsync<Bundle>("Observation?code=718-7&_count=2")).NextLink!;

        Assert.Matches(@"/Observation\?code=718-7&_count=2&cursor=[^&]+$", next);
        Assert.Equal(["lab-2"], (await http.GetAsync<Bundle>(next)).Ids());
    }
}
