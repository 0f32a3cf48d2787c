using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FhirTyped.Gateway;

/// <summary>
/// The explorer's page: files of the assembly, which are the same for everybody. Nothing of them is made at run time, and no record's data ever stands in them: what is shown the page's own
/// scripts put there, as text.
/// </summary>
internal sealed class ExplorerPage
{
    /// <summary>Where the files are that the page loads.</summary>
    public const string FilesPath = "/explorer/";

    // Nothing but its own files and the gateway's own addresses. A login is a link that a person follows, and no form.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string ResourcePrefix = "explorer/";
    private const string IndexName = "index.html";

    private static readonly FrozenDictionary<string, PageFile> Files = Load();

    /// <summary>The names of all files.</summary>
    public static IEnumerable<string> Names => Files.Keys;

    /// <summary>Answers with the page.</summary>
    public static Task ShowAsync(HttpContext context) => WriteAsync(context, Files[IndexName]);

    /// <summary>Answers with a file of the page; 404 where there is none of that name.</summary>
    public static Task ShowFileAsync(HttpContext context)
    {
        if (context.Request.RouteValues["file"] is string name && name != IndexName && Files.TryGetValue(name, out var file))
        {
            return WriteAsync(context, file);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, PageFile file)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // A browser may keep it, and asks each time whether it is still the same.
        headers.CacheControl = "no-cache";
        headers.ETag = file.Tag;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == file.Tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(file.Content, context.RequestAborted).AsTask();
    }

    private static FrozenDictionary<string, PageFile> Load()
    {
        var assembly = typeof(ExplorerPage).Assembly;
        return assembly.GetManifestResourceNames().Where(static name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)).ToFrozenDictionary(
            static name => name[ResourcePrefix.Length..],
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return new PageFile(content, TypeOf(name), "\"" + Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12)) + "\"");
            },
            StringComparer.Ordinal);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException("A file of the page ends in " + other + ", of which no media type is known."),
    };

    private sealed record PageFile(byte[] Content, string ContentType, string Tag);
}
