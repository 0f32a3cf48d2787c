using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;

namespace FhirTyped.Gateway.Tests;

/// <summary>The explorer's page: its files, and what browsers are told of them.</summary>
public sealed partial class ExplorerPageTests
{
    [Fact]
    public async Task The_page_runs_its_own_scripts_and_nothing_else()
    {
        await using var gateway = await StartAsync();

        var page = await gateway.GetAsync("/");

        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.Status, page["Content-Type"]));
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            page["Content-Security-Policy"]);
        Assert.Equal(("nosniff", "DENY", "no-referrer"), (page["X-Content-Type-Options"], page["X-Frame-Options"], page["Referrer-Policy"]));
        Assert.DoesNotMatch("<script(?![^>]*src=)|<style|\\son[a-z]+=|\\sstyle=", page.Body);
    }

    [Fact]
    public async Task Each_file_that_a_file_names_is_there_with_its_type_and_tag()
    {
        await using var gateway = await StartAsync();
        var waiting = new Queue<string>(Links().Matches((await gateway.GetAsync("/")).Body).Select(static link => link.Groups[1].Value));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var name))
        {
            if (!seen.Add(name))
            {
                continue;
            }

            var file = await gateway.GetAsync("/explorer/" + name);
            Assert.True(file.Status == HttpStatusCode.OK, name);
            Assert.Equal(Path.GetExtension(name) switch { ".js" => "text/javascript; charset=utf-8", ".css" => "text/css; charset=utf-8", _ => "image/svg+xml" }, file["Content-Type"]);
            Assert.Equal("no-cache", file["Cache-Control"]);
            var again = await gateway.GetAsync("/explorer/" + name, ("If-None-Match", file["ETag"]!));
            Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Body));
            Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/explorer/" + name, ("If-None-Match", "\"another\""))).Status);
            foreach (Match import in Imports().Matches(file.Body))
            {
                waiting.Enqueue(import.Groups[1].Value);
            }
        }

        Assert.Equal(ExplorerPage.Names.Where(static name => name != "index.html").Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_script_reads_text_as_markup_or_as_code()
    {
        await using var gateway = await StartAsync();

        foreach (var name in ExplorerPage.Names.Where(static name => name.EndsWith(".js", StringComparison.Ordinal)))
        {
            Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|DOMParser|createContextualFragment|https?://(?!www\\.w3\\.org/2000/svg)", (await gateway.GetAsync("/explorer/" + name)).Body);
        }
    }

    [Theory]
    [InlineData("/explorer/index.html")]
    [InlineData("/explorer/..%2f..%2fappsettings.json")]
    [InlineData("/explorer/nothing.js")]
    [InlineData("/explorer")]
    public async Task Nothing_else_is_there(string path)
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Head_says_what_get_would()
    {
        await using var gateway = await StartAsync();

        var head = await gateway.SendAsync(HttpMethod.Head, "/");

        Assert.Equal((HttpStatusCode.OK, ""), (head.Status, head.Body));
        Assert.Equal((await gateway.GetAsync("/"))["ETag"], head["ETag"]);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await gateway.SendAsync(HttpMethod.Post, "/", "x")).Status);
    }

    [Fact]
    public async Task Another_name_gets_no_page()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await gateway.GetAsync("/", ("Host", "evil.example"))).Status);
    }

    private static Task<RestGateway> StartAsync() => RestGateway.StartAsync(static _ => { }, map: static app => app.MapFhirGatewayExplorer());

    [GeneratedRegex("(?:href|src)=\"explorer/([^\"]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("from \"\\./([^\"]+)\"")]
    private static partial Regex Imports();
}
