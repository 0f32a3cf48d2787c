using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>Emits the class of a platform, without its resource types.</summary>
internal static class PlatformEmitter
{
    // ManifestText escapes quotation marks, so three of them cannot occur in it.
    private const string RawQuotes = "\"\"\"";

    /// <summary>
    /// The class that holds a platform's descriptor, apart from the platform's own class, so that a list of platforms loads none of those. C# keeps names with two
    /// underscores for what compilers and their like make.
    /// </summary>
    public static string DescriptorClass(string className) => "__" + className + "Descriptor";

    /// <summary>Emits one file.</summary>
    public static void Emit(SourceProductionContext output, PlatformModel model) =>
        GeneratedFile.Guard(output, model, model.Path, static (output, model) => Write(output, model));

    private static void Write(SourceProductionContext output, PlatformModel model)
    {
        var className = CSharpText.Identifier(model.ClassName);
        var isDerived = model.BaseClass.Length > 0;
        var hides = isDerived ? "new " : "";
        var fullName = GeneratedFile.Qualify(model.Namespace, className);
        var descriptor = GeneratedFile.Qualify(model.Namespace, DescriptorClass(model.ClassName));
        var writer = GeneratedFile.Begin(
            model.Namespace,
            "[assembly: global::FhirTyped.FhirPlatformAttribute(" + CSharpText.Literal(model.Id) + ", typeof(" + fullName + "))]");
        writer
            .Line($"/// <summary>{CSharpText.Documentation(model.Name)}: a client with what this platform supports ({CSharpText.Documentation(model.Origin)}).</summary>")
            .Verbatim("[global::FhirTyped.FhirPlatformManifestAttribute(" + RawQuotes + "\n" + model.ManifestText + "\n" + RawQuotes + ")]\n")
            .Line(GeneratedFile.GeneratedCode)
            .Line($"public partial class {className} : {(isDerived ? model.BaseClass : "global::FhirTyped.FhirPlatformClient")}, global::FhirTyped.IFhirPlatform<{fullName}>")
            .Open()
            .Line($"private {className}(global::FhirTyped.FhirPlatformContext context) : base(context, Descriptor)")
            .Open()
            .Close()
            .Line()
            .Line("/// <summary>Makes the client of a platform that extends this one and lacks none of its members. Emitted code calls it.</summary>")
            .Line($"protected {className}(global::FhirTyped.FhirPlatformContext context, global::FhirTyped.PlatformDescriptor platform) : base(context, platform)")
            .Open()
            .Close()
            .Line()
            .Line("/// <summary>The platform's id: the name and the key of its one server where none is given (<c>AddFhirPlatform</c>).</summary>")
            .Line($"public {hides}const string PlatformId = {CSharpText.Literal(model.Id)};")
            .Line()
            .Line("/// <summary>The platform's id, name and facts.</summary>")
            .Line($"public static {hides}global::FhirTyped.PlatformDescriptor Descriptor => {descriptor}.Value;")
            .Line()
            .Line($"static {fullName} global::FhirTyped.IFhirPlatform<{fullName}>.Create(global::FhirTyped.FhirPlatformContext context) => new {fullName}(context);");
        BundleMembers.Write(writer, model.SystemInteractions);
        writer.Close()
            .Line()
            .Line(GeneratedFile.GeneratedCode)
            .Line($"internal static class {DescriptorClass(model.ClassName)}")
            .Open()
            .Line("internal static readonly global::FhirTyped.PlatformDescriptor Value = new global::FhirTyped.PlatformDescriptor(")
            .Line($"    {CSharpText.Literal(model.Id)}, {CSharpText.Literal(model.Name)}, static () =>")
            .Verbatim(RawQuotes + "\n" + model.ManifestText + "\n" + RawQuotes + "u8);\n")
            .Close();
        GeneratedFile.End(output, writer, model.Namespace, model.ClassName);
    }
}
