using System.Text.Json.Nodes;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Members for writes and operations exist exactly where the statement declares them.</summary>
public sealed class EmittedWriteTests
{
    [Theory]
    [InlineData("create search-type", "\"conditionalCreate\": true", "CreateAsync CreateIfNoneExistAsync Search")]
    [InlineData("create", "\"conditionalCreate\": true", "CreateAsync")]
    [InlineData("search-type", "\"conditionalCreate\": true", "Search")]
    [InlineData("update search-type", "\"conditionalUpdate\": true", "ConditionalUpdateAsync Search UpdateAsync")]
    [InlineData("delete search-type", "\"conditionalDelete\": \"single\"", "ConditionalDeleteAsync DeleteAsync Search")]
    [InlineData("delete search-type", "\"conditionalDelete\": \"multiple\"", "ConditionalDeleteMultipleAsync DeleteAsync Search")]
    [InlineData("delete search-type", "\"conditionalDelete\": \"not-supported\"", "DeleteAsync Search")]
    [InlineData("read", "\"conditionalRead\": \"full-support\"", "ReadAsync ReadIfModifiedSinceAsync ReadIfNoneMatchAsync TryReadAsync")]
    [InlineData("read", "\"conditionalRead\": \"not-match\"", "ReadAsync ReadIfNoneMatchAsync TryReadAsync")]
    public void ConditionalMembers_AreThoseDeclared(string interactions, string declared, string methods) =>
        Assert.Equal(methods.Split(' '), MembersOf("Patient", interactions, declared));

    [Theory]
    [InlineData("Patient", "everything match summary validate export", "Everything MatchAsync SummaryAsync ValidateAsync")]
    [InlineData("Encounter", "everything", "Everything")]
    [InlineData("Practitioner", "everything match", "")]
    [InlineData("DocumentReference", "docref", "Docref")]
    [InlineData("ValueSet", "expand validate-code", "ExpandAsync ValidateCodeAsync")]
    [InlineData("CodeSystem", "lookup validate-code", "LookupAsync ValidateCodeAsync")]
    [InlineData("ConceptMap", "translate", "TranslateAsync")]
    [InlineData("Observation", "lastn", "")]
    public void Operations_AreThoseDeclared(string type, string operations, string methods)
    {
        var declared = new JsonArray([.. operations.Split(' ').Select(static name => new JsonObject { ["name"] = name })]);

        Assert.Equal(
            methods.Split(' ', StringSplitOptions.RemoveEmptyEntries), MembersOf(type, "", "\"operation\": " + declared.ToJsonString()));
    }

    [Fact]
    public void Lastn_NeedsTheQueryOfASearch() =>
        Assert.Equal(["Lastn", "Search"], MembersOf("Observation", "search-type", "\"operation\": [{ \"name\": \"lastn\" }]"));

    [Theory]
    [InlineData("", "JsonPatch")]
    [InlineData("application/json-patch+json", "JsonPatch")]
    [InlineData("application/fhir+json", "FhirPathPatch")]
    [InlineData("application/json-patch+json application/fhir+json", "JsonPatch FhirPathPatch")]
    [InlineData("application/xml-patch+xml", "")]
    public void Patch_TakesTheKindsDeclared(string formats, string kinds)
    {
        var list = string.Join(", ", formats.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Json));
        var statement = Statement(Resource("Patient", "patch")).Replace("\"rest\"", "\"patchFormat\": [" + list + "], \"rest\"", StringComparison.Ordinal);
        var endpoint = Begin().WithPlatform("mercy", statement).Run().Load().TypeOf("Mercy+PatientEndpoint");

        Assert.Equal(
            kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            endpoint.GetMethods().Where(static method => method.Name == "PatchAsync").Select(static method => method.GetParameters()[1].ParameterType.Name));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("batch", "Batch")]
    [InlineData("transaction batch", "Batch Transaction")]
    public void Bundles_AreThoseDeclared(string interactions, string methods)
    {
        var list = string.Join(", ", interactions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static code => "{ \"code\": " + Json(code) + " }"));
        var statement = Statement(Resource("Patient", "read"))
            .Replace("\"mode\": \"server\"", "\"mode\": \"server\", \"interaction\": [" + list + "]", StringComparison.Ordinal);
        var members = Begin().WithPlatform("mercy", statement).Run().Load().MembersOf("Mercy");

        Assert.Equal(methods.Split(' ', StringSplitOptions.RemoveEmptyEntries), members.Except(["Descriptor", "Patient"]));
    }

    [Theory]
    [InlineData("Batch")]
    [InlineData("Transaction")]
    public void ClassNamedLikeAMember_IsRefused(string className) =>
        Assert.Contains(
            Begin().WithPlatform("mercy", Statement(Resource("Patient", "read")), "\"class_name\": " + Json(className)).Run().Diagnostics,
            static diagnostic => diagnostic.Id == "FHT0001");

    private static IReadOnlyList<string> MembersOf(string type, string interactions, string declared)
    {
        var resource = Resource(type, interactions, "identifier:token");
        return Begin().WithPlatform("mercy", Statement(resource[..^1] + ", " + declared + "}")).Run().Load().MembersOf("Mercy+" + type + "Endpoint");
    }
}
