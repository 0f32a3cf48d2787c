using System.Collections.Immutable;
using FhirTyped.ModelGenerator.Model;

namespace FhirTyped.ModelGenerator.Parsing;

/// <summary>Reads the facts of types; spec/README.md has the grammar.</summary>
internal static class TypeFactsParser
{
    /// <summary>The types of a file, each with its components.</summary>
    public static ImmutableArray<TypeFileSpec> Parse(string text, CancellationToken cancellation)
    {
        var files = ImmutableArray.CreateBuilder<TypeFileSpec>();
        string[]? header = null;
        var elements = new List<ElementSpec>();
        foreach (var line in text.Split('\n'))
        {
            cancellation.ThrowIfCancellationRequested();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var words = line.TrimEnd('\r').Split(' ');
            if (words[0] is "resource" or "datatype")
            {
                Complete(header, elements, files);
                header = words;
                elements.Clear();
            }
            else
            {
                elements.Add(ElementFactParser.Parse(words));
            }
        }

        Complete(header, elements, files);
        return files.ToImmutable();
    }

    private static void Complete(string[]? header, List<ElementSpec> elements, ImmutableArray<TypeFileSpec>.Builder files)
    {
        if (header is null)
        {
            return;
        }

        var name = header[1];
        var isResource = header[0] == "resource";
        var root = new TypeSpec
        {
            Name = name,
            ClassName = Names.ClassOf(name),
            BaseClass = header[2] == "-" ? "Base" : header[2],
            IsResource = isResource,
            IsAbstract = header.Length > 3 && header[3] == "abstract",
            IsComponent = false,
            Elements = Children(name, Names.ClassOf(name), elements),
        };
        var components = ImmutableArray.CreateBuilder<TypeSpec>();
        foreach (var element in elements)
        {
            if (IsComponent(element))
            {
                components.Add(new TypeSpec
                {
                    Name = element.Path,
                    ClassName = element.ClassName,
                    BaseClass = element.Types[0],
                    IsResource = false,
                    IsAbstract = false,
                    IsComponent = true,
                    Elements = Children(element.Path, element.ClassName, elements),
                });
            }
        }

        files.Add(new TypeFileSpec(root, new EquatableArray<TypeSpec>(components.ToImmutable())));
    }

    private static bool IsComponent(ElementSpec element) =>
        element.Kind == ElementKind.Complex && element.Types[0] is "BackboneElement" or "Element";

    private static EquatableArray<ElementSpec> Children(string parent, string className, List<ElementSpec> elements)
    {
        var children = ImmutableArray.CreateBuilder<ElementSpec>();
        foreach (var element in elements)
        {
            if (element.Path.Length == parent.Length + 1 + element.Name.Length
                && element.Path.StartsWith(parent, StringComparison.Ordinal)
                && element.Path[parent.Length] == '.')
            {
                children.Add(element with { PropertyName = Names.PropertyOf(className, element.Name) });
            }
        }

        return new EquatableArray<ElementSpec>(children.ToImmutable());
    }
}
