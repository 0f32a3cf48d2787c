using System.Reflection;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Classes with <c>[FhirPlatformList]</c>: the platforms of a project as data.</summary>
public sealed class PlatformListTests
{
    private const string Declaration = "namespace Acme.Data; [FhirTyped.FhirPlatformList] public static partial class Hospitals;";

    private static readonly string Small = Statement(Resource("Observation", "read search-type", "code:token"), Resource("Patient", "read"));

    [Fact]
    public void List_HasThePlatformsInTheOrderOfTheirIds_AndThoseOfTheirClasses()
    {
        var assembly = Begin().WithPlatform("st-jude", Small).WithPlatform("mercy", Small).WithPlatform("b-well", Small).WithSource(Declaration).Run().Load();

        var all = AllOf(assembly);

        Assert.Equal(["b-well", "mercy", "st-jude"], all.Select(static platform => (string)platform.Id));
        Assert.Equal(["BWell", "Mercy", "StJude"], all.Select(static platform => (string)platform.Manifest.ClassName));
        Assert.All(all, platform => Assert.Same((object)platform, assembly.TypeOf((string)platform.Manifest.ClassName).GetProperty("Descriptor")!.GetValue(null)));
    }

    [Theory]
    [InlineData("mercy", true)]
    [InlineData("Mercy", false)]
    [InlineData("", false)]
    public void TryGet_FindsAPlatformByItsId(string id, bool isThere)
    {
        var assembly = Begin().WithPlatform("mercy", Small).WithSource(Declaration).Run().Load();
        object?[] arguments = [id, null];

        Assert.Equal(isThere, assembly.TypeOf("Data.Hospitals").GetMethod("TryGet")!.Invoke(null, arguments));
        Assert.Equal(isThere ? id : null, arguments[1] is null ? null : (string)((dynamic)arguments[1]!).Id);
    }

    [Fact]
    public void NoTypeInitializerOfAPlatformClass_Runs()
    {
        var assembly = Begin().WithPlatform("mercy", Small).WithSource(Declaration)
            .WithSource("namespace Acme; public partial class Mercy { static Mercy() { throw new System.InvalidOperationException(); } }").Run().Load();

        var mercy = Assert.Single(AllOf(assembly));

        Assert.Equal("Mercy", (string)mercy.Manifest.ClassName);
        Assert.Throws<TargetInvocationException>(() => assembly.TypeOf("Mercy").GetProperty("Descriptor")!.GetValue(null));
    }

    [Fact]
    public void ManyPlatforms_CostLittleBeforeTheyAreUsed()
    {
        const int Count = 100;
        var session = Begin().WithSource(Declaration);
        for (var i = 0; i < Count; i++)
        {
            session = session.WithPlatform("hospital-" + i, Small);
        }

        var list = session.Run().Load().TypeOf("Data.Hospitals").GetProperty("All")!.GetMethod!.CreateDelegate<Func<IReadOnlyCollection<object>>>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var all = list();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Count, all.Count);
        Assert.InRange(allocated, 1, Count * 1_000);
    }

    [Fact]
    public void ProjectWithoutPlatforms_HasAnEmptyList() => Assert.Empty(AllOf(Begin().WithSource(Declaration).Run().Load()));

    [Fact]
    public void ProjectWithoutTheAttribute_HasNoList() =>
        Assert.DoesNotContain(Begin().WithPlatform("mercy", Small).Run().Load().GetTypes(), static type => type.GetMethod("TryGet") is not null);

    [Fact]
    public void EditedStatement_DoesNotEmitTheListAnew()
    {
        var session = Begin().WithPlatform("mercy", Small).WithPlatform("st-jude", Small).WithSource(Declaration);
        session.Run();

        var run = session.WithText(Folder + "mercy/capabilities.json", Statement(Resource("Patient", "read"))).Run();

        Assert.Equal([IncrementalStepRunReason.Unchanged], run.ReasonsOf(PlatformGeneratorSteps.ModelLists));
    }

    private static List<dynamic> AllOf(Assembly assembly) => ((IEnumerable<dynamic>)assembly.TypeOf("Data.Hospitals").GetProperty("All")!.GetValue(null)!).ToList();
}
