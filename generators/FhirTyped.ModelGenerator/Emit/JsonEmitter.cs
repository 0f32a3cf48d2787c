using FhirTyped.ModelGenerator.Model;
using FhirTyped.ModelGenerator.Parsing;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>Emits reading and writing of JSON.</summary>
internal static class JsonEmitter
{
    public static string Emit(TypeFileSpec file) => GeneratedFile.OfTypes(file, Emit);

    private static void Emit(CodeWriter writer, TypeSpec type)
    {
        using (writer.Block($"partial class {type.ClassName}"))
        {
            if (type.Elements.Count > 0)
            {
                Read(writer, type);
                Required(writer, type);
                Write(writer, type);
            }
        }
    }

    private static void Read(CodeWriter writer, TypeSpec type)
    {
        using (writer.Block("internal override bool ReadProperty(ref FhirJsonReader r, ReadOnlySpan<byte> name)"))
        {
            var lengths = new SortedSet<int>();
            foreach (var element in type.Elements)
            {
                if (element.Kind != ElementKind.Choice)
                {
                    lengths.Add(element.Name.Length);
                }
            }

            if (lengths.Count > 0)
            {
                using (writer.Block("switch (name.Length)"))
                {
                    foreach (var length in lengths)
                    {
                        using (writer.Indent($"case {length}:"))
                        {
                            foreach (var element in type.Elements)
                            {
                                if (element.Kind != ElementKind.Choice && element.Name.Length == length)
                                {
                                    writer.Line($"if (name.SequenceEqual(\"{element.Name}\"u8)) {{ {ReadOf(element)} return true; }}");
                                }
                            }

                            writer.Line("break;");
                        }
                    }
                }
            }

            foreach (var element in type.Elements)
            {
                if (element.Kind == ElementKind.Choice)
                {
                    writer.Line($"if (name.StartsWith(\"{element.Name}\"u8) && r.TryReadChoice(this, name, {element.Name.Length}, ref {ElementCode.FieldOf(element)}, {MaskOf(element)})) {{ return true; }}");
                }
            }

            writer.Line("return base.ReadProperty(ref r, name);");
        }
    }

    private static string ReadOf(ElementSpec element)
    {
        var field = ElementCode.FieldOf(element);
        if (ElementCode.IsPrimitive(element))
        {
            var verb = ElementCode.VerbOf(element);
            var argument = ElementCode.TypeArgumentOf(element);
            return element.IsList
                ? $"r.Read{verb}List(this, ref {field}{argument});"
                : $"r.Read{verb}(this, ref {field}{argument});";
        }

        if (element.IsList)
        {
            var item = element.Kind == ElementKind.Resource ? $"r.AddResource(ref {field})" : $"r.ReadObject(FhirJsonReader.Add(ref {field}, new()))";
            return $"if (r.BeginArray(this, name, ref {field})) {{ while (r.NextObject(this, name, {field})) {{ {item}; }} }}";
        }

        var value = element.Kind == ElementKind.Resource ? $"{field} = r.ReadResource()" : $"r.ReadObject({field} = new())";
        return $"if (r.BeginObject(this, name, {field})) {{ {value}; }}";
    }

    private static string MaskOf(ElementSpec element)
    {
        var mask = "";
        foreach (var type in element.Types)
        {
            mask += (mask.Length > 0 ? " | " : "") + "ChoiceTypes." + Names.Pascal(type);
        }

        return mask;
    }

    private static void Required(CodeWriter writer, TypeSpec type)
    {
        var any = false;
        foreach (var element in type.Elements)
        {
            any |= element.IsRequired;
        }

        if (!any)
        {
            return;
        }

        using (writer.Block("internal override void CheckRequired(ref FhirJsonReader r)"))
        {
            foreach (var element in type.Elements)
            {
                if (element.IsRequired)
                {
                    var field = ElementCode.FieldOf(element);
                    var isMissing = element.IsList ? $"{field} is not {{ Count: > 0 }}"
                        : element.Kind == ElementKind.Enum ? $"{field}.IsEmpty" : $"{field} is null";
                    writer.Line($"if ({isMissing}) {{ r.Missing(this, \"{element.Name}\"u8); }}");
                }
            }

            writer.Line("base.CheckRequired(ref r);");
        }
    }

    private static void Write(CodeWriter writer, TypeSpec type)
    {
        using (writer.Block("internal override void WriteProperties(FhirJsonWriter w)"))
        {
            writer.Line("base.WriteProperties(w);");
            foreach (var element in type.Elements)
            {
                writer.Line($"w.{WriteOf(element)};");
            }
        }
    }

    private static string WriteOf(ElementSpec element)
    {
        var name = $"\"{element.Name}\"u8";
        var value = ElementCode.FieldOf(element);
        var table = element.Kind == ElementKind.Enum && !element.IsList ? ", " + ElementCode.TableOf(element) : "";
        return element.Kind switch
        {
            ElementKind.Choice => $"WriteChoice({name}, {value})",
            ElementKind.Primitive or ElementKind.Enum => $"Write{ElementCode.VerbOf(element)}{(element.IsList ? "List" : "")}({name}, {value}{table})",
            ElementKind.Resource => $"Write{(element.IsList ? "Resources" : "Resource")}({name}, {value})",
            _ => $"Write{(element.IsList ? "Objects" : "Object")}({name}, {value})",
        };
    }
}
