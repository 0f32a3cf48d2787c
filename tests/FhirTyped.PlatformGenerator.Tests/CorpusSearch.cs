extern alias runtime;

using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Sandbox;
using runtime::FhirTyped;
using FhirJson = FhirTyped.R4.FhirJson;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>A typed search for one resource type of a real statement, by the first parameter that serves.</summary>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Criterion">The C# of the criterion.</param>
/// <param name="Expected">What is found: the ids.</param>
internal sealed record CorpusSearch(string ResourceType, string Criterion, string Expected)
{
    private const string SampleId = "sample";

    /// <summary>One search for each resource type that the statement lets clients search by a parameter of FHIR R4.</summary>
    public static IReadOnlyList<CorpusSearch> OfStatement(string file, string statement)
    {
        var issues = new List<PlatformIssue>();
        var facts = CapabilityStatementReader.Read(file, statement, issues)!;
        var platform = PlatformFileReader.Read("real/platform.json", """{ "id": "real", "capability_statement": "capabilities.json" }""", issues)!;
        var manifest = PlatformSet.Build([new(platform, facts)], static _ => null, issues).Single();
        var searches = new List<CorpusSearch>();
        foreach (var resource in manifest.Resources)
        {
            if (resource.Supports(FhirInteraction.SearchType) && FirstOf(QueryPropertyNames.For(manifest, resource), resource.Type) is { } search)
            {
                searches.Add(search);
            }
        }

        return searches;
    }

    /// <summary>A program that runs the searches and gives the ids that each one found.</summary>
    public static string Program(IReadOnlyList<CorpusSearch> searches)
    {
        var program = new StringBuilder("""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Net.Http;
            using System.Threading.Tasks;
            using FhirTyped;

            namespace Acme;

            public static class Use
            {
                public static async Task<List<string>> SearchAsync(HttpClient http, Uri baseUrl)
                {
                    var real = FhirPlatform.Create<Real>(http, options => options.BaseUrl = baseUrl);
                    var found = new List<string>();
                    await Task.CompletedTask;

            """);
        foreach (var (type, criterion, _) in searches)
        {
            program.Append("        found.Add(string.Join(' ', (await real.").Append(type).Append(".Search(q => q.").Append(criterion)
                .AppendLine(").ToListAsync(10)).Select(resource => resource.Id)));");
        }

        return program.Append("""
                    return found;
                }
            }
            """).ToString();
    }

    /// <summary>Starts a sandbox of the emitted platform with one resource of each type.</summary>
    public static async Task<FhirSandbox> StartSandboxAsync(Type platform, IReadOnlyList<CorpusSearch> searches)
    {
        var sandbox = await FhirSandbox.StartAsync((PlatformDescriptor)platform.GetProperty("Descriptor")!.GetValue(null)!);
        await sandbox.LoadAsync(searches.Select(static search =>
            FhirJson.Read(Encoding.UTF8.GetBytes($$"""{ "resourceType": "{{search.ResourceType}}", "id": "{{SampleId}}", "type": {{(search.ResourceType == "Bundle" ? "\"document\"" : "null")}} }"""))));
        return sandbox;
    }

    private static CorpusSearch? FirstOf(EquatableArray<QueryProperty> properties, string type)
    {
        CorpusSearch? first = null;
        foreach (var (name, parameter) in properties)
        {
            if (parameter.Name == "_id")
            {
                return new(type, $"{name}.Is(\"{SampleId}\")", SampleId);
            }

            // The sandbox evaluates those parameters of the standard that have an expression, which the search of texts has not.
            if (first is null && parameter.Name is not ("_text" or "_content") && R4Definitions.FindSearchParameter(type, parameter.Name)?.Type == parameter.Type && Comparator(parameter.Type) is { } comparator)
            {
                first = new(type, name + comparator, "");
            }
        }

        return first;
    }

    private static string? Comparator(SearchParameterType type) => type switch
    {
        SearchParameterType.String => ".StartsWith(\"none\")",
        SearchParameterType.Token => ".Is(\"none\")",
        SearchParameterType.Reference => ".Is(\"Patient/none\")",
        SearchParameterType.Date => ".Before(1900, 1, 1)",
        SearchParameterType.Number => ".Is(1)",
        SearchParameterType.Uri => ".Is(\"http://example.org/none\")",
        _ => null,
    };
}
