using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>Emits the class of a client of several platforms, without its resource types.</summary>
internal static class PlatformGroupEmitter
{
    /// <summary>Emits one file.</summary>
    public static void Emit(SourceProductionContext output, PlatformGroupModel model) =>
        GeneratedFile.Guard(output, model, model.Class.Path, static (output, model) => Write(output, model));

    private static void Write(SourceProductionContext output, PlatformGroupModel model)
    {
        var className = CSharpText.Identifier(model.Class.Name);
        var fullName = GeneratedFile.Qualify(model.Class.Namespace, className);
        var writer = GeneratedFile.Begin(model.Class.Namespace)
            .Line(GeneratedFile.GeneratedCode)
            .Line($"sealed partial class {className} : global::FhirTyped.FhirPlatformGroupClient, global::FhirTyped.IFhirPlatformGroup<{fullName}>")
            .Open()
            .Line($"private {className}(global::FhirTyped.FhirPlatformClient client) : base(client)")
            .Open()
            .Close()
            .Line()
            .Line("/// <summary>The platforms.</summary>")
            .Line("public static global::System.Collections.Generic.IReadOnlyList<global::FhirTyped.PlatformDescriptor> Platforms { get; } =")
            .Line("    new global::FhirTyped.PlatformDescriptor[] { " + Descriptors(model) + " };")
            .Line()
            .Line($"static {fullName} global::FhirTyped.IFhirPlatformGroup<{fullName}>.Over(global::FhirTyped.FhirPlatformClient client) => new {fullName}(client);")
            .Line()
            .Line($"static global::FhirTyped.PlatformDescriptor? global::FhirTyped.IFhirPlatformGroup<{fullName}>.FindPlatform(global::System.Type clientType)")
            .Open();
        foreach (var platform in model.Platforms)
        {
            writer.Line($"if (clientType == typeof({platform.TypeName})) return {platform.TypeName}.Descriptor;");
        }

        foreach (var platform in model.Platforms)
        {
            writer.Line($"if (typeof({platform.TypeName}).IsAssignableFrom(clientType)) return {platform.TypeName}.Descriptor;");
        }

        writer.Line("return null;").Close();
        foreach (var platform in model.Platforms)
        {
            writer
                .Line()
                .Line($"/// <summary>Takes up a client of {CSharpText.Documentation(platform.Name)}.</summary>")
                .Line($"public static {fullName} Over({platform.TypeName} client) => new {fullName}(client);");
        }

        BundleMembers.Write(writer, model.Manifest.SystemInteractions);
        writer.Close();
        GeneratedFile.End(output, writer, model.Class.Namespace, model.Class.HintName);
    }

    private static string Descriptors(PlatformGroupModel model)
    {
        var descriptors = "";
        foreach (var platform in model.Platforms)
        {
            descriptors += (descriptors.Length > 0 ? ", " : "") + platform.TypeName + ".Descriptor";
        }

        return descriptors;
    }
}
