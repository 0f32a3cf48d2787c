using System.Collections.Immutable;
using FhirTyped.ModelGenerator.Emit;
using FhirTyped.ModelGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.ModelGenerator.Firely;

/// <summary>
/// Pairs the resource types of FhirTyped with those of the Firely SDK, in the one assembly that references both for this purpose: so that
/// <c>patient.ToFirely()</c> is known to be a patient.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class FirelyModelGenerator : IIncrementalGenerator
{
    private const string Assembly = "FhirTyped.Firely";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var pairs = context.CompilationProvider.Select(static (compilation, cancellation) => PairsOf(compilation, cancellation)).WithTrackingName(ModelSteps.FirelyModels);
        context.RegisterSourceOutput(pairs, static (output, names) =>
        {
            if (names.Count > 0)
            {
                output.AddSource("FirelyModels.g.cs", Emit(names));
            }
        });
    }

    private static EquatableArray<TypeName> PairsOf(Compilation compilation, CancellationToken cancellationToken)
    {
        if (compilation.AssemblyName != Assembly || compilation.GetTypeByMetadataName("FhirTyped.R4.Resource") is not { } resource)
        {
            return EquatableArray<TypeName>.Empty;
        }

        var names = new SortedDictionary<string, TypeName>(StringComparer.Ordinal);
        foreach (var type in resource.ContainingNamespace.GetTypeMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!type.IsAbstract && IsResource(type))
            {
                var name = FirelyNameOf(type.Name);
                names.Add(name, new TypeName(name, type.Name));
            }
        }

        return new EquatableArray<TypeName>(names.Values.ToImmutableArray());
    }

    // Firely calls a class as the standard calls the type, also where .NET has a class of that name.
    private static string FirelyNameOf(string className) => className == "FhirTask" ? "Task" : className;

    private static bool IsResource(INamedTypeSymbol type)
    {
        foreach (var one in type.AllInterfaces)
        {
            if (one.Name == "IFhirResource")
            {
                return true;
            }
        }

        return false;
    }

    private static string Emit(EquatableArray<TypeName> names)
    {
        var writer = GeneratedFile.Begin("FhirTyped.Firely");
        using (writer.Block("public static partial class FirelyModels"))
        {
            foreach (var name in names)
            {
                var (own, firely) = ("global::FhirTyped.R4." + name.ClassName, "global::Hl7.Fhir.Model." + name.Name);
                writer.Line("/// <inheritdoc cref=\"ToFirely(global::FhirTyped.R4.Resource)\"/>");
                writer.Line($"public static {firely} ToFirely(this {own} resource) => ToFirely<{firely}>(resource);");
                writer.Line("/// <inheritdoc cref=\"ToFhirTyped(global::Hl7.Fhir.Model.Resource)\"/>");
                writer.Line($"public static {own} ToFhirTyped(this {firely} resource) => ToFhirTyped<{own}>(resource);");
                writer.Line("/// <inheritdoc cref=\"AsFirely(global::FhirTyped.FhirSearch{global::FhirTyped.R4.Resource})\"/>");
                writer.Line($"public static FirelySearch<{firely}> AsFirely(this global::FhirTyped.FhirSearch<{own}> search) => FirelySearch<{firely}>.Of(search);");
            }
        }

        return writer.ToString();
    }
}
