namespace FhirTyped.Capabilities.Tests.Scopes;

public sealed class SmartScopeTests
{
    private const SmartScopePermissions Everything = (SmartScopePermissions)31;

    [Theory]
    [InlineData("patient/Observation.read", SmartScopeContext.Patient, "Observation", SmartScopePermissions.Read | SmartScopePermissions.Search, SmartScopeVersion.V1, "")]
    [InlineData("user/*.write", SmartScopeContext.User, "*", SmartScopePermissions.Create | SmartScopePermissions.Update | SmartScopePermissions.Delete, SmartScopeVersion.V1, "")]
    [InlineData("system/*.*", SmartScopeContext.System, "*", Everything, SmartScopeVersion.V1, "")]
    [InlineData("patient/Observation.rs", SmartScopeContext.Patient, "Observation", SmartScopePermissions.Read | SmartScopePermissions.Search, SmartScopeVersion.V2, "")]
    [InlineData("system/*.cruds", SmartScopeContext.System, "*", Everything, SmartScopeVersion.V2, "")]
    [InlineData("user/Observation.s?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory", SmartScopeContext.User, "Observation",
        SmartScopePermissions.Search, SmartScopeVersion.V2, "category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory")]
    public void Scope_IsReadInEitherSyntax(
        string text, SmartScopeContext context, string type, SmartScopePermissions permissions, SmartScopeVersion version, string query) =>
        Assert.Equal(new SmartScope(context, type, permissions, version, query), SmartScope.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("openid")]
    [InlineData("launch/patient")]
    [InlineData("offline_access")]
    [InlineData("patient/")]
    [InlineData("patient/Observation")]
    [InlineData("patient/Observation.")]
    [InlineData("patient/.rs")]
    [InlineData("patient/Obser-vation.rs")]
    [InlineData("patient/observation.rs")]
    [InlineData("patient/Observation.sr")]
    [InlineData("patient/Observation.rr")]
    [InlineData("patient/Observation.reads")]
    [InlineData("patient/Observation.rs?")]
    [InlineData("patient/Observation.read?category=laboratory")]
    [InlineData("Patient/Observation.rs")]
    [InlineData(" patient/Observation.rs")]
    [InlineData("patient/?a=b.rs")]
    public void AnythingElse_IsNone(string text) => Assert.Null(SmartScope.Parse(text));

    [Fact]
    public void EveryScope_WrittenAndRead_IsTheSame()
    {
        foreach (var scope in All())
        {
            Assert.Equal(scope, SmartScope.Parse(scope.ToString()));
            Assert.True(SmartScope.HasContext(scope.ToString()));
        }
    }

    [Fact]
    public void AnyText_IsReadAsWhatItSays_OrNotAtAll()
    {
        var random = new Random(20261120);
        var texts = All().Select(static scope => scope.ToString()).ToArray();
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = texts[random.Next(texts.Length)];
            var at = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, "cruds./?*P|="[random.Next(12)].ToString()),
                _ => text[..at],
            };

            if (SmartScope.Parse(text) is { } scope)
            {
                read++;
                Assert.Equal(text, scope.ToString());
            }
        }

        Assert.InRange(read, 1_000, 19_000);
    }

    [Fact]
    public void ScopeForAPermission_CoversIt_AndNothingBeyondWhatItsSyntaxJoins()
    {
        foreach (var version in Enum.GetValues<SmartScopeVersion>())
        {
            foreach (var permission in Enum.GetValues<SmartScopePermissions>().Where(static permission => permission != SmartScopePermissions.None))
            {
                var scope = SmartScope.For(SmartScopeContext.User, "Patient", permission, version);

                Assert.True(scope.Covers("Patient", permission));
                Assert.False(scope.Covers("Observation", permission));
                Assert.NotEqual(Everything, scope.Permissions);
                Assert.Equal(version == SmartScopeVersion.V2, scope.Permissions == permission);
                Assert.Equal(scope, SmartScope.Parse(scope.ToString()));
            }
        }
    }

    [Fact]
    public void EveryInteraction_NeedsOnePermission_OrThoseOfItsEntries()
    {
        foreach (var interaction in Enum.GetValues<FhirInteraction>().Where(static interaction => interaction != FhirInteraction.None))
        {
            var permission = SmartScope.PermissionOf(interaction);

            Assert.Equal(interaction is FhirInteraction.Transaction or FhirInteraction.Batch, permission == SmartScopePermissions.None);
            Assert.True(permission == SmartScopePermissions.None || Enum.IsDefined(permission));
        }
    }

    [Fact]
    public void ScopesOfTheBuiltInPlatforms_AreRead()
    {
        var listed = BuiltInPlatforms.All.SelectMany(static platform => platform.OAuth.ScopesSupported).Where(SmartScope.HasContext).Distinct().ToArray();

        Assert.InRange(listed.Length, 300, 10_000);
        Assert.All(listed, static scope => Assert.Equal(scope, SmartScope.Parse(scope)?.ToString()));
    }

    private static IEnumerable<SmartScope> All() =>
        from context in Enum.GetValues<SmartScopeContext>()
        from type in new[] { "*", "Patient", "Observation" }
        from permissions in Enumerable.Range(1, 31).Select(static bits => (SmartScopePermissions)bits)
        from version in Enum.GetValues<SmartScopeVersion>()
        from query in version == SmartScopeVersion.V2 ? new[] { "", "category=laboratory", "a=b?c.d/e&f=g" } : [""]
        where version == SmartScopeVersion.V2 || (int)permissions is 13 or 18 or 31
        select new SmartScope(context, type, permissions, version, query);
}
