using System.Formats.Tar;
using System.IO.Compression;
using FhirTyped.R4;

namespace FhirTyped.Firely.Tests.Validation;

public sealed class FhirPackageTests : IDisposable
{
    private const string Definition = """{"resourceType":"StructureDefinition","url":"http://x.example.org/p","name":"P"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("fhirtyped-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "no package.json")]
    [InlineData("package.json={", "cannot be read")]
    [InlineData("package.json=[]", "cannot be read")]
    [InlineData("""package.json={"name":"x"}""", "names no version")]
    [InlineData("""package.json={"version":"1.0.0","fhirVersions":["5.0.0"]}""", "FHIR 5.0.0")]
    [InlineData("""package.json={"version":"1.0.0"}""", "no profiles")]
    [InlineData("""package.json={"version":"1.0.0"};ValueSet.json={"resourceType":"ValueSet","url":"http://x.example.org/v"}""", "no profiles")]
    [InlineData("""package.json={"version":"1.0.0"};broken.json={"resourceType":""", "'broken.json' is not JSON")]
    public async Task AFolderThatIsNoPackageOfProfiles_IsToldWhy(string files, string reason)
    {
        foreach (var file in files.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = file.Split('=', 2);
            await File.WriteAllTextAsync(Path.Combine(_folder, parts[0]), parts[1]);
        }

        var error = await Assert.ThrowsAsync<FhirProfileException>(() => ValidatorOf(options => options.AddPackage(_folder)).ValidateAsync(new Patient()));

        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public async Task WhatIsNotThere_IsTold_AndFoundLaterWithoutANewValidator()
    {
        var path = Path.Combine(_folder, "later");
        var validator = ValidatorOf(options => options.AddPackage(path));
        await Assert.ThrowsAsync<FhirProfileException>(() => validator.ValidateAsync(new Patient()));

        CopyPackage(path);

        Assert.False((await validator.ValidateAsync(new Patient(), HarborPatients.Profile)).IsValid);
    }

    [Fact]
    public async Task AnArchive_IsReadAsItsFolder()
    {
        var path = Path.Combine(_folder, "harbor.tgz");
        await PackAsync(path, Directory.GetFiles(Path.Combine(ValidatorFixture.Package, "package")).Select(file => ("package/" + Path.GetFileName(file), File.ReadAllBytes(file))));

        var result = await ValidatorOf(options => options.AddPackage(path)).ValidateAsync(new Patient(), HarborPatients.Profile + "|2.1.0");

        Assert.Contains("Patient.identifier", result.Describe());
    }

    [Theory]
    [InlineData("../package/p.json")]
    [InlineData("package/example/p.json")]
    [InlineData("/package/p.json")]
    [InlineData("other/p.json")]
    public async Task OfAnArchive_OnlyTheFolderPackageIsRead(string name)
    {
        var path = Path.Combine(_folder, "x.tgz");
        await PackAsync(path, [("package/package.json", HarborPatients.Utf8("""{"version":"1.0.0"}""")), (name, HarborPatients.Utf8(Definition))]);

        var error = await Assert.ThrowsAsync<FhirProfileException>(() => ValidatorOf(options => options.AddPackage(path)).ValidateAsync(new Patient()));

        Assert.Contains("no profiles", error.Message);
        Assert.Equal([path], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task WhatIsNoArchive_IsTold()
    {
        var path = Path.Combine(_folder, "x.tgz");
        await File.WriteAllTextAsync(path, "no archive");

        var error = await Assert.ThrowsAsync<FhirProfileException>(() => ValidatorOf(options => options.AddPackage(path)).ValidateAsync(new Patient()));

        Assert.Contains("no .tgz file", error.Message);
    }

    [Fact]
    public async Task AFolderOfDefinitions_HasTheVersionThatItIsGiven()
    {
        var folder = Path.Combine(ValidatorFixture.Package, "package");

        var with = await ValidatorOf(options => options.AddFolder(folder, "7.0.0")).ValidateAsync(new Patient(), HarborPatients.Profile + "|7.0.0");
        await Assert.ThrowsAsync<FhirProfileException>(() => ValidatorOf(options => options.AddFolder(folder)).ValidateAsync(new Patient(), HarborPatients.Profile + "|7.0.0"));

        Assert.Contains("Patient.identifier", with.Describe());
    }

    [Theory]
    [InlineData("1.0.0", "1.0.0", 0)]
    [InlineData("1.0.0", "1.0.1", -1)]
    [InlineData("9.0.0", "10.0.0", -1)]
    [InlineData("", "0.0.1", -1)]
    [InlineData("6.0.0-ballot", "6.0.0", -1)]
    [InlineData("6.0.0-ballot", "5.9.9", 1)]
    [InlineData("1.0.0-beta.2", "1.0.0-beta.11", -1)]
    [InlineData("1.0.0+a", "1.0.0+b", 0)]
    [InlineData("20200101", "20210101", -1)]
    [InlineData("draft", "1.0.0", 1)]
    public void Versions_AreOrdered(string first, string second, int order)
    {
        Assert.Equal(order, Math.Sign(Definitions.DefinitionVersionComparer.Instance.Compare(first, second)));
        Assert.Equal(-order, Math.Sign(Definitions.DefinitionVersionComparer.Instance.Compare(second, first)));
    }

    private static FhirProfileValidator ValidatorOf(Func<FhirProfileValidatorOptions, FhirProfileValidatorOptions> configure) =>
        new(configure(new FhirProfileValidatorOptions { MaximumConcurrency = 1 }));

    private static void CopyPackage(string path)
    {
        Directory.CreateDirectory(path);
        foreach (var file in Directory.GetFiles(Path.Combine(ValidatorFixture.Package, "package")))
        {
            File.Copy(file, Path.Combine(path, Path.GetFileName(file)));
        }
    }

    private static async Task PackAsync(string path, IEnumerable<(string Name, byte[] Content)> files)
    {
        await using var tar = new TarWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest), TarEntryFormat.Pax);
        foreach (var (name, content) in files)
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }
    }
}
