using FhirTyped.ModelGenerator.Model;
using FhirTyped.ModelGenerator.Parsing;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>Emits the classes and their properties.</summary>
internal static class ClassEmitter
{
    private const int MostAccessors = 15;

    public static string Emit(TypeFileSpec file) => GeneratedFile.OfTypes(file, Emit);

    private static void Emit(CodeWriter writer, TypeSpec type)
    {
        var isConcreteResource = type.IsResource && !type.IsAbstract;
        writer.Line($"/// <summary>{type.Name}. <see href=\"{Docs.PageOf(type.Name)}\"/></summary>");
        writer.Line($"[global::System.Text.Json.Serialization.JsonConverter(typeof(FhirJsonConverter<{type.ClassName}>))]");
        writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"FhirTyped.ModelGenerator\", \"1\")]");
        var modifier = type.IsAbstract ? "abstract " : type.Name == "Quantity" ? "" : "sealed ";
        using (writer.Block($"public {modifier}partial class {type.ClassName} : {type.BaseClass}{(isConcreteResource ? $", IFhirResource<{type.ClassName}>" : "")}"))
        {
            foreach (var element in type.Elements)
            {
                writer.Line($"private {ElementCode.FieldTypeOf(element)} {ElementCode.FieldOf(element)};");
            }

            if (!type.IsAbstract)
            {
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public override string TypeName => \"{type.FhirType}\";");
                if (!type.IsComponent)
                {
                    writer.Line($"internal override ReadOnlySpan<byte> NameUtf8 => \"{type.Name}\"u8;");
                }
            }

            if (isConcreteResource)
            {
                writer.Line($"static string IFhirResource<{type.ClassName}>.ResourceType => \"{type.Name}\";");
            }

            foreach (var element in type.Elements)
            {
                Property(writer, type, element);
            }
        }
    }

    private static void Property(CodeWriter writer, TypeSpec type, ElementSpec element)
    {
        var declared = ElementCode.PropertyTypeOf(element);
        var field = ElementCode.FieldOf(element);
        writer.Line(Docs.Of(element));
        if (element.IsList)
        {
            writer.Line($"public {declared} {element.PropertyName} {{ get => {field} ??= new(); set => {field} = value; }}");
        }
        else if (element.Kind == ElementKind.Enum)
        {
            writer.Line($"public {declared} {element.PropertyName} {{ get => {element.ClassName}.Of({field}); set => {field} = {element.ClassName}.ValueOf(value); }}");
        }
        else
        {
            writer.Line($"public {declared} {element.PropertyName} {{ get => {field}; set => {field} = value; }}");
            if (element.Kind != ElementKind.Choice)
            {
                return;
            }

            if (element.Types.Count <= MostAccessors || type.Name is "Extension" or "Parameters.parameter")
            {
                Accessors(writer, element);
            }
        }
    }

    // The same value, typed: null where the choice holds another type.
    private static void Accessors(CodeWriter writer, ElementSpec element)
    {
        var field = ElementCode.FieldOf(element);
        foreach (var type in element.Types)
        {
            var holder = ElementCode.ElementClassOf(type);
            var primitive = PrimitiveTypes.ClassOf(type);
            writer.Line($"/// <summary>{element.Path} where its type is {type}, else null; setting it replaces a value of any type.</summary>");
            if (primitive is null)
            {
                writer.Line($"public {holder}? {element.PropertyName}{Names.Pascal(type)} {{ get => {field} as {holder}; set => {field} = value; }}");
            }
            else
            {
                writer.Line($"public {primitive}? {element.PropertyName}{Names.Pascal(type)} {{ get => ({field} as {holder})?.Value; set => {field} = value is null ? null : new {holder}(value); }}");
            }
        }
    }
}
