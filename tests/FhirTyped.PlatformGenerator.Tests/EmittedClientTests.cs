using System.Reflection;
using FhirTyped.Capabilities;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

public sealed class EmittedClientTests
{
    [Fact]
    public void Platform_HasExactlyTheDeclaredResourceTypes()
    {
        var assembly = Begin().WithPlatform("mercy", Statement(Resource("Patient", "read"), Resource("Task", "search-type"))).Run().Load();

        Assert.Equal(["Descriptor", "Patient", "Task"], assembly.MembersOf("Mercy"));
    }

    [Theory]
    [InlineData("read", "ReadAsync TryReadAsync")]
    [InlineData("vread", "VReadAsync")]
    [InlineData("search-type", "Search")]
    [InlineData("create", "CreateAsync")]
    [InlineData("update", "UpdateAsync")]
    [InlineData("read update", "ModifyAsync ReadAsync TryReadAsync UpdateAsync")]
    [InlineData("patch", "PatchAsync")]
    [InlineData("delete", "DeleteAsync")]
    [InlineData("history-instance", "History")]
    [InlineData("history-type", "History")]
    [InlineData("", "")]
    public void Endpoint_HasExactlyTheMethodsOfItsInteractions(string interactions, string methods)
    {
        var assembly = Begin().WithPlatform("mercy", Statement(Resource("Patient", interactions))).Run().Load();

        Assert.Equal(methods.Split(' ', StringSplitOptions.RemoveEmptyEntries), assembly.MembersOf("Mercy+PatientEndpoint"));
    }

    [Fact]
    public void Endpoint_WithEveryInteraction_ImplementsEveryInterface()
    {
        const string All = "read vread update patch delete history-instance history-type create search-type";
        var endpoint = Begin().WithPlatform("mercy", Statement(Resource("Task", All))).Run().Load().TypeOf("Mercy+TaskEndpoint");

        Assert.Equal(
            ["ICreateEndpoint`1", "IDeleteEndpoint`1", "IInstanceHistoryEndpoint`1", "IModifyEndpoint`1", "IPatchEndpoint`1", "IReadEndpoint`1",
                "ISearchEndpoint`2", "ITypeHistoryEndpoint`1", "IUpdateEndpoint`1", "IVersionReadEndpoint`1"],
            endpoint.GetInterfaces().Select(static type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Query_HasOnePropertyPerParameter_WithTheTypeOfTheParameter()
    {
        var query = Begin()
            .WithPlatform("mercy", Statement(Resource(
                "Observation", "search-type", "_id:token _lastUpdated:date code:token value-quantity:quantity subject:reference _count:number _has:string")))
            .Run().Load().TypeOf("Mercy+ObservationQuery");

        Assert.Equal(
            ["Code: TokenParameter`1", "Id: TokenParameter`1", "LastUpdated: DateParameter`1", "Subject: ReferenceParameter`2", "ValueQuantity: QuantityParameter`1"],
            query.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(static property => property.Name + ": " + property.PropertyType.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Query_OfAResourceWithoutSearch_DoesNotExist()
    {
        var assembly = Begin().WithPlatform("mercy", Statement(Resource("Patient", "read", "name:string"))).Run().Load();

        Assert.Null(assembly.GetType("Acme.Mercy+PatientQuery"));
    }

    [Fact]
    public void Manifest_OfTheAttribute_OfTheDescriptor_AndOfTheFiles_IsOne()
    {
        var assembly = Begin()
            .WithPlatform("mercy", Statement(Resource("Patient", "read search-type", "name:string")), "\"display_name\": \"Mercy Clinic\"")
            .Run().Load();
        var platform = assembly.TypeOf("Mercy");

        var attribute = platform.GetCustomAttributesData().Single(static data => data.AttributeType.Name == "FhirPlatformManifestAttribute");
        var text = (string)attribute.ConstructorArguments[0].Value!;
        dynamic descriptor = platform.GetProperty("Descriptor")!.GetValue(null)!;
        var manifest = ManifestText.Read(text);

        Assert.Equal(manifest.Resources.Count, (int)descriptor.Manifest.Resources.Count);
        Assert.Equal(("mercy", "Mercy Clinic"), ((string)descriptor.Id, (string)descriptor.Name));
        Assert.Equal(text, ManifestText.Write(manifest));
        Assert.Equal(("mercy", "Mercy Clinic", "2026-01-31"), (manifest.Id, manifest.Name, manifest.Origin.Date));
        Assert.Equal("name", manifest.FindResource("Patient")!.SearchParameters.Single().Name);
    }

    [Fact]
    public void Assembly_NamesItsPlatforms()
    {
        var assembly = Begin().WithPlatform("mercy", Statement(Resource("Patient", "read"))).WithPlatform("st-jude", Statement(Resource("Patient", "read")))
            .Run().Load();

        Assert.Equal(
            ["mercy=Acme.Mercy", "st-jude=Acme.StJude"],
            assembly.GetCustomAttributesData().Where(static data => data.AttributeType.Name == "FhirPlatformAttribute")
                .Select(static data => data.ConstructorArguments[0].Value + "=" + data.ConstructorArguments[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task UserCode_CallsTheEmittedClient()
    {
        var run = Begin()
            .WithPlatform("mercy", Statement(Resource("Observation", "read search-type", "patient:reference category:token value-quantity:quantity")))
            .WithSource("""
                using System;
                using System.Net.Http;
                using System.Threading.Tasks;
                using FhirTyped;

                namespace Acme;

                public static class Use
                {
                    public static async Task<int> Labs(HttpClient http)
                    {
                        var mercy = FhirPlatform.Create<Mercy>(http, o => o.BaseUrl = new Uri("https://mercy.example.org/r4/"));
                        var all = await mercy.Observation.Search(q => q.Patient.Is("p1").Category.Is("laboratory")).ToListAsync(10);
                        all.AddRange(await mercy.Observation.Search($"patient={"p1"}").ToListAsync(10));
                        all.Add(await mercy.Observation.ReadAsync("o1"));
                        return all.Count;
                    }
                }
                """)
            .Run();
        using var server = new RecordingServer(static request => request.EndsWith("/o1", StringComparison.Ordinal)
            ? """{ "resourceType": "Observation", "id": "o1" }"""
            : """{ "resourceType": "Bundle", "type": "searchset", "entry": [{ "resource": { "resourceType": "Observation" }, "search": { "mode": "match" } }] }""");

        var count = await (Task<int>)run.Load().TypeOf("Use").GetMethod("Labs")!.Invoke(null, [server.Client])!;

        Assert.Equal(3, count);
        Assert.Equal(["/r4/Observation?patient=p1&category=laboratory", "/r4/Observation?patient=p1", "/r4/Observation/o1"], server.Requests);
    }

    [Theory]
    [InlineData("Acme.Clinic", "Acme.Clinic")]
    [InlineData("my-clinic.4you", "my_clinic._4you")]
    [InlineData("class.new", "class.@new")]
    [InlineData("", "Acme.Clinic")]
    public void Namespace_IsTheRootNamespace_OrTheAssemblyName(string rootNamespace, string expected)
    {
        var assembly = Begin().WithProperty("RootNamespace", rootNamespace).WithPlatform("mercy", Statement(Resource("Patient", "read"))).Run().Load();

        Assert.Contains(assembly.GetTypes(), type => type.FullName == expected.Replace("@", "", StringComparison.Ordinal) + ".Mercy");
    }

    [Theory]
    [InlineData("class")]
    [InlineData("record")]
    [InlineData("mercy")]
    [InlineData("_")]
    [InlineData("System")]
    [InlineData("FhirTyped")]
    [InlineData("Task")]
    public void ClassName_ThatMeansSomethingElse_StillCompiles(string className)
    {
        var run = Begin()
            .WithPlatform("mercy", Statement(Resource("Patient", "read search-type delete", "name:string")), $"\"class_name\": \"{className}\"").Run();

        if (className == "Task")
        {
            Assert.Equal("FHT0001", Assert.Single(run.Diagnostics).Id);
            return;
        }

        Assert.NotNull(run.Load().TypeOf(className));
    }
}
