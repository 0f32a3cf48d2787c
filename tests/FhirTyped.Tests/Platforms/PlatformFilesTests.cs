using FhirTyped.Capabilities;
using FhirTyped.TestKit;

namespace FhirTyped.Tests.Platforms;

/// <summary>Platform files that are read while the program runs: they mean what they mean to the compiler, and what is wrong with them is told.</summary>
public sealed class PlatformFilesTests : IDisposable
{
    private const string Statement = """
        {
          "resourceType": "CapabilityStatement", "status": "active", "date": "2026-01-31", "kind": "instance", "fhirVersion": "4.0.1", "format": ["json"],
          "rest": [{ "mode": "server", "resource": [{ "type": "Patient", "interaction": [{ "code": "read" }] }] }]
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-files-");

    private static string OwnFolder => Path.Combine(TestFiles.RepositoryRoot, "tests", "FhirTyped.Tests", "platforms");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Files_GiveTheManifestsThatTheyWereCompiledTo()
    {
        var platforms = PlatformFiles.LoadDirectory(OwnFolder);

        Assert.Equal(["north-clinic", "small-clinic", "test-platform", "writing-platform"], platforms.Select(static platform => platform.Id));
        PlatformDescriptor[] compiled = [NorthClinic.Descriptor, SmallClinic.Descriptor, TestPlatform.Descriptor, WritingPlatform.Descriptor];
        Assert.Equal(compiled.Select(static platform => platform.Manifest), platforms.Select(static platform => platform.Manifest));
    }

    [Fact]
    public void OneFile_ExtendsAPlatformThatIsGiven()
    {
        var north = PlatformFiles.Load(Path.Combine(OwnFolder, "north-clinic.platform.json"), [WritingPlatform.Descriptor, TestPlatform.Descriptor]);

        Assert.Equal(NorthClinic.Descriptor.Manifest, north.Manifest);
    }

    [Fact]
    public void OneFile_WithoutThePlatformThatItExtends_IsAnErrorWithItsPlace()
    {
        var path = Path.Combine(OwnFolder, "north-clinic.platform.json");

        var error = Assert.Throws<PlatformFileException>(() => PlatformFiles.Load(path));

        var issue = Assert.Single(error.Issues);
        Assert.Equal(("FHT0004", path, 3, true), (issue.Id, issue.File, issue.Line, issue.IsError));
        Assert.Contains(path + "(3,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileOfTheFolder_StandsBeforeTheGivenPlatformOfItsId()
    {
        Write("platform.json", """{ "id": "test-platform", "capability_statement": "capabilities.json" }""");
        Write("capabilities.json", Statement);

        var platform = Assert.Single(PlatformFiles.LoadDirectory(_folder.FullName, [TestPlatform.Descriptor]));

        Assert.Equal(["Patient"], platform.Manifest.Resources.Select(static resource => resource.Type));
    }

    [Fact]
    public void WhatIsLeftOut_IsToldAndNoError()
    {
        Write("platform.json", """{ "id": "mercy", "capability_statement": "capabilities.json" }""");
        Write("capabilities.json", Statement.Replace("\"Patient\"", "\"Patiens\"", StringComparison.Ordinal));

        var read = PlatformFiles.ReadDirectory(_folder.FullName);

        Assert.Equal(("FHT0007", false), (Assert.Single(read.Issues).Id, read.Issues[0].IsError));
        Assert.Equal("mercy", Assert.Single(read.GetPlatforms()).Id);
    }

    [Fact]
    public void OneWrongFile_IsNoSmallerList_AndTakesNothingFromTheOthersWhereItIsToBeTold()
    {
        Write("good/platform.json", """{ "id": "good", "capability_statement": "capabilities.json" }""");
        Write("good/capabilities.json", Statement);
        Write("bad/platform.json", """{ "id": "bad", "capability_statement": "none.json" }""");
        Write("worse/platform.json", "{");

        var read = PlatformFiles.ReadDirectory(_folder.FullName);
        var error = Assert.Throws<PlatformFileException>(() => PlatformFiles.LoadDirectory(_folder.FullName));

        Assert.Equal("good", Assert.Single(read.Platforms).Id);
        Assert.Equal(["FHT0001", "FHT0006"], error.Issues.Select(static issue => issue.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(Path.Combine("bad", "platform.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("worse", "platform.json"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../capabilities.json")]
    [InlineData("/etc/hostname")]
    [InlineData("sub/../../capabilities.json")]
    public void StatementOutsideTheFolder_IsNotRead(string statement)
    {
        Write("capabilities.json", Statement);
        Write("own/platform.json", $$"""{ "id": "mercy", "capability_statement": "{{statement}}" }""");

        var error = Assert.Throws<PlatformFileException>(() => PlatformFiles.Load(Path.Combine(_folder.FullName, "own", "platform.json")));

        Assert.Contains(error.Issues, static issue => issue.Id == "FHT0006" && (issue.Message.Contains("outside", StringComparison.Ordinal) || issue.Message.Contains("missing", StringComparison.Ordinal)));
    }

    [Fact]
    public void StatementAboveTheFile_IsReadWhereItIsInTheFolder()
    {
        Write("capabilities.json", Statement);
        Write("own/platform.json", """{ "id": "mercy", "capability_statement": "../capabilities.json" }""");

        Assert.Equal("mercy", Assert.Single(PlatformFiles.LoadDirectory(_folder.FullName)).Id);
    }

    [Fact]
    public void TooLargeFile_IsAnError()
    {
        var path = Write("platform.json", "{}");
        using (var file = new FileStream(path, FileMode.Open))
        {
            file.SetLength(PlatformFiles.MaximumFileBytes + 1L);
        }

        var error = Assert.Throws<PlatformFileException>(() => PlatformFiles.Load(path));

        Assert.Contains("larger than 64 MiB", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotThere_IsSaid()
    {
        Assert.Throws<FileNotFoundException>(() => PlatformFiles.Load(Path.Combine(_folder.FullName, "none.platform.json")));
        Assert.Throws<DirectoryNotFoundException>(() => PlatformFiles.LoadDirectory(Path.Combine(_folder.FullName, "none")));
        Assert.Empty(PlatformFiles.LoadDirectory(_folder.FullName));
    }

    [Fact]
    public void FoldersThatBeginWithADot_ArePassedOver()
    {
        // A mounted ConfigMap holds its files a second time, in a folder "..data".
        Write("platform.json", """{ "id": "mercy", "capability_statement": "capabilities.json" }""");
        Write("capabilities.json", Statement);
        Write("..data/platform.json", """{ "id": "mercy", "capability_statement": "capabilities.json" }""");
        Write("..data/capabilities.json", Statement);

        Assert.Equal("mercy", Assert.Single(PlatformFiles.LoadDirectory(_folder.FullName)).Id);
    }

    [Fact]
    public void OnlyWhatAFileExtends_IsLookedAt()
    {
        Write("platform.json", """{ "id": "mercy", "capability_statement": "capabilities.json" }""");
        Write("capabilities.json", Statement);
        var unread = new PlatformDescriptor("other", "Other", static () => throw new InvalidOperationException("The manifest was read."));

        Assert.Equal("mercy", Assert.Single(PlatformFiles.LoadDirectory(_folder.FullName, [unread])).Id);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
