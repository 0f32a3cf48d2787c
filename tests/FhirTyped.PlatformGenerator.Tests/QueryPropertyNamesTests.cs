extern alias runtime;

using System.Reflection;
using FhirTyped.Capabilities;
using runtime::FhirTyped;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>That the names of properties hold still, and none of them hides what every query can do.</summary>
public sealed class QueryPropertyNamesTests
{
    [Fact]
    public void InheritedMembers_AreAllThatAQueryInherits()
    {
        var inherited = typeof(FhirQuery<>)
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Where(static member => member is MethodBase { IsSpecialName: false } method
                ? method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly
                : member is PropertyInfo property && property.GetMethod is { } getter && (getter.IsPublic || getter.IsFamily || getter.IsFamilyOrAssembly))
            .Select(static member => member.Name)
            .Distinct();

        Assert.All(inherited, static name => Assert.Contains(name, QueryPropertyNames.InheritedMembers));
    }

    [Theory]
    [InlineData("Observation", "-encounter", "EncounterParameter")]
    [InlineData("Coverage", "-encounter", "Encounter")]
    [InlineData("Patient", "_id", "Id")]
    [InlineData("Patient", "id", "IdParameter")]
    [InlineData("AuditEvent", "source", "Source")]
    [InlineData("AuditEvent", "_source", "SourceParameter")]
    [InlineData("Patient", "address-city", "AddressCity")]
    [InlineData("MedicationRequest", "patient.identifier", "PatientIdentifier")]
    public void Name_DependsOnTheStandardOnly(string resourceType, string parameter, string expected)
    {
        var alone = NamesOf(resourceType, parameter);
        var among = NamesOf(resourceType, [parameter, .. R4Definitions.SearchParametersOf(resourceType).Select(static standard => standard.Name).Where(name => name != parameter)]);

        Assert.Equal(expected, alone[parameter]);
        Assert.Equal(expected, among[parameter]);
    }

    [Fact]
    public void Names_OfTheStandard_AreDistinctOnEveryResourceType()
    {
        foreach (var type in R4Definitions.ResourceTypes)
        {
            var names = NamesOf(type, [.. R4Definitions.SearchParametersOf(type).Select(static parameter => parameter.Name).Distinct()]).Values;

            Assert.Equal(names.Count(), names.Distinct().Count());
        }
    }

    [Fact]
    public void SystemParameters_AreOnEveryQuery()
    {
        var resource = new ResourceCapability { Type = "Patient", SearchParameters = new([new("name", SearchParameterType.String)]) };
        var manifest = Manifest(resource) with { SystemSearchParameters = new([new("_id", SearchParameterType.Token), new("_count", SearchParameterType.Number)]) };

        Assert.Equal(["Id", "Name"], QueryPropertyNames.For(manifest, resource).Select(static property => property.Name));
    }

    private static Dictionary<string, string> NamesOf(string resourceType, params string[] parameters)
    {
        var resource = new ResourceCapability
        {
            Type = resourceType,
            SearchParameters = new(parameters.Order(StringComparer.Ordinal).Select(static name => new SearchParameterCapability(name, SearchParameterType.Token)).ToArray()),
        };
        return QueryPropertyNames.For(Manifest(resource), resource).ToDictionary(static property => property.Parameter.Name, static property => property.Name);
    }

    private static PlatformManifest Manifest(ResourceCapability resource) =>
        new() { Id = "x", Name = "X", ClassName = "X", Resources = new([resource]) };
}
