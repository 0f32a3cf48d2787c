using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests.Search;

/// <summary>What arrives at the server of a <c>next</c> link, looked at on a socket: a server knows its own link again only to the byte.</summary>
public sealed class NextLinkWireTests
{
    private static readonly string[] Parts =
    [
        "%7e", "%7E", "~", "%41", "%2F", "%2f", "/", "//", "?", "=", "&", "+", "%20", "%2B", "'", "(", "|", "\"", "<", ">", "^", "`", "{", "}", "\\", "[", "]", "%", "%zz", "..",
        ".", "/./", "/../", ";", ":", "@", "!", "$", ",", "*", "%00", "a", "Z", "0", "-", "_", "%C3%A4",
    ];

    [Theory]
    [InlineData("/fhir/Patient?page=2&x=%7eAb%2BC~", null)]
    [InlineData("/fhir/Patient?identifier=http://a|b&y=\"<>\"", null)]
    [InlineData("/fhir?_getpages=1", null)]
    [InlineData("/fhir/?_getpages=1", null)]
    [InlineData("/fhir/a/../Patient?page=2", null)]
    [InlineData("/fhir/./Patient?page=2", null)]
    [InlineData("/%66hir/Patient?page=2", null)]
    [InlineData("/fhir/Patient?page=2#x=y", "/fhir/Patient?page=2")]
    [InlineData("/fhir/Patient?name=Müller Ä", "/fhir/Patient?name=M%C3%BCller%20%C3%84")]
    [InlineData("/fhir/Patient?page=2&", null)]
    [InlineData("/fhir/Patient?", null)]
    public async Task AbsoluteLink_ArrivesToTheByte(string target, string? arrives) => Assert.Equal(arrives ?? target, await Follow(server => server.GetLeftPart(UriPartial.Authority) + target));

    [Theory]
    [InlineData("Patient?page=%7e", "/fhir/Patient?page=%7e")]
    [InlineData("?page=%7e", "/fhir/Patient?page=%7e")]
    [InlineData("./Patient?page=2", "/fhir/Patient?page=2")]
    [InlineData("../fhir/Patient?page=2", "/fhir/Patient?page=2")]
    [InlineData("/fhir/Patient?page=2", "/fhir/Patient?page=2")]
    [InlineData("/Patient?page=%7e", "/fhir/Patient?page=%7e")]
    [InlineData("/Patient/_search?page=2", "/fhir/Patient/_search?page=2")]
    public async Task RelativeLink_IsResolvedAgainstItsPage(string link, string arrives) => Assert.Equal(arrives, await Follow(_ => link));

    /// <summary>A base path that begins as a resource type does, and one that is called like one.</summary>
    [Theory]
    [InlineData("Patients", "/Patients/Patient?page=2", "/Patients/Patient?page=2")]
    [InlineData("Patient", "/Patient/Patient?page=2", "/Patient/Patient?page=2")]
    [InlineData("Patient", "/Patient?page=2", "/Patient?page=2")]
    [InlineData("Patient-api/r4", "/Patient?page=2", "/Patient-api/r4/Patient?page=2")]
    [InlineData("fhir", "/fhir2/Patient?page=2", null)]
    [InlineData("fhir2", "/fhir/Patient?page=2", null)]
    [InlineData("a%7eb", "/a~b/Patient?page=2", "/a~b/Patient?page=2")]
    public async Task BasePath_EndsAtASlash(string path, string link, string? arrives)
    {
        if (arrives is null)
        {
            await Assert.ThrowsAsync<FhirSearchException>(() => Follow(_ => link, path));
        }
        else
        {
            Assert.Equal(arrives, await Follow(_ => link, path));
        }
    }

    [Fact]
    public async Task LinkOfAnyCharacters_ArrivesAsItIs_OrNotAtAll()
    {
        var random = new Random(20261129);
        var followed = 0;
        var next = "";
        var pages = 0;
        await using var server = RawServer.Start(_ => Page(pages++ == 0 ? next : null));
        var client = WireClient.Of(server);
        for (var i = 0; i < 600; i++)
        {
            var target = "/fhir/Patient" + string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Parts[random.Next(Parts.Length)]));
            next = server.Address.GetLeftPart(UriPartial.Authority) + target;
            pages = 0;
            var before = server.Requests.Count;
            var error = await Record.ExceptionAsync(() => client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10));
            var arrived = server.Requests.Skip(before + 1).ToList();

            Assert.True(error is null ? arrived.Count == 1 : error is FhirSearchException && arrived.Count == 0, target);
            Assert.All(arrived, request => Assert.Equal(target, request.Target));
            followed += arrived.Count;
        }

        Assert.InRange(followed, 100, 599);
    }

    [Fact]
    public async Task OtherPathOfTheServer_IsFollowedWhereItsHostIsDeclared()
    {
        Assert.Equal("/other/Patient?page=2", await Follow(_ => "/other/Patient?page=2", configure: static options => options.PagingHosts.Add("127.0.0.1")));
        await Assert.ThrowsAsync<FhirSearchException>(() => Follow(_ => "/other/Patient?page=2"));
    }

    [Fact]
    public async Task LinkThatGrowsFromPageToPage_Ends()
    {
        var count = 0;
        await using var server = RawServer.Start(_ =>
        {
            count++;
            return Page(new string('y', 1000) + "/Patient?page=2");
        });

        await Assert.ThrowsAsync<FhirSearchException>(() => WireClient.Of(server).Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10));
        Assert.InRange(count, 2, 100);
    }

    [Fact]
    public async Task NextThatIsThePageItself_IsNotAskedForAgain()
    {
        // The server's own spelling of the search, which is not what was sent.
        await using var server = RawServer.Start(static _ => RawAnswer.Of("200 OK", """
            {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"Patient?family=x&_count=20"},{"relation":"Next","url":"Patient?family=x&_count=20"}]}
            """));

        await Assert.ThrowsAsync<FhirSearchException>(() => WireClient.Of(server).Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Condition?page=2&x=%7e|y", "/fhir/Condition?page=2&x=%7e|y")]
    [InlineData("Condition?sessionID=12-C02E98EB", "/fhir/Condition?sessionID=12-C02E98EB")]
    [InlineData("Condition?-pageContext=abc&patient:missing=x", "/fhir/Condition?-pageContext=abc&patient:missing=x")]
    [InlineData("Condition?cursor=a.b-1&whatever=1", "/fhir/Condition?cursor=a.b-1&whatever=1")]
    [InlineData("?_getpages=1-2-3&_getpagesoffset=10&_bundletype=searchset", "/fhir/?_getpages=1-2-3&_getpagesoffset=10&_bundletype=searchset")]
    public async Task AddressOfAFurtherPage_IsNoSearch(string address, string arrives)
    {
        // Its self link says nothing of filters, and it has none that could have been left out.
        await using var server = RawServer.Start(static _ => RawAnswer.Of("200 OK", """
            {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"Condition?patient=1"}],
             "entry":[{"resource":{"resourceType":"Condition","id":"1"},"search":{"mode":"match"}}]}
            """));
        IFhirPlatformClient client = WireClient.Of(server, static options =>
        {
            options.Undeclared = UndeclaredHandling.Send;
            options.StrictHandling = true;
        });

        var found = await client.Search(address).ToListAsync(10);

        Assert.Equal(["1"], found.Select(static resource => resource.Id));
        Assert.Equal(arrives, Assert.Single(server.Requests).Target);
        Assert.Empty(server.Requests[0].Header("Prefer"));
        Assert.Throws<InvalidOperationException>(() => client.Search(address).ViaPost());
    }

    [Theory]
    [InlineData("Condition?page=2#x")]
    [InlineData("Condition?page=2\r\nX: y")]
    [InlineData("?page=2")]
    [InlineData("../Condition?page=2")]
    public void AddressThatIsNone_IsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => ((IFhirPlatformClient)FakeServer.Client(FakeServer.Never, out _)).Search(address));

    [Fact]
    public async Task PagingParameterOfNobody_IsAFilterAsAnyOther() =>
        await Assert.ThrowsAsync<FhirCapabilityException>(() => ((IFhirPlatformClient)FakeServer.Client(FakeServer.Never, out _)).Search("Patient?page=2").ToListAsync(1));

    private static async Task<string> Follow(Func<Uri, string> link, string basePath = "fhir", Action<FhirPlatformOptions>? configure = null)
    {
        var isFirst = true;
        Uri? address = null;
        await using var server = RawServer.Start(_ =>
        {
            var page = Page(isFirst ? link(address!) : null);
            isFirst = false;
            return page;
        });
        address = server.Address;
        var client = WireClient.Of(server, options =>
        {
            options.BaseUrl = new Uri(server.Address.AbsoluteUri + basePath);
            configure?.Invoke(options);
        });
        await client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10);
        Assert.Equal(2, server.Requests.Count);
        return server.Requests[1].Target;
    }

    private static RawAnswer Page(string? next) => RawAnswer.Of("200 OK", FhirJson.ToUtf8Bytes(new Bundle
    {
        Type = BundleType.Searchset,
        Link = { next is null ? new BundleLink { Relation = "first", Url = "x" } : new BundleLink { Relation = "next", Url = next } },
    }));
}
