using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests.Downloads;

/// <summary>Where links of a manifest may lead, and what goes there.</summary>
public sealed class EgressTests : DownloadTest
{
    [Fact]
    public async Task FilesThatNeedNoToken_GetNone_NorAnyHeaderOfOurs_Elsewhere()
    {
        await using var elsewhere = RawServer.Start(request => RawAnswer.Of("200 OK", Server.Files.Find(file => request.Target.StartsWith("/" + file.Name, StringComparison.Ordinal)).Content));
        Server.RequiresToken = false;
        Server.LinkOf = (name, _) => name == "Patient.1" ? new Uri(Server.Address, "files/" + name).AbsoluteUri : elsewhere.Address + name + "?sig=a%7Eb%2fc";
        await using var job = await StartAsync();

        await job.DownloadAsync();
        Assert.Empty(Assert.Single(Server.FileRequests).Header("Authorization"));
        Assert.Equal("fhirtyped", Assert.Single(Assert.Single(Server.FileRequests).Header("X-Client")));
        var request = Assert.Single(elsewhere.Requests);
        Assert.Empty(request.Header("Authorization"));
        Assert.Empty(request.Header("X-Client"));
        Assert.Equal("/Observation.1?sig=a%7Eb%2fc", request.Target);
    }

    [Fact]
    public async Task Token_GoesToAForeignHost_OnlyWhereItIsDeclared()
    {
        await using var elsewhere = RawServer.Start(RawAnswer.Of("200 OK", Server.Files[0].Content));
        Server.LinkOf = (name, _) => elsewhere.Address + name;
        Server.Files.RemoveAt(1);
        await using (var job = await StartAsync())
        {
            var refusal = await Assert.ThrowsAsync<BulkExportException>(() => job.DownloadAsync());
            Assert.Contains("FileHosts", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(elsewhere.Requests);
        var options = Quick.Options;
        options.FileHosts.Add("127.0.0.1");
        await using var again = await BulkExportJob.ResumeAsync(Server.Client(), Folder.Path, options);
        await again.DownloadAsync();
        Assert.Equal("Bearer " + ExportServer.Token, Assert.Single(Assert.Single(elsewhere.Requests).Header("Authorization")));
    }

    [Fact]
    public async Task Redirect_IsFollowedWithoutTheToken()
    {
        await using var elsewhere = RawServer.Start(RawAnswer.Of("200 OK", Server.Files[0].Content));
        Server.Files.RemoveAt(1);
        Server.OnFile = (_, _, _) => RawAnswer.Of("307 Temporary Redirect", "", $"Location: {elsewhere.Address}signed");
        await using var job = await StartAsync();

        await job.DownloadAsync();
        Assert.Single(Assert.Single(Server.FileRequests).Header("Authorization"));
        Assert.Empty(Assert.Single(elsewhere.Requests).Header("Authorization"));
    }

    [Theory]
    [InlineData("http://example.org/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:password@127.0.0.1/x")]
    [InlineData("/x\r\nX-Evil: 1")]
    public async Task LinksThatLeadAstray_AreNotFollowed(string link)
    {
        Server.RequiresToken = false;
        Server.LinkOf = (_, _) => link.Replace("\r\n", "\\r\\n", StringComparison.Ordinal);
        await using var job = await StartAsync();

        await Assert.ThrowsAsync<BulkExportException>(() => job.DownloadAsync());
        Assert.Empty(Server.FileRequests);
    }

    [Fact]
    public async Task EndlessRedirects_End()
    {
        Server.OnFile = (name, times, _) => RawAnswer.Of("302 Found", "", $"Location: /files/{name}?{times}");
        await using var job = await StartAsync();
        await Assert.ThrowsAsync<BulkExportException>(() => job.DownloadAsync());
    }
}
