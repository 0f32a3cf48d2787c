using System.Collections.Generic;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>
/// Emits the chained searches and includes of a platform: an interface for each resource type to which references lead, a struct for
/// each set of them, and an extension method for each interface. Its constraint is what tells the methods of several platforms
/// apart, and what an editor goes by when it lists only the types to which a parameter leads. The structs also say what may be included.
/// </summary>
internal static class ReferencesEmitter
{
    /// <summary>Emits one file.</summary>
    public static void Emit(SourceProductionContext output, ReferencesModel model) =>
        GeneratedFile.Guard(output, model, model.Class.Path, static (output, model) => Write(output, model));

    private static void Write(SourceProductionContext output, ReferencesModel model)
    {
        var className = CSharpText.Identifier(model.Class.Name);
        var platform = CSharpText.Documentation(model.Class.PlatformName);
        var writer = GeneratedFile.Begin(model.Class.Namespace)
            .Line($"partial class {className}")
            .Open()
            .Line($"/// <summary>The resource types to which the reference parameters of {platform} lead.</summary>")
            .Line(GeneratedFile.GeneratedCode)
            .Line("[global::System.ComponentModel.EditorBrowsableAttribute(global::System.ComponentModel.EditorBrowsableState.Never)]")
            .Line("public static class " + PlatformClassNames.ReferenceTargets)
            .Open();
        foreach (var type in model.Types)
        {
            writer.Line($"/// <summary>Leads to {type}.</summary>").Line($"public interface I{type} : global::FhirTyped.IReferenceTargets {{ }}").Line();
        }

        foreach (var set in model.Sets)
        {
            writer.Line($"public readonly struct {set.Name} : {string.Join(", ", InterfacesOf(set))} {{ }}").Line();
        }

        writer.Close();
        foreach (var query in model.Queries)
        {
            writer.Line();
            QueryEmitter.Write(writer, query, $"By which references {query.ResourceType} can be included in reverse: {platform} cannot search it.");
        }

        writer
            .Close()
            .Line()
            .Line($"/// <summary>Chained searches of {platform} (<see href=\"https://hl7.org/fhir/R4/search.html#chaining\"/>).</summary>")
            .Line(GeneratedFile.GeneratedCode)
            .Line($"{(model.Class.IsPublic ? "public" : "internal")} static class {model.Class.Name}{PlatformClassNames.ExtensionsSuffix}")
            .Open();
        foreach (var type in model.Types)
        {
            WriteMethod(writer, type, GeneratedFile.Qualify(model.Class.Namespace, className));
        }

        writer.Close();
        GeneratedFile.End(output, writer, model.Class.Namespace, model.Class.HintName + ".References");
    }

    private static IEnumerable<string> InterfacesOf(TargetSetModel set)
    {
        yield return "global::FhirTyped.IReferenceTargets";
        foreach (var type in set.Types)
        {
            yield return "I" + type;
        }

        if (set.IsIncludable)
        {
            yield return "global::FhirTyped.IIncludable";
        }

        foreach (var type in set.ReverseTypes)
        {
            yield return "global::FhirTyped.IRevIncludable<" + QueryPropertyNames.QueryClass(type) + ">";
        }
    }

    private static void WriteMethod(CodeWriter writer, string type, string platform) => writer.Line(
        $$"""
        /// <summary>Searches by what the referenced {{type}} is or has.</summary>
        /// <param name="parameter">The reference parameter.</param>
        /// <param name="criterion">Adds the criteria that the {{type}} meets.</param>
        /// <exception cref="global::System.ArgumentException">No criterion was added, or a value cannot be sent.</exception>
        public static TQuery {{type}}<TQuery, TTargets>(
            this global::FhirTyped.ReferenceParameter<TQuery, TTargets> parameter, global::System.Action<{{platform}}.{{QueryPropertyNames.QueryClass(type)}}> criterion)
            where TQuery : global::FhirTyped.FhirQuery<TQuery>, global::FhirTyped.IFhirQuery
            where TTargets : struct, {{platform}}.{{PlatformClassNames.ReferenceTargets}}.I{{type}}
            => parameter.Chain(criterion);

        """);
}
