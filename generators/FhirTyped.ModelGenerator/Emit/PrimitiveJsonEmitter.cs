using FhirTyped.ModelGenerator.Parsing;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>
/// Emits how the JSON reader and writer pass over primitives, one by one and in lists: a method for each C# type, because a generic one
/// would cost a program its compilation for each type at start-up. What differs between them stands in the rows below; what is particular
/// to one (a number that is no int, a decimal's own digits) is written by hand.
/// </summary>
internal static class PrimitiveJsonEmitter
{
    private static readonly Shape[] Shapes =
    [
        Shape.Of("String", "string") with { Token = "String", HasType = true, Read = "GetString(type)", Write = "WriteText(name, {0})", WriteItem = "WriteTextValue({0})" },
        Shape.Of("Boolean", "bool") with { Token = "True", Read = "_json.TokenType == JsonTokenType.True", Write = "json.WriteBoolean(name, {0})", WriteItem = "json.WriteBooleanValue({0})" },
        Shape.Of("Integer", "int") with { Token = "Number", HasType = true, Write = "json.WriteNumber(name, {0})", WriteItem = "json.WriteNumberValue({0})" },
        Shape.Of("Decimal", "decimal") with { Token = "Number", Write = "WriteNumber(name, {0}, _side?.NumberText(name))", WriteItem = "json.WriteNumberValue({0})" },
    ];

    /// <summary>The writer's methods.</summary>
    public static string Writer()
    {
        var writer = Begin();
        using (writer.Block("internal sealed partial class FhirJsonWriter"))
        {
            foreach (var shape in All())
            {
                if (shape.Write.Length > 0)
                {
                    WriteOne(writer, shape);
                }

                WriteList(writer, shape);
            }
        }

        return writer.ToString();
    }

    /// <summary>The reader's methods.</summary>
    public static string Reader()
    {
        var writer = Begin();
        using (writer.Block("internal ref partial struct FhirJsonReader"))
        {
            foreach (var shape in All())
            {
                if (shape.Read.Length > 0)
                {
                    if (shape.Verb is not ("Boolean" or "Code"))
                    {
                        ReadOne(writer, shape);
                    }

                    ReadList(writer, shape);
                }

                if (shape.IsTemporal)
                {
                    Get(writer, shape);
                }
            }
        }

        return writer.ToString();
    }

    private static CodeWriter Begin() => GeneratedFile.Begin(usings: "using global::System.Text.Json;");

    private static IEnumerable<Shape> All()
    {
        foreach (var shape in Shapes)
        {
            yield return shape;
        }

        foreach (var type in PrimitiveTypes.Temporal)
        {
            var verb = Names.Pascal(type.Name);
            yield return Shape.Of(verb, type.ClassName) with
            {
                Token = "String",
                IsTemporal = true,
                Read = $"Get{verb}()",
                Write = "WriteText(name, {0}.KeptText, text[..{0}.Format(text)])",
                WriteItem = "WriteTextValue({0}.KeptText, text[..{0}.Format(text)])",
            };
        }

        yield return Shape.Of("Code", "Code<TEnum>") with
        {
            Token = "String",
            Read = "Code<TEnum>.Of(GetCode(CodeTable<TEnum>.Instance))!.Value",
            WriteItem = "WriteTextValue({0}.Index < 0 ? {0}.Text : null, {0}.Index < 0 ? default : CodeTable<TEnum>.Instance.Utf8At({0}.Index))",
        };
    }

    private static void WriteOne(CodeWriter writer, Shape shape)
    {
        using (writer.Block($"public void Write{shape.Verb}(ReadOnlySpan<byte> name, {shape.ClassName}? value)"))
        {
            using (writer.Block("if (value is { } given)"))
            {
                Buffer(writer, shape);
                writer.Line(shape.Write.Replace("{0}", "given") + ";");
            }

            writer.Line("WriteMetadata(name);");
        }

        writer.Line();
    }

    private static void WriteList(CodeWriter writer, Shape shape)
    {
        using (writer.Block(Signature(shape, $"Write{shape.Verb}List", $"ReadOnlySpan<byte> name, PrimitiveList<{shape.ClassName}>? list")))
        {
            using (writer.Block("if (Begin(name, list, out var count))"))
            {
                Buffer(writer, shape);
                using (writer.Block("for (var i = 0; i < count; i++)"))
                using (writer.Block("if (!TryWriteState(list!, i))"))
                {
                    writer.Line("var item = list![i];");
                    writer.Line(shape.WriteItem.Replace("{0}", "item") + ";");
                }

                writer.Line("json.WriteEndArray();");
            }

            writer.Line("WriteMetadataList(name, list);");
        }

        writer.Line();
    }

    private static void ReadOne(CodeWriter writer, Shape shape)
    {
        using (writer.Block($"public void Read{shape.Verb}(Base owner, ref {shape.ClassName}? value{shape.TypeParameter})"))
        using (writer.Block($"if (BeginPrimitive(owner, JsonTokenType.{shape.Token}, value is not null))"))
        {
            writer.Line($"value = {shape.Read};");
        }

        writer.Line();
    }

    private static void ReadList(CodeWriter writer, Shape shape)
    {
        using (writer.Block(Signature(shape, $"Read{shape.Verb}List", $"Base owner, ref PrimitiveList<{shape.ClassName}>? list{shape.TypeParameter}")))
        using (writer.Block("if (BeginPrimitives(owner, ref list))"))
        using (writer.Block($"for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.{shape.Token}); i++)"))
        {
            writer.Line($"list!.SetRead(i, {shape.Read});");
        }

        writer.Line();
    }

    private static void Get(CodeWriter writer, Shape shape)
    {
        using (writer.Block($"private {shape.ClassName} Get{shape.Verb}()"))
        {
            writer.Line($"var value = {shape.ClassName}.Read(TextSpan());");
            writer.Line("ReportUnless(value.IsValid);");
            writer.Line("return value;");
        }

        writer.Line();
    }

    private static void Buffer(CodeWriter writer, Shape shape)
    {
        if (shape.IsTemporal)
        {
            writer.Line("Span<byte> text = stackalloc byte[TemporalValue.LongestText];");
        }
    }

    private static string Signature(Shape shape, string method, string parameters) => shape.Verb == "Code"
        ? $"public void {method}<TEnum>({parameters}) where TEnum : struct, Enum"
        : $"public void {method}({parameters})";

    /// <summary>What the methods of one C# type differ in.</summary>
    private readonly record struct Shape
    {
        /// <summary>The word for the type in the names of the methods.</summary>
        public string Verb { get; private init; }

        /// <summary>The type in C#.</summary>
        public string ClassName { get; private init; }

        /// <summary>The kind of JSON token that it is.</summary>
        public string Token { get; init; }

        /// <summary>Whether several types of FHIR share the C# type, so that the reader is told which it is.</summary>
        public bool HasType { get; init; }

        public bool IsTemporal { get; init; }

        /// <summary>The value at the token; empty where reading one is written by hand.</summary>
        public string Read { get; init; }

        /// <summary>Writes {0} with its name; empty where that is written by hand.</summary>
        public string Write { get; init; }

        /// <summary>Writes {0} as an item of a list.</summary>
        public string WriteItem { get; init; }

        public string TypeParameter => HasType ? ", PrimitiveType type" : "";

        public static Shape Of(string verb, string className) => new() { Verb = verb, ClassName = className, Token = "", Read = "", Write = "", WriteItem = "" };
    }
}
