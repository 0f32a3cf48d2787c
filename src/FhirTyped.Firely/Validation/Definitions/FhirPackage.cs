using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace FhirTyped.Firely.Definitions;

/// <summary>
/// Reads FHIR packages (https://confluence.hl7.org/display/FHIR/NPM+Package+Specification), unpacked or as <c>.tgz</c>, and plain folders of definitions.
/// Nothing is unpacked to disk, and examples are not read.
/// </summary>
internal static class FhirPackage
{
    /// <summary>How large a package may be when it is unpacked, so that a small file cannot fill the memory.</summary>
    private const long MostBytes = 1L << 30;

    private const string Manifest = "package.json";

    /// <summary>Adds what a package defines to an index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="path">The package's folder or <c>.tgz</c> file.</param>
    /// <exception cref="FhirProfileException">It is no package, of another version of FHIR, or has no profiles.</exception>
    public static void Add(DefinitionIndex index, string path)
    {
        if (Directory.Exists(path))
        {
            var folder = File.Exists(Path.Combine(path, Manifest)) ? path : Path.Combine(path, "package");
            var manifest = Path.Combine(folder, Manifest);
            AddFiles(index, path, File.Exists(manifest)
                ? VersionOf(path, File.ReadAllBytes(manifest))
                : throw new FhirProfileException(
                    $"'{path}' is no FHIR package: it has no {Manifest}. Definitions that are no package are a folder, with a version: AddFolder."), folder);
        }
        else if (File.Exists(path))
        {
            AddArchive(index, path);
        }
        else
        {
            throw new FhirProfileException($"There is no package '{path}'.");
        }
    }

    /// <summary>Adds the definitions in the JSON files of a folder.</summary>
    /// <param name="index">The index.</param>
    /// <param name="path">The folder.</param>
    /// <param name="version">The version of those that have none.</param>
    /// <exception cref="FhirProfileException">It is not there, or has no profiles.</exception>
    public static void AddFolder(DefinitionIndex index, string path, string? version)
    {
        if (!Directory.Exists(path))
        {
            throw new FhirProfileException($"There is no folder '{path}'.");
        }

        AddFiles(index, path, version ?? "", path);
    }

    private static void AddFiles(DefinitionIndex index, string path, string version, string folder)
    {
        var found = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(file) is not (Manifest or ".index.json")
                && DefinitionFile.Find(Path.GetFileName(file), File.ReadAllBytes(file), version, () => File.ReadAllBytes(file)) is { } definition)
            {
                index.Add(definition);
                found += definition.IsProfile ? 1 : 0;
            }
        }

        ThrowIfEmpty(path, found);
    }

    private static void AddArchive(DefinitionIndex index, string path)
    {
        var files = new List<(string Name, byte[] Content)>();
        byte[]? manifest = null;
        try
        {
            using var reader = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            var bytes = 0L;
            while (reader.GetNextEntry() is { } entry)
            {
                bytes += entry.Length;
                if (bytes > MostBytes)
                {
                    throw new FhirProfileException($"'{path}' is larger than {MostBytes >> 20} MiB when it is unpacked.");
                }

                if (NameOf(entry) is { } name)
                {
                    var content = new byte[entry.Length];
                    entry.DataStream?.ReadExactly(content);
                    manifest = name == Manifest ? content : manifest;
                    files.Add((name, content));
                }
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new FhirProfileException($"'{path}' is no .tgz file.", error);
        }

        var version = VersionOf(path, manifest ?? throw new FhirProfileException($"'{path}' is no FHIR package: it has no package/{Manifest}."));
        var found = 0;
        foreach (var (name, content) in files)
        {
            if (name is not (Manifest or ".index.json") && DefinitionFile.Find(name, content, version, () => content) is { } definition)
            {
                index.Add(definition);
                found += definition.IsProfile ? 1 : 0;
            }
        }

        ThrowIfEmpty(path, found);
    }

    /// <summary>The name of a JSON file that stands in the folder <c>package</c> itself; null for all else.</summary>
    private static string? NameOf(TarEntry entry) =>
        entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
        && entry.Name.Split('/') is [.. ["."] or [], "package", var name] && name.EndsWith(".json", StringComparison.Ordinal)
            ? name
            : null;

    private static string VersionOf(string path, byte[] manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest);
            var root = document.RootElement;
            var fhirVersions = TextsOf(root, "fhirVersions").Concat(TextsOf(root, "fhir-version-list")).ToList();
            if (fhirVersions.Count > 0 && !fhirVersions.Exists(static version => version.StartsWith("4.0", StringComparison.Ordinal)))
            {
                throw new FhirProfileException($"The package '{path}' is of FHIR {string.Join(", ", fhirVersions)}, and not of R4 (4.0.1).");
            }

            return root.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String && version.GetString() is { Length: > 0 } text
                ? text
                : throw new FhirProfileException($"The {Manifest} of '{path}' names no version.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FhirProfileException($"The {Manifest} of '{path}' cannot be read.", error);
        }
    }

    private static IEnumerable<string> TextsOf(JsonElement root, string property) =>
        root.TryGetProperty(property, out var array) && array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray().Where(static one => one.ValueKind == JsonValueKind.String).Select(static one => one.GetString()!).ToList()
            : [];

    private static void ThrowIfEmpty(string path, int profiles)
    {
        if (profiles == 0)
        {
            throw new FhirProfileException($"'{path}' has no profiles: there is no StructureDefinition in its JSON files.");
        }
    }
}
