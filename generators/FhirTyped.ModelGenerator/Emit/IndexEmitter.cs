using FhirTyped.ModelGenerator.Model;
using FhirTyped.ModelGenerator.Parsing;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>Emits the indexes over all types: from a name to a new instance, and from an enum to its codes.</summary>
internal static class IndexEmitter
{
    public static string Resources(EquatableArray<TypeName> names)
    {
        var writer = CodeWriter.ForFile();
        using (writer.Block("internal static partial class ResourceFactory"))
        {
            writer.Line("/// <summary>A new resource of a type, or null where the type is unknown.</summary>");
            using (writer.Block("public static Resource? Create(ReadOnlySpan<byte> name)"))
            {
                Switch(writer, names, static n => $"if (name.SequenceEqual(\"{n.Name}\"u8)) {{ return new {n.ClassName}(); }}");
                writer.Line("return null;");
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
        var writer = CodeWriter.ForFile();
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
            using (writer.Block("public static Element? Create(ReadOnlySpan<byte> name, out ChoiceTypes type)"))
            {
                Switch(writer, sorted, static n => $"if (name.SequenceEqual(\"{n.Name}\"u8)) {{ type = ChoiceTypes.{n.Name}; return new {n.ClassName}(); }}");
                writer.Line("type = default;");
                writer.Line("return null;");
            }
        }

        return writer.ToString();
    }

    public static string Enums(EquatableArray<TypeName> names)
    {
        var writer = CodeWriter.ForFile();
        using (writer.Block("internal static partial class CodeTables"))
        {
            writer.Line("/// <summary>The codes of an enum of this assembly by its name; empty for any other.</summary>");
            using (writer.Block("public static ReadOnlySpan<byte> Of(string name) => name switch"))
            {
                foreach (var name in names)
                {
                    writer.Line($"nameof({name.Name}) => {name.Name},");
                }

                writer.Line("_ => default,");
            }

            writer.Line(";");
        }

        return writer.ToString();
    }

    private static void Switch(CodeWriter writer, EquatableArray<TypeName> names, Func<TypeName, string> line)
    {
        var lengths = new SortedSet<int>();
        foreach (var name in names)
        {
            lengths.Add(name.Name.Length);
        }

        using (writer.Block("switch (name.Length)"))
        {
            foreach (var length in lengths)
            {
                using (writer.Indent($"case {length}:"))
                {
                    foreach (var name in names)
                    {
                        if (name.Name.Length == length)
                        {
                            writer.Line(line(name));
                        }
                    }

                    writer.Line("break;");
                }
            }
        }
    }
}
