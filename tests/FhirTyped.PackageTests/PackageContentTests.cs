using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FhirTyped.PackageTests;

public sealed class PackageContentTests(PackageFeed feed)
{
    private const string Slot = "analyzers/dotnet/cs/";

    [Fact]
    public void Package_HasGeneratorAnalyzersAndFixes_InOneSlot()
    {
        using var package = ZipFile.OpenRead(feed.PathOf("FhirTyped"));
        var parts = package.Entries.Select(static entry => entry.FullName).Where(static name => name.StartsWith("analyzers/")).Order().ToArray();
        Assert.Equal(
            [Slot + "FhirTyped.Analyzers.dll", Slot + "FhirTyped.CodeFixes.dll", Slot + "FhirTyped.PlatformGenerator.dll"], parts);
    }

    [Fact]
    public void Package_AddsPlatformFilesToTheBuild_OfEveryProjectThatUsesIt()
    {
        using var package = ZipFile.OpenRead(feed.PathOf("FhirTyped"));
        Assert.NotNull(package.GetEntry("buildTransitive/FhirTyped.props"));
        Assert.NotNull(package.GetEntry("buildTransitive/FhirTyped.targets"));
        Assert.NotNull(package.GetEntry("lib/net10.0/FhirTyped.dll"));
        Assert.NotNull(package.GetEntry("lib/net10.0/FhirTyped.xml"));
    }

    [Fact]
    public void CompilerParts_DependOnTheCompilerOnly()
    {
        using var package = ZipFile.OpenRead(feed.PathOf("FhirTyped"));
        foreach (var entry in package.Entries.Where(static entry => entry.FullName.StartsWith(Slot)))
        {
            using var copy = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(copy);
            }

            copy.Position = 0;
            using var file = new PEReader(copy);
            var metadata = file.GetMetadataReader();
            foreach (var handle in metadata.AssemblyReferences)
            {
                var reference = metadata.GetAssemblyReference(handle);
                var name = metadata.GetString(reference.Name);

                // Every host of the compiler brings System.Memory 4.0.1.2; a later one keeps the file from loading in some, silently.
                Assert.True(
                    (name is "System.Memory" && reference.Version <= new Version(4, 0, 1, 2)) || name is "netstandard" or "System.Collections.Immutable" or "System.Composition.AttributedModel" || name.StartsWith("Microsoft.CodeAnalysis"),
                    entry.Name + " depends on " + name);
                Assert.True(
                    entry.Name == "FhirTyped.CodeFixes.dll" || !name.Contains("Workspaces"), entry.Name + " depends on " + name);
            }
        }
    }

    [Fact]
    public void Model_DependsOnNothing()
    {
        using var package = ZipFile.OpenRead(feed.PathOf("FhirTyped.R4"));
        using var reader = new StreamReader(package.Entries.Single(static entry => entry.Name.EndsWith(".nuspec")).Open());
        Assert.DoesNotContain("<dependency ", reader.ReadToEnd());
    }

    [Fact]
    public void Packages_BringNoneOfTheRulesThatTheirOwnCodeIsHeldTo()
    {
        foreach (var id in PackageFeed.Packages)
        {
            using var package = ZipFile.OpenRead(feed.PathOf(id));
            using var reader = new StreamReader(package.Entries.Single(static entry => entry.Name.EndsWith(".nuspec")).Open());
            var nuspec = reader.ReadToEnd();
            Assert.DoesNotContain("Analyzer\"", nuspec, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("ApiAnalyzers", nuspec, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(package.Entries, static entry => entry.Name is "BannedSymbols.txt" || entry.Name.StartsWith("PublicAPI.", StringComparison.Ordinal));
        }
    }
}
