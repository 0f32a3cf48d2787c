using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>Emits the members of a list of platforms.</summary>
internal static class PlatformListEmitter
{
    private const string HintPrefix = "FhirPlatformList.";
    private const string Descriptor = "global::FhirTyped.PlatformDescriptor";

    /// <summary>Emits one file.</summary>
    public static void Emit(SourceProductionContext output, PlatformListModel model) =>
        GeneratedFile.Guard(output, model, "", static (output, model) => Write(output, model));

    private static void Write(SourceProductionContext output, PlatformListModel model)
    {
        var (declared, name) = (model.Declaration.Namespace, model.Declaration.Name);
        var writer = GeneratedFile.Begin(declared)
            .Line(GeneratedFile.GeneratedCode)
            .Line($"partial class {CSharpText.Identifier(name)}")
            .Open()
            .Line("/// <summary>The platforms, in the ordinal order of their ids. No manifest is read before it is used.</summary>")
            .Line($"public static global::System.Collections.Generic.IReadOnlyList<{Descriptor}> All {{ get; }} = global::System.Array.AsReadOnly(new {Descriptor}[] {{");
        foreach (var descriptor in model.Descriptors)
        {
            writer.Line("    " + descriptor + ".Value,");
        }

        writer.Line("});")
            .Line()
            .Line("/// <summary>The platform of an id.</summary>")
            .Line("/// <param name=\"id\">The id, for example <c>epic</c>; its case matters.</param>")
            .Line("/// <param name=\"platform\">The platform, or null where there is none of that id.</param>")
            .Line("/// <returns>Whether there is one.</returns>")
            .Line($"public static bool TryGet(string id, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {Descriptor}? platform)")
            .Open()
            .Line("global::System.ArgumentNullException.ThrowIfNull(id);")
            .Line("foreach (var one in All)")
            .Open()
            .Line("if (one.Id == id)")
            .Open()
            .Line("platform = one;")
            .Line("return true;")
            .Close()
            .Close()
            .Line()
            .Line("platform = null;")
            .Line("return false;")
            .Close()
            .Close();
        GeneratedFile.End(output, writer, declared, HintPrefix + (declared.Length == 0 ? "" : declared.Replace("@", "") + ".") + name);
    }
}
