using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>That the generator works only when and where something changed.</summary>
public sealed class IncrementalTests
{
    private static readonly string Small = Statement(Resource("Observation", "read search-type", "code:token"), Resource("Patient", "read"));

    [Fact]
    public void Keystroke_ReadsNothingAndEmitsNothing()
    {
        var session = Begin().WithPlatform("mercy", Small).WithPlatform("st-jude", Small);
        session.Run();

        var run = session.WithSource("internal static class JustTyped;").Run();

        Assert.Equal(0, run.EmittedCount);
        Assert.All(Steps, step => Assert.All(run.ReasonsOf(step), static reason =>
            Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString())));
        Assert.Equal(1, session.TextOf(Folder + "mercy/platform.json").Reads);
        Assert.Equal(1, session.TextOf(Folder + "mercy/capabilities.json").Reads);
    }

    [Fact]
    public void Keystroke_WithAParentInAReferencedAssembly_ReadsNothingAndEmitsNothing()
    {
        var library = LiveCompilation.Emit(Begin().WithPlatform("mercy", Small).Run().Compilation.WithAssemblyName("Library"));
        var session = Begin(MetadataReference.CreateFromImage(library)).WithText(Folder + "own.platform.json", """{ "id": "own", "extends": "mercy" }""");
        session.Run();

        var run = session.WithSource("internal static class JustTyped;").Run();

        Assert.Equal(0, run.EmittedCount);
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.ReasonsOf(PlatformGeneratorSteps.ReadReferencedPlatforms));
    }

    [Fact]
    public void EditedStatement_EmitsTheClassAndTheChangedResourceOfThatPlatform()
    {
        var session = Begin().WithPlatform("mercy", Small).WithPlatform("st-jude", Small);
        var before = session.Run();

        var after = session
            .WithText(Folder + "mercy/capabilities.json", Statement(Resource("Observation", "read search-type", "code:token date:date"), Resource("Patient", "read")))
            .Run();

        Assert.Equal(["Mercy.Observation.g.cs", "Mercy.g.cs"], Changed(before, after));
        Assert.Equal(2, after.EmittedCount);
        Assert.Equal(1, session.TextOf(Folder + "st-jude/capabilities.json").Reads);
        Assert.Single(after.ReasonsOf(PlatformGeneratorSteps.ReadStatements), IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void EditedPlatformFile_EmitsThatPlatformOnly_AndReadsNoStatement()
    {
        var session = Begin().WithPlatform("mercy", Small).WithPlatform("st-jude", Small);
        var before = session.Run();

        var after = session
            .WithText(Folder + "mercy/platform.json", """{ "id": "mercy", "capability_statement": "capabilities.json", "sandbox_url": "https://mercy.example.org/r4" }""")
            .Run();

        Assert.Equal(["Mercy.g.cs"], Changed(before, after));
        Assert.Equal(1, after.EmittedCount);
        Assert.Equal(1, session.TextOf(Folder + "mercy/capabilities.json").Reads);
    }

    [Fact]
    public void EditedWhitespace_ReadsThatFileAndEmitsNothing()
    {
        var session = Begin().WithPlatform("mercy", Small);
        session.Run();

        var run = session.WithText(Folder + "mercy/capabilities.json", Small + "\n\n").Run();

        Assert.Equal(0, run.EmittedCount);
        Assert.Equal(1, session.TextOf(Folder + "mercy/capabilities.json").Reads);
    }

    [Fact]
    public void EditedParent_EmitsItsChildren()
    {
        var session = Begin().WithPlatform("mercy", Small).WithPlatform("st-jude", Small)
            .WithText(Folder + "own.platform.json", """{ "id": "own", "extends": "mercy" }""");
        var before = session.Run();

        var after = session.WithText(Folder + "mercy/capabilities.json", Statement(Resource("Patient", "read delete"))).Run();

        Assert.Equal(
            ["Mercy.Observation.g.cs", "Mercy.Patient.g.cs", "Mercy.g.cs", "Own.Observation.g.cs", "Own.Patient.g.cs", "Own.g.cs"], Changed(before, after));
    }

    [Fact]
    public void UnnamedJson_IsNeverRead()
    {
        var session = Begin().WithPlatform("mercy", Small).WithText(Folder + "mercy/appsettings.json", "{ not even JSON");

        var run = session.Run();

        Assert.Empty(run.Diagnostics);
        Assert.Equal(0, session.TextOf(Folder + "mercy/appsettings.json").Reads);
    }

    [Fact]
    public void StatementOfTwoPlatforms_IsReadOnce()
    {
        var session = Begin().WithPlatform("mercy", Small).WithText(Folder + "mercy/second.platform.json",
            """{ "id": "second", "capability_statement": "../mercy/./capabilities.json" }""");

        var run = session.Run();

        Assert.Equal(6, run.Sources.Count);
        Assert.Equal(1, session.TextOf(Folder + "mercy/capabilities.json").Reads);
    }

    [Fact]
    public void SameFilesInAnotherOrder_GiveTheSameBytes()
    {
        string[] ids = ["alpha", "mercy", "st-jude"];
        var forward = ids.Aggregate(Begin(), static (session, id) => session.WithPlatform(id, Small)).Run();
        var backward = ids.Reverse().Aggregate(Begin(), static (session, id) => session.WithPlatform(id, Small)).Run();

        Assert.Equal(forward.Result.GeneratedSources.Select(static source => source.HintName), backward.Result.GeneratedSources.Select(static source => source.HintName));
        Assert.Equal(forward.Sources, backward.Sources);
        Assert.Equal(LiveCompilation.Emit(forward.Compilation).Length, LiveCompilation.Emit(backward.Compilation).Length);
    }

    [Fact]
    public void FileListedTwice_CountsOnce()
    {
        var run = Begin().WithPlatform("mercy", Small)
            .WithText(new InMemoryText(Folder + "mercy/platform.json", """{ "id": "mercy", "capability_statement": "capabilities.json" }""")).Run();

        Assert.Empty(run.Diagnostics);
        Assert.Equal(3, run.Sources.Count);
    }

    [Fact]
    public void Output_HasOnlyLineFeeds()
    {
        var run = Begin().WithPlatform("mercy", Small.ReplaceLineEndings("\r\n")).Run();

        Assert.All(run.Sources.Values, static source => Assert.DoesNotContain('\r', source));
    }

    private static IEnumerable<string> Changed(GeneratorRun before, GeneratorRun after) =>
        before.Sources.Keys.Union(after.Sources.Keys)
            .Where(hint => before.Sources.GetValueOrDefault(hint) != after.Sources.GetValueOrDefault(hint))
            .Order(StringComparer.Ordinal);
}
