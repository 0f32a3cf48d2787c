using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using FhirTyped.TestKit;

namespace FhirTyped.PackageTests;

/// <summary>What every package has to have before it is published.</summary>
public sealed class PublishedPackageTests(PackageFeed feed)
{
    public static TheoryData<string> Ids => [.. PackageFeed.Packages];

    [Fact]
    public void EveryPackableProject_IsTested()
    {
        var packable = Directory.EnumerateFiles(Path.Combine(TestFiles.RepositoryRoot, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(static path => File.ReadAllText(path) is var text && (text.Contains("Library.props") || text.Contains("Package.props")))
            .Select(static path => Path.GetFileNameWithoutExtension(path));

        Assert.Equal(packable.Order(), PackageFeed.Packages.Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_SaysWhoMadeIt_AndBringsWhatItNames(string id)
    {
        using var package = ZipFile.OpenRead(feed.PathOf(id));
        var metadata = Nuspec(package).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
        var repository = metadata.Elements().Single(static element => element.Name.LocalName == "repository");

        Assert.Equal((id, "MIT", "The FhirTyped authors"), (Value("id"), Value("license"), Value("authors")));
        Assert.All([Value("description"), Value("projectUrl"), Value("releaseNotes"), (string?)repository.Attribute("url") ?? ""], static value => Assert.NotEqual("", value));
        Assert.NotNull(package.GetEntry(Value("icon")));
        using var readme = new StreamReader(package.GetEntry(Value("readme"))!.Open());
        Assert.StartsWith("# " + id, readme.ReadToEnd());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_HasItsSymbols(string id)
    {
        using var symbols = ZipFile.OpenRead(feed.SymbolsOf(id));

        Assert.Contains(symbols.Entries, static entry => entry.Name.EndsWith(".pdb"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void NothingInIt_NamesTheMachineThatBuiltIt(string id)
    {
        string[] places = [TestFiles.RepositoryRoot, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.MachineName];
        foreach (var path in new[] { feed.PathOf(id), feed.SymbolsOf(id) })
        {
            using var package = ZipFile.OpenRead(path);
            foreach (var entry in package.Entries)
            {
                var bytes = ReadAll(entry);
                Assert.All(places.Where(static place => place.Length > 5), place =>
                {
                    Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(place)) < 0, $"{entry.FullName} holds {place}");
                    Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(place)) < 0, $"{entry.FullName} holds {place}");
                });
            }
        }
    }

    [Fact]
    public void Ids_DifferByMoreThanCase_SinceNuGetTakesNoAccountOfIt() =>
        Assert.Equal(PackageFeed.Packages.Count, PackageFeed.Packages.Distinct(StringComparer.OrdinalIgnoreCase).Count());

    private static XDocument Nuspec(ZipArchive package)
    {
        using var stream = package.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec")).Open();
        return XDocument.Load(stream);
    }

    private static byte[] ReadAll(ZipArchiveEntry entry)
    {
        using var copy = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
