using System.Collections.Immutable;
using FhirTyped.ModelGenerator.Model;

namespace FhirTyped.ModelGenerator.Parsing;

/// <summary>Reads the line of one element.</summary>
internal static class ElementFactParser
{
    /// <summary>Reads the words of a line: path, cardinality, types, and what else is known.</summary>
    public static ElementSpec Parse(string[] words)
    {
        var isChoice = words[0].EndsWith("[x]", StringComparison.Ordinal);
        var path = isChoice ? words[0].Substring(0, words[0].Length - 3) : words[0];
        var cardinality = words[1].Split(new[] { ".." }, StringSplitOptions.None);
        var types = words[2].Split('|');
        var binding = Option(words, "binding=")?.Split('|');
        var enumName = binding is { Length: > 2 } ? binding[2] : null;
        var kind = KindOf(isChoice, types[0], binding?[0], enumName);
        return new ElementSpec
        {
            Path = path,
            Name = path.Substring(path.LastIndexOf('.') + 1),
            PropertyName = "",
            Kind = kind,
            Min = int.Parse(cardinality[0], System.Globalization.CultureInfo.InvariantCulture),
            Max = cardinality[1],
            Types = new EquatableArray<string>(types.ToImmutableArray()),
            ClassName = ClassOf(kind, path, types[0], enumName),
            Targets = new EquatableArray<string>(Option(words, "targets=")?.Split('|').ToImmutableArray() ?? ImmutableArray<string>.Empty),
            BindingStrength = binding?[0],
            ValueSet = binding?[1],
            EnumName = enumName,
            FiveWs = Option(words, "w5="),
            IsModifier = Array.IndexOf(words, "modifier") >= 3,
            IsSummary = Array.IndexOf(words, "summary") >= 3,
        };
    }

    private static ElementKind KindOf(bool isChoice, string type, string? strength, string? enumName)
    {
        if (isChoice)
        {
            return ElementKind.Choice;
        }

        if (type == "code" && strength == "required" && enumName is not null)
        {
            return ElementKind.Enum;
        }

        if (PrimitiveTypes.ClassOf(type) is not null)
        {
            return ElementKind.Primitive;
        }

        return type == "Resource" ? ElementKind.Resource : ElementKind.Complex;
    }

    private static string ClassOf(ElementKind kind, string path, string type, string? enumName) => kind switch
    {
        ElementKind.Choice => "Element",
        ElementKind.Enum => "Code<" + enumName + ">",
        ElementKind.Primitive => PrimitiveTypes.ClassOf(type)!,
        ElementKind.Resource => "Resource",
        _ when type[0] == '#' => Names.ComponentOf(type.Substring(1)),
        _ when type is "BackboneElement" or "Element" => Names.ComponentOf(path),
        _ => Names.ClassOf(type),
    };

    private static string? Option(string[] words, string prefix)
    {
        for (var i = 3; i < words.Length; i++)
        {
            if (words[i].StartsWith(prefix, StringComparison.Ordinal))
            {
                return words[i].Substring(prefix.Length);
            }
        }

        return null;
    }
}
