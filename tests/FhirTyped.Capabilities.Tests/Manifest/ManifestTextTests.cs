using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Manifest;

public sealed class ManifestTextTests
{
    public static IEnumerable<TheoryDataRow<string>> AllStatements() => Statements.Rows();

    public static IEnumerable<TheoryDataRow<string>> AllPlatforms() => BuiltInPlatforms.Ids.Select(id => new TheoryDataRow<string>(id));

    [Theory]
    [MemberData(nameof(AllStatements))]
    public void Statement_WrittenAndRead_IsTheSame(string name) => AssertRoundTrip(
        ManifestBuilder.Build(new PlatformFile { Path = name, Id = "x" }, null, Statements.Facts(name), [])!);

    [Theory]
    [MemberData(nameof(AllPlatforms))]
    public void Platform_WrittenAndRead_IsTheSame(string id) => AssertRoundTrip(BuiltInPlatforms.Get(id));

    [Fact]
    public void AnyManifest_WrittenAndRead_IsTheSame()
    {
        var random = new Random(20261120);
        var texts = new HashSet<string>();
        for (var i = 0; i < 500; i++)
        {
            var manifest = RandomManifest(random);
            AssertRoundTrip(manifest);
            texts.Add(ManifestText.Write(manifest));
        }

        Assert.True(texts.Count > 490, "Different manifests have different texts.");
    }

    [Fact]
    public void EqualManifests_HaveEqualTexts()
    {
        var first = RandomManifest(new Random(1));
        var second = RandomManifest(new Random(1));

        Assert.Equal(first, second);
        Assert.NotSame(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.Equal(ManifestText.Write(first), ManifestText.Write(second));
    }

    [Fact]
    public void LineEndingsOfWindows_AreTaken()
    {
        var manifest = RandomManifest(new Random(2));

        Assert.Equal(manifest, ManifestText.Read(ManifestText.Write(manifest).Replace("\n", "\r\n")));
    }

    [Theory]
    [InlineData("", "Line 1")]
    [InlineData("fhirtyped-manifest 0\n", "Line 1")]
    [InlineData("fhirtyped-manifest 1\n", "no platform")]
    [InlineData("fhirtyped-manifest 1\nlimits\t1\t2\t3", "Line 2")]
    [InlineData("fhirtyped-manifest 1\nplatform\ta", "Line 2")]
    [InlineData("fhirtyped-manifest 1\nplatform\ta\tb\tc\t\t\t\nwhat\t1", "Line 3")]
    [InlineData("fhirtyped-manifest 1\nplatform\ta\tb\tc\t\t\t\nlimits\t1\tx\t3", "Line 3")]
    [InlineData("fhirtyped-manifest 1\nplatform\ta\tb\tc\t\t\t\nresource\tPatient\t1\t\t0\t\t7\t\t", "Line 3")]
    [InlineData("fhirtyped-manifest 1\nplatform\ta\tb\tc\t\t\t\nresource\tPatient\t1\t\t0\t\t\t\tnodefinition", "Line 3")]
    [InlineData("fhirtyped-manifest 1\nplatform\ta\tb\tc\t\t\t\nresource\tPatient\t1\t\t0\tz9\t\t\t", "Line 3")]
    [InlineData("fhirtyped-manifest 1\nplatform\ta\tb\tc\t\t\t\nrule\tPatient\tforbids\t0\ts", "Line 3")]
    [InlineData("fhirtyped-manifest 1\nplatform\ta\tb\tc\t\t\t\nrule\tPatient\tignored\t0\ts\t\t\t2\ta", "Line 3")]
    public void BrokenText_IsRefusedWithItsLine(string text, string words)
    {
        var error = Assert.Throws<FormatException>(() => ManifestText.Read(text));

        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void CutOffText_IsNeverAnotherException()
    {
        var text = ManifestText.Write(BuiltInPlatforms.Get("oracle-health"));
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            var mutated = text.Remove(random.Next(text.Length), 1).Insert(random.Next(text.Length - 1), "\t1- \\"[random.Next(5)].ToString());
            try
            {
                ManifestText.Read(mutated[..random.Next(mutated.Length)]);
            }
            catch (FormatException)
            {
                // That is what it is for.
            }
        }
    }

    private static void AssertRoundTrip(PlatformManifest manifest)
    {
        var text = ManifestText.Write(manifest);
        var again = ManifestText.Read(text);

        Assert.Equal(manifest, again);
        Assert.Equal(text, ManifestText.Write(again));
        Assert.DoesNotContain('"', text);
    }

    private static PlatformManifest RandomManifest(Random random)
    {
        string Text() => random.Next(4) == 0 ? "" : "a\tb\n\"q\"\\r\rü😀"[..random.Next(1, 12)].TrimEnd('\uD83D') + random.Next(100);
        string Word(string prefix) => prefix + random.Next(1_000);
        EquatableArray<T> Some<T>(Func<T> make) where T : IEquatable<T> => new(Enumerable.Range(0, random.Next(0, 5)).Select(_ => make()).ToArray());
        SearchParameterCapability Parameter() => new(Word("-p."), (SearchParameterType)random.Next(9))
        {
            Modifiers = random.Next(4) == 0 ? new([.. new[] { random.Next(2) == 0 ? "" : Word("m") }.Concat(Some(() => Word("n:")))]) : default,
        };
        OperationCapability Operation() => new(Word("o-"), random.Next(2) == 0 ? "" : "http://x/" + Word("d") + "=1");
        return new PlatformManifest
        {
            Id = Word("id-"), Name = Text(), ClassName = Word("C"), Type = Text(), FhirBaseUrl = Text(), SandboxUrl = Text(), ReviewAfter = Text(),
            Origin = new((StatementKind)random.Next(3), Text(), Text(), Text()),
            Limits = new(random.Next(100), random.Next(100), random.Next(100)) { MaximumBundleEntries = random.Next(3) },
            OAuth = new()
            {
                AuthorizeUrl = Text(), TokenUrl = Text(), RevokeUrl = Text(), ScopesSupported = Some(() => Word("s/")),
                CodeChallengeMethods = Some(() => Word("c")), TokenEndpointAuthenticationMethods = Some(() => Word("m")),
                ScopeVersions = Some(() => Word("v")), TokenLifetime = random.Next(2) * 60, OmitsAudience = random.Next(2) == 0,
            },
            Client = new() { Scopes = Some(() => Word("user/s")), Authentication = random.Next(2) == 0 ? "" : Word("a") },
            AllowsUnencrypted = random.Next(2) == 0,
            LeftOut = Some(() => new LeftOutPart(random.Next(2) == 0 ? "" : Word("T"), (StatementPart)random.Next(7), Text())),
            ClientHeaders = Some(() => new PlatformHeader(Text(), Text())),
            SystemInteractions = (FhirInteraction)(random.Next(16) * 512),
            SystemSearchParameters = Some(Parameter),
            SystemOperations = Some(Operation),
            Resources = Some(() => new ResourceCapability
            {
                Type = Word("T"), Interactions = (FhirInteraction)random.Next(512), Versioning = Text(), Conditional = (ConditionalSupport)random.Next(256),
                SearchParameters = Some(Parameter), SearchIncludes = Some(() => Word("T:i")), SearchRevIncludes = Some(() => Word("T:r")), Operations = Some(Operation),
            }),
            Rules = Some(() => new PlatformRule(
                Word("T"), (RuleVerb)random.Next(RuleShapes.Names.Count), Some(() => new RuleClause(Text(), Text(), Some(Text))), Text(), random.Next(2) == 0)),
        };
    }
}
