using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Every diagnostic at its file, line and column; and that one bad platform never stops another.</summary>
public sealed class DiagnosticTests
{
    private static readonly string Good = Statement(Resource("Patient", "read"));

    [Theory]
    [InlineData("{\n  \"id\": \"bad\",\n}", 3, 1)]
    [InlineData("{ \"id\": \"bad\" ", 1, 15)]
    [InlineData("[]", 1, 1)]
    [InlineData("{\n  \"id\": \"Not An Id\" }", 2, 9)]
    [InlineData("{ \"id\": \"bad\",\n  \"extends\": \"mercy\", \"limits\": [] }", 2, 33)]
    [InlineData("{ \"id\": \"bad\", \"extends\": \"mercy\",\n\"class_name\": \"1x\" }", 2, 15)]
    [InlineData("{ \"id\": \"observation\", \"extends\": \"mercy\" }", 1, 9)]
    [InlineData("{ \"id\": \"bad\", \"class_name\": \"Descriptor\", \"extends\": \"mercy\" }", 1, 9)]
    public void InvalidFile_IsFHT0001(string file, int line, int column) => Expect("FHT0001", DiagnosticSeverity.Error, file, line, column);

    [Fact]
    public void UnknownField_IsFHT0002_WithTheNearestName()
    {
        var diagnostic = Expect("FHT0002", DiagnosticSeverity.Error, "{ \"id\": \"bad\", \"extends\": \"mercy\",\n  \"dispaly_name\": \"x\" }", 2, 3);

        Assert.Contains("'display_name'", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("dispaly_name".Length + 2, diagnostic.Location.SourceSpan.Length);
    }

    [Theory]
    [InlineData("{ \"id\": \"bad\", \"extends\": \"mercy\", \"rules\": [\n { \"resource\": \"Patiant\", \"if_match\": \"required\", \"source\": \"x\" }] }", 2, 16)]
    [InlineData("{ \"id\": \"bad\", \"extends\": \"mercy\", \"rules\": [\n { \"resource\": \"Patient\", \"if_macht\": \"required\", \"source\": \"x\" }] }", 2, 27)]
    [InlineData("{ \"id\": \"bad\", \"extends\": \"mercy\", \"rules\": [\n { \"resource\": \"Patient\", \"or_only\": [\"nome\"], \"source\": \"x\" }] }", 2, 2)]
    public void InvalidRule_IsFHT0003(string file, int line, int column) => Expect("FHT0003", DiagnosticSeverity.Error, file, line, column);

    [Fact]
    public void UnknownParent_IsFHT0004_WithTheNearestId()
    {
        var diagnostic = Expect("FHT0004", DiagnosticSeverity.Error, "{ \"id\": \"bad\",\n  \"extends\": \"mercey\" }", 2, 14);

        Assert.Contains("did you mean 'mercy'", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Circle_IsFHT0004_OnceForEachMember_AndNamesTheCircle()
    {
        var run = Begin().WithPlatform("mercy", Good)
            .WithText(Folder + "a.platform.json", """{ "id": "a", "extends": "b" }""")
            .WithText(Folder + "b.platform.json", """{ "id": "b", "extends": "c" }""")
            .WithText(Folder + "c.platform.json", """{ "id": "c", "extends": "a" }""")
            .WithText(Folder + "self.platform.json", """{ "id": "self", "extends": "self" }""")
            .WithText(Folder + "tail.platform.json", """{ "id": "tail", "extends": "a" }""")
            .Run();

        Assert.Equal(
            ["a -> b -> c -> a", "b -> c -> a -> b", "c -> a -> b -> c", "self -> self"],
            run.Diagnostics.Select(static diagnostic => diagnostic.GetMessage()).Select(static message => message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..^1])
                .Order(StringComparer.Ordinal));
        Assert.Equal(["Mercy.Patient.g.cs", "Mercy.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ParentOfAnotherVersion_IsFHT0004()
    {
        var library = Begin().WithSource("""
            [assembly: FhirTyped.FhirPlatform("old", typeof(Old))]
            [FhirTyped.FhirPlatformManifest("fhirtyped-manifest 0")]
            public static class Old;
            """).Run().Compilation.WithAssemblyName("Library");

        var run = Begin(MetadataReference.CreateFromImage(LiveCompilation.Emit(library)))
            .WithText(Folder + "own.platform.json", """{ "id": "own", "extends": "old" }""").Run();

        Assert.Contains("another version", Assert.Single(run.Diagnostics, static diagnostic => diagnostic.Id == "FHT0004").GetMessage(), StringComparison.Ordinal);
        Assert.Empty(run.Sources);
    }

    [Theory]
    [InlineData("{\n\"id\": \"mercy\", \"extends\": \"mercy\" }", "'mercy'")]
    [InlineData("{\n\"id\": \"other\", \"class_name\": \"MERCY\", \"extends\": \"mercy\" }", "'MERCY'")]
    public void Duplicate_IsFHT0005_AtTheSecondFile(string file, string named)
    {
        var diagnostic = Expect("FHT0005", DiagnosticSeverity.Error, file, 2, 7);

        Assert.Contains(named, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("mercy/platform.json", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingStatement_IsFHT0006_AtThePlatformFile() =>
        Expect("FHT0006", DiagnosticSeverity.Error, "{ \"id\": \"bad\",\n \"capability_statement\": \"nowhere.json\" }", 2, 26);

    [Fact]
    public void NoStatementAndNothingToAssume_IsFHT0006() => Expect("FHT0006", DiagnosticSeverity.Error, "{ \"id\": \"bad\" }", 1, 9);

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{}", 1, 1)]
    [InlineData("{ \"resourceType\": \"Patient\" }", 1, 1)]
    [InlineData("{ \"resourceType\": \"CapabilityStatement\",\n \"fhirVersion\": \"1.0.2\" }", 2, 17)]
    [InlineData("{ \"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"4.0.1\",\n \"rest\": [{ \"mode\": \"client\" }] }", 2, 10)]
    public void InvalidStatement_IsFHT0006_AtTheStatement(string statement, int line, int column)
    {
        var run = Begin().WithPlatform("mercy", Good).WithPlatform("bad", statement).Run();

        Check(Assert.Single(run.Diagnostics), "FHT0006", DiagnosticSeverity.Error, Folder + "bad/capabilities.json", line, column);
        Assert.Contains("Mercy.g.cs", run.Sources.Keys);
        Assert.DoesNotContain("Bad.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void OddStatement_IsFHT0007_AWarningThatLeavesThePlatformWhole()
    {
        var run = Begin().WithPlatform("mercy", Good + "\n").WithPlatform("odd", Statement(Resource("Patient", "read"), Resource("Patient", "write search-type", "near:weird"))).Run();

        Assert.All(run.Diagnostics, static diagnostic => Assert.Equal(("FHT0007", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity)));
        Assert.Equal(3, run.Diagnostics.Length);
        Assert.Contains("Odd.Patient.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void ThousandOddities_AreNotAThousandWarnings()
    {
        var statement = Statement([.. Enumerable.Repeat(Resource("Patient", "read"), 1000)]);

        var run = Begin().WithPlatform("mercy", statement).Run();

        Assert.Equal(101, run.Diagnostics.Length);
        Assert.Contains("898 more", run.Diagnostics[100].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void AssumedSupport_IsFHT0008_AndThePlatformIsThere()
    {
        var run = Begin().WithText(Folder + "guess.platform.json", "{ \"id\": \"guess\",\n\"implementation_guides\": [\"US Core 3.1.1\"] }").Run();

        Check(Assert.Single(run.Diagnostics), "FHT0008", DiagnosticSeverity.Info, Folder + "guess.platform.json", 1, 9);
        Assert.Contains("Guess.Patient.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void ExceptionOfTheGenerator_IsFHT0009_AndTheOthersAreThere()
    {
        var run = Begin().WithPlatform("mercy", Good).WithText(new UnreadableText(Folder + "bad.platform.json")).Run();

        Check(Assert.Single(run.Diagnostics), "FHT0009", DiagnosticSeverity.Error, Folder + "bad.platform.json", 1, 1);
        Assert.Contains("Mercy.g.cs", run.Sources.Keys);
    }

    [Theory]
    [InlineData("[\"openid\", \"user/Patient.read\",\n \"user/Patient.rs\"]", 2, 2, "one syntax")]
    [InlineData("[\"user/Patient.rs\"], \"authentication\": \"none\"", 1, 59, "takes those of v1", "\"auth\": { \"scope_versions\": [\"v1\"] }")]
    public void ScopeSyntax_IsFHT1303_AtTheScope(string scopes, int line, int column, string words, string parent = "\"notes\": \"\"")
    {
        var run = Begin().WithPlatform("mercy", Good, parent)
            .WithText(Folder + "own.platform.json", "{ \"id\": \"own\", \"extends\": \"mercy\", \"client\": { \"scopes\": " + scopes + " } }").Run();

        Check(Assert.Single(run.Diagnostics), "FHT1303", DiagnosticSeverity.Warning, Folder + "own.platform.json", line, column);
        Assert.Contains(words, run.Diagnostics[0].GetMessage(), StringComparison.Ordinal);
        Assert.Contains("Own.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void ClientAuthentication_IsFHT1308_AtItsValue_AndOnlyWhereItStands()
    {
        var run = Begin().WithPlatform("mercy", Good, "\"auth\": { \"client_authentication\": [\"private_key_jwt\"] }")
            .WithText(Folder + "one.platform.json", "{ \"id\": \"one\", \"extends\": \"mercy\",\n\"client\": { \"authentication\": \"client_secret_post\" } }")
            .WithText(Folder + "three.platform.json", "{ \"id\": \"three\", \"extends\": \"mercy\", \"client\": { \"authentication\": \"private_key_jwt\" } }")
            .WithText(Folder + "two.platform.json", "{ \"id\": \"two\", \"extends\": \"one\" }").Run();

        Check(Assert.Single(run.Diagnostics), "FHT1308", DiagnosticSeverity.Error, Folder + "one.platform.json", 2, 31);
    }

    [Fact]
    public void RuleThatMatchesNothing_IsFHT1702_AtTheRule()
    {
        var run = Begin().WithPlatform("mercy", Statement(Resource("Patient", "search-type", "family:string")),
            "\"rules\": [\n{ \"resource\": \"Patient\", \"values\": { \"gender\": [\"male\"] }, \"source\": \"x\" }]").Run();

        Check(Assert.Single(run.Diagnostics), "FHT1702", DiagnosticSeverity.Warning, Folder + "mercy/platform.json", 2, 1);
    }

    [Fact]
    public void Diagnostic_LinksToItsPage()
    {
        var diagnostic = Expect("FHT0001", DiagnosticSeverity.Error, "[]", 1, 1);

        Assert.Equal("https://github.com/fhirtyped/fhirtyped/blob/main/docs/rules/FHT0001.md", diagnostic.Descriptor.HelpLinkUri);
    }

    private static Diagnostic Expect(string id, DiagnosticSeverity severity, string file, int line, int column)
    {
        var run = Begin().WithPlatform("mercy", Good).WithText(Folder + "zz.platform.json", file).Run();

        Check(Assert.Single(run.Diagnostics), id, severity, Folder + "zz.platform.json", line, column);
        Assert.Contains("Mercy.g.cs", run.Sources.Keys);
        Assert.Empty(run.CompilerProblems);
        return run.Diagnostics[0];
    }

    private static void Check(Diagnostic diagnostic, string id, DiagnosticSeverity severity, string path, int line, int column)
    {
        var place = diagnostic.Location.GetLineSpan();
        Assert.Equal(
            (id, severity, path, line, column),
            (diagnostic.Id, diagnostic.Severity, place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1));
    }

    internal sealed class UnreadableText(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => throw new InvalidOperationException("The disk is gone.");
    }
}
