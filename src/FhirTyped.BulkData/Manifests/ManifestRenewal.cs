using System.Text.Json.Nodes;

namespace FhirTyped.BulkData;

/// <summary>New links for the files of a manifest, whose old ones have expired. The files keep their places, by which they are called on disk.</summary>
internal static class ManifestRenewal
{
    /// <summary>The old manifest with the links of a new one.</summary>
    /// <exception cref="BulkExportException">The new one is of other data.</exception>
    public static byte[] Merge(BulkManifest old, BulkManifest renewed)
    {
        if (renewed.TransactionTime != old.TransactionTime || renewed.Files.Count != old.Files.Count)
        {
            throw Changed();
        }

        var json = JsonNode.Parse(old.Json.GetRawText())!;
        foreach (var kind in Enum.GetValues<BulkFileKind>())
        {
            var links = Match([.. old.Files.Where(file => file.Kind == kind)], [.. renewed.Files.Where(file => file.Kind == kind)]);
            for (var i = 0; i < links.Length; i++)
            {
                json[NameOf(kind)]![i]!["url"] = links[i];
            }
        }

        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    // A link that is signed anew is the same but for its query; else the order has to tell.
    private static string[] Match(BulkManifestFile[] old, BulkManifestFile[] renewed)
    {
        if (old.Length != renewed.Length)
        {
            throw Changed();
        }

        var byPath = renewed.GroupBy(KeyOf, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
        if (old.All(file => byPath.GetValueOrDefault(KeyOf(file)) is [_]))
        {
            return [.. old.Select(file => byPath[KeyOf(file)][0].Url)];
        }

        return old.Zip(renewed).All(static pair => pair.First.Type == pair.Second.Type && (pair.First.Count is null || pair.First.Count == pair.Second.Count))
            ? [.. renewed.Select(static file => file.Url)]
            : throw Changed();
    }

    private static string KeyOf(BulkManifestFile file) => file.Type + " " + file.Url.Split('?', 2)[0];

    private static string NameOf(BulkFileKind kind) => kind switch
    {
        BulkFileKind.Error => "error",
        BulkFileKind.Deleted => "deleted",
        _ => "output",
    };

    private static BulkExportException Changed() =>
        new("The links have expired, and the server's new manifest is one of other files: the export has to be started anew, in another folder.");
}
