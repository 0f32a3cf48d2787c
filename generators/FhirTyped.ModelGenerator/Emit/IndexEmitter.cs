using FhirTyped.ModelGenerator.Model;
using FhirTyped.ModelGenerator.Parsing;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>Emits the indexes over all types: from a name to a new instance, and from an enum to its codes.</summary>
internal static class IndexEmitter
{
    public static string Resources(EquatableArray<TypeName> names)
    {
        var writer = GeneratedFile.Begin();
        using (writer.Block("internal static partial class ResourceFactory"))
        {
            writer.Line("/// <summary>A new resource of a type, or null where the type is unknown.</summary>");
            Lookup(writer, names, "Resource?", "Create(ReadOnlySpan<byte> name)", "(name)", "null",
                static n => $"if (name.SequenceEqual(\"{n.Name}\"u8)) {{ return New{n.Name}(); }}");

            // A method each: to compile one that makes them all would load all types.
            foreach (var name in names)
            {
                writer.Line($"private static Resource New{name.Name}() => new {name.ClassName}();");
            }

            writer.Line("/// <summary>The names of all resource types, in order.</summary>");
            using (writer.Block("public static readonly string[] Names ="))
            {
                foreach (var name in names)
                {
                    writer.Line($"\"{name.Name}\",");
                }
            }

            writer.Line(";");
        }

        return writer.ToString();
    }

    public static string DataTypes(EquatableArray<TypeName> names)
    {
        var all = new List<TypeName>();
        foreach (var primitive in PrimitiveTypes.All)
        {
            if (primitive != "xhtml")
            {
                all.Add(new TypeName(Names.Pascal(primitive), Names.Pascal(primitive) + "Element"));
            }
        }

        foreach (var name in names)
        {
            all.Add(name);
        }

        var sorted = new EquatableArray<TypeName>(System.Collections.Immutable.ImmutableArray.CreateRange(all));
        var writer = GeneratedFile.Begin();
        writer.Line("/// <summary>The types that a choice may take.</summary>");
        writer.Line("[Flags]");
        using (writer.Block("internal enum ChoiceTypes : ulong"))
        {
            for (var i = 0; i < all.Count; i++)
            {
                writer.Line($"{all[i].Name} = 1UL << {i},");
            }
        }

        writer.Line();
        using (writer.Block("internal static class ChoiceFactory"))
        {
            writer.Line("/// <summary>A new element of the type that ends a choice's name (Quantity in valueQuantity), or null where there is none.</summary>");
            Lookup(writer, sorted, "Element?", "Create(ReadOnlySpan<byte> name, ref ChoiceTypes type)", "(name, ref type)", "null",
                static n => $"if (name.SequenceEqual(\"{n.Name}\"u8)) {{ type = ChoiceTypes.{n.Name}; return New{n.Name}(); }}");
            foreach (var name in sorted)
            {
                writer.Line($"private static Element New{name.Name}() => new {name.ClassName}();");
            }
        }

        return writer.ToString();
    }

    public static string Enums(EquatableArray<TypeName> names)
    {
        var writer = GeneratedFile.Begin();
        using (writer.Block("internal static partial class CodeTables"))
        {
            writer.Line("/// <summary>The codes of an enum of this assembly by its name; empty for any other.</summary>");
            Lookup(writer, names, "ReadOnlySpan<byte>", "Of(string name)", "(name)", "default",
                static n => $"if (name == nameof({n.Name})) {{ return {n.Name}; }}");
        }

        return writer.ToString();
    }

    public static string ElementNames(EquatableArray<string> names)
    {
        var writer = GeneratedFile.Begin();
        using (writer.Block("internal static partial class ElementNames"))
        {
            writer.Line("// A line each; a choice ends in [x].");
            writer.Line("private static ReadOnlySpan<byte> All => \"\"\"");
            foreach (var name in names)
            {
                writer.Line(name);
            }

            writer.Line("\"\"\"u8;");
        }

        return writer.ToString();
    }

    // A method for each length of name, so that a program pays at start-up only for those it meets.
    private static void Lookup(
        CodeWriter writer, EquatableArray<TypeName> names, string result, string signature, string arguments, string nothing, Func<TypeName, string> line)
    {
        var lengths = new SortedSet<int>();
        foreach (var name in names)
        {
            lengths.Add(name.Name.Length);
        }

        var method = signature.Substring(0, signature.IndexOf('('));
        using (writer.Block($"public static {result} {signature} => name.Length switch"))
        {
            foreach (var length in lengths)
            {
                writer.Line($"{length} => {method}{length}{arguments},");
            }

            writer.Line($"_ => {nothing},");
        }

        writer.Line(";");
        foreach (var length in lengths)
        {
            using (writer.Block($"private static {result} {method}{length}{signature.Substring(method.Length)}"))
            {
                foreach (var name in names)
                {
                    if (name.Name.Length == length)
                    {
                        writer.Line(line(name));
                    }
                }

                writer.Line($"return {nothing};");
            }
        }
    }
}
