using System.Text.Json;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Receipts;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>A search that a vendor's sandbox was really asked, and the page that it answered with.</summary>
/// <param name="Vendor">The vendor.</param>
/// <param name="BaseUrl">The base address, with its slash.</param>
/// <param name="Search">The search; of a further page by an opaque link, that of its first page.</param>
/// <param name="IsFurtherPage">Whether it is not the first page.</param>
/// <param name="Page">The answer.</param>
internal sealed record RecordedAnswer(string Vendor, string BaseUrl, SearchQuery Search, bool IsFurtherPage, Bundle Page)
{
    /// <summary>The answers of vendors' sandboxes.</summary>
    public const string Vendors = "wire-recorded";

    /// <summary>Answers of our own making, in the same shape.</summary>
    public const string Own = "own-recorded";

    /// <summary>Skips the test where the answers are public data, and that is absent.</summary>
    public static void SkipUnlessPresent(string folder) => Assert.SkipUnless(TestFiles.Has("examples", folder), TestFiles.MissingMessage);

    /// <summary>Every recorded answer with 200 to a search of a resource type.</summary>
    public static List<RecordedAnswer> All(string folder)
    {
        using var index = JsonDocument.Parse(File.ReadAllText(TestFiles.PathOf("examples", folder, "index.json")));
        var all = new List<RecordedAnswer>();
        foreach (var entry in index.RootElement.EnumerateArray())
        {
            var url = entry.GetProperty("url").GetString()!;
            var question = url.IndexOf('?', StringComparison.Ordinal);
            if (entry.GetProperty("status").GetInt32() != 200 || question < 0)
            {
                continue;
            }

            var bytes = File.ReadAllBytes(TestFiles.PathOf("examples", folder, entry.GetProperty("file").GetString()!));
            if (FhirJson.Read(bytes, FhirJsonOptions.Lenient) is not Bundle page)
            {
                continue;
            }

            var slash = url.LastIndexOf('/', question);
            var search = SearchQuery.Parse(url[(slash + 1)..question], url[(question + 1)..]);
            var isOpaque = search.Criteria.Any(static criterion => criterion.Name == "sessionID");
            var isFurther = isOpaque || search.Criteria.Any(static criterion => criterion.Name is "cursor" or "page");
            all.Add(new RecordedAnswer(entry.GetProperty("vendor").GetString()!, url[..(slash + 1)], isOpaque ? all[^1].Search : search, isFurther, page));
        }

        return all;
    }

    /// <summary>
    /// The answers to searches that CMS's Beneficiary FHIR Data server gave to its own tests; what was asked is known by their <c>self</c>
    /// links alone.
    /// </summary>
    public static IEnumerable<RecordedAnswer> OfFixtures()
    {
        foreach (var file in Directory.EnumerateFiles(TestFiles.PathOf("examples", "cms-bfd-v2-responses"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (FhirJson.TryRead<Resource>(File.ReadAllBytes(file), out var resource, out _) && resource is Bundle page
                && SearchLinks.Find(page, "self") is { } link && SelfLink.Parse(link) is { ResourceType: { } type, Query: { } query } self)
            {
                yield return new RecordedAnswer("bfd", self.BaseUrl, SearchQuery.Parse(type, query), false, page);
            }
        }
    }
}
