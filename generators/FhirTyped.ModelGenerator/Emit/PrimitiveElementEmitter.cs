using FhirTyped.ModelGenerator.Parsing;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>Emits the primitives as elements of their own, all of one shape.</summary>
internal static class PrimitiveElementEmitter
{
    public static string Emit()
    {
        var writer = GeneratedFile.Begin();
        foreach (var type in PrimitiveTypes.All)
        {
            Emit(writer, type, PrimitiveTypes.ClassOf(type)!);
        }

        using (writer.Block("internal static class PrimitiveElements"))
        {
            Create(writer, "string");
            Create(writer, "int");
        }

        return writer.ToString();
    }

    private static void Emit(CodeWriter writer, string type, string valueClass)
    {
        var name = Names.Pascal(type);
        var className = name + "Element";
        var verb = VerbOf(valueClass);
        var argument = valueClass is "string" or "int" ? ", PrimitiveType" : "";
        writer.Line($"/// <summary>A {type} as an element of its own. <see href=\"https://hl7.org/fhir/R4/{(type == "xhtml" ? "narrative.html#xhtml" : "datatypes.html#" + type)}\"/></summary>");
        writer.Line($"[global::System.Text.Json.Serialization.JsonConverter(typeof(FhirJsonConverter<{className}>))]");
        writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"FhirTyped.ModelGenerator\", \"1\")]");
        using (writer.Block($"public sealed class {className} : PrimitiveElement"))
        {
            writer.Line($"private {valueClass}? _value;");
            writer.Line("/// <summary>Creates one without a value.</summary>");
            writer.Line($"public {className}() {{ }}");
            writer.Line("/// <summary>Creates one with a value.</summary>");
            writer.Line($"public {className}({valueClass}? value) => Value = value;");
            writer.Line("/// <summary>The value; null where only an extension is given.</summary>");
            writer.Line($"public {valueClass}? Value {{ get => _value; set => _value = value; }}");
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string TypeName => \"{type}\";");
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override PrimitiveType PrimitiveType => PrimitiveType.{name};");
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override bool HasValue => Value is not null{(valueClass is "int" or "decimal" ? " || HasKeptNumber" : "")};");
            writer.Line("/// <inheritdoc/>");
            writer.Line("public override object? ObjectValue => Value;");
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string? Text => {TextOf(valueClass)};");
            writer.Line($"internal override ReadOnlySpan<byte> NameUtf8 => \"{name}\"u8;");
            writer.Line($"internal override void ReadValue(ref FhirJsonReader r) => r.Read{verb}(this, ref _value{argument});");
            var value = valueClass == "decimal" ? "this" : "Value";
            writer.Line($"internal override void WriteValue(FhirJsonWriter w, ReadOnlySpan<byte> name) {{ if (!w.TryWriteKept(name, this)) {{ w.Write{verb}(name, {value}); }} }}");
            writer.Line("internal override PrimitiveElement WithoutValue() { Value = null; return this; }");
            writer.Line($"private protected override Base NewInstance() => new {className}();");
            writer.Line($"private protected override void CopyTo(Base target) {{ base.CopyTo(target); (({className})target).Value = Value; }}");
        }

        writer.Line();
    }

    private static string VerbOf(string valueClass) => valueClass switch
    {
        "bool" => "Boolean",
        "int" => "Integer",
        "decimal" => "Decimal",
        "string" => "String",
        _ => valueClass.Substring("Fhir".Length),
    };

    private static string TextOf(string valueClass) => valueClass switch
    {
        "string" => "Value",
        "bool" => "Value is { } value ? (value ? \"true\" : \"false\") : null",
        "int" or "decimal" => "TextOf(Value)",
        _ => "Value?.ToString()",
    };

    private static void Create(CodeWriter writer, string valueClass)
    {
        using (writer.Block($"public static PrimitiveElement Create(PrimitiveType type, {valueClass}? value) => type switch"))
        {
            var fallback = "";
            foreach (var type in PrimitiveTypes.All)
            {
                if (PrimitiveTypes.ClassOf(type) == valueClass)
                {
                    if (type is "string" or "integer")
                    {
                        fallback = $"_ => new {Names.Pascal(type)}Element(value),";
                    }
                    else
                    {
                        writer.Line($"PrimitiveType.{Names.Pascal(type)} => new {Names.Pascal(type)}Element(value),");
                    }
                }
            }

            writer.Line(fallback);
        }

        writer.Line(";");
    }
}
