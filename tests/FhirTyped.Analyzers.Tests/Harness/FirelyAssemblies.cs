using FhirTyped.TestKit.Generation;
using Hl7.Fhir.Rest;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>The assemblies of the Firely SDK, which the analyzers know by the names of its types.</summary>
internal static class FirelyAssemblies
{
    // What a package for another version of FHIR has of its own: the client and the model. The rest is the same assembly for all.
    private const string OtherVersion = """
        namespace Hl7.Fhir.Model { public abstract class Patient : DomainResource { } }
        namespace Hl7.Fhir.Rest { public class FhirClient(string endpoint) : BaseFhirClient(new System.Uri(endpoint), (System.Net.Http.HttpMessageHandler?)null, null!) { } }
        """;

    private static readonly MetadataReference Base = Load(typeof(BaseFhirClient));

    /// <summary>The SDK for FHIR R4.</summary>
    public static IReadOnlyList<MetadataReference> R4 { get; } = [Base, Load(typeof(FhirClient)), Load(typeof(Hl7.Fhir.Model.ValueSet))];

    /// <summary>The SDK for FHIR R4, and FhirTyped.Firely.</summary>
    public static IReadOnlyList<MetadataReference> WithFhirTyped { get; } = [.. R4, Load(typeof(FhirTyped.Firely.FirelySearchParams))];

    /// <summary>The client and a model in an assembly of another name: that of another version of FHIR.</summary>
    public static IReadOnlyList<MetadataReference> OfVersion(string assembly) => [Base, MetadataReference.CreateFromImage(LiveCompilation.Emit(CSharpCompilation.Create(
        assembly, [CSharpSyntaxTree.ParseText(OtherVersion)], [.. TestReferences.Framework, Base],
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))))];

    private static MetadataReference Load(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);
}
