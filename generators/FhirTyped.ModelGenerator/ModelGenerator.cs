using System.Collections.Immutable;
using FhirTyped.ModelGenerator.Emit;
using FhirTyped.ModelGenerator.Model;
using FhirTyped.ModelGenerator.Parsing;
using Microsoft.CodeAnalysis;

namespace FhirTyped.ModelGenerator;

/// <summary>Turns the facts of FHIR R4 (spec/*.facts) into the model and its JSON.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider.Where(static file => file.Path.EndsWith(".facts", StringComparison.Ordinal));

        var types = files
            .Where(static file => IsTypes(file.Path))
            .SelectMany(static (file, cancellation) => TypeFactsParser.Parse(Text(file, cancellation), cancellation))
            .WithTrackingName(ModelSteps.Types);
        var enums = files
            .Where(static file => NameOf(file.Path) == "codes.facts")
            .SelectMany(static (file, cancellation) => CodeFactsParser.Parse(Text(file, cancellation), cancellation))
            .WithTrackingName(ModelSteps.Enums);

        // The indexes hold names only, so that an edit within a type does not touch them.
        var resources = types
            .Where(static type => type.Root.IsResource && !type.Root.IsAbstract)
            .Select(static (type, _) => new TypeName(type.Root.Name, type.Root.ClassName))
            .Collect()
            .SelectMany(static (names, _) => Sorted(names))
            .WithTrackingName(ModelSteps.ResourceNames);
        var dataTypes = types
            .Where(static type => !type.Root.IsResource && !type.Root.IsAbstract)
            .Select(static (type, _) => new TypeName(type.Root.Name, type.Root.ClassName))
            .Collect()
            .SelectMany(static (names, _) => Sorted(names))
            .WithTrackingName(ModelSteps.DataTypeNames);
        var enumNames = enums
            .Select(static (item, _) => new TypeName(item.Name, item.Name))
            .Collect()
            .SelectMany(static (names, _) => Sorted(names))
            .WithTrackingName(ModelSteps.EnumNames);

        var elementNames = types
            .Select(static (type, _) => ElementNamesOf(type))
            .Collect()
            .SelectMany(static (names, _) => Distinct(names))
            .WithTrackingName(ModelSteps.ElementNames);

        context.RegisterSourceOutput(types, static (output, type) =>
        {
            output.AddSource(type.Root.ClassName + ".g.cs", ClassEmitter.Emit(type));
            output.AddSource(type.Root.ClassName + ".Json.g.cs", JsonEmitter.Emit(type));
            output.AddSource(type.Root.ClassName + ".Tree.g.cs", TreeEmitter.Emit(type));
        });
        context.RegisterSourceOutput(enums, static (output, item) => output.AddSource(item.Name + ".g.cs", EnumEmitter.Emit(item)));
        context.RegisterSourceOutput(resources, static (output, names) => output.AddSource("ResourceFactory.g.cs", IndexEmitter.Resources(names)));
        context.RegisterSourceOutput(dataTypes, static (output, names) =>
        {
            output.AddSource("ChoiceFactory.g.cs", IndexEmitter.DataTypes(names));
            output.AddSource("PrimitiveElements.g.cs", PrimitiveElementEmitter.Emit());
            output.AddSource("FhirJsonReader.g.cs", PrimitiveJsonEmitter.Reader());
            output.AddSource("FhirJsonWriter.g.cs", PrimitiveJsonEmitter.Writer());
            foreach (var temporal in PrimitiveTypes.Temporal)
            {
                output.AddSource(temporal.ClassName + ".g.cs", TemporalEmitter.Emit(temporal));
            }
        });
        context.RegisterSourceOutput(elementNames, static (output, names) => output.AddSource("ElementNames.g.cs", IndexEmitter.ElementNames(names)));
        context.RegisterSourceOutput(enumNames, static (output, names) => output.AddSource("CodeTables.g.cs", IndexEmitter.Enums(names)));
    }

    private static bool IsTypes(string path)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(path));
        return folder == "resources" || NameOf(path) == "types.facts";
    }

    private static string NameOf(string path) => Path.GetFileName(path);

    private static string Text(AdditionalText file, CancellationToken cancellation) => file.GetText(cancellation)?.ToString() ?? "";

    private static EquatableArray<string> ElementNamesOf(TypeFileSpec file)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Add(names, file.Root);
        foreach (var component in file.Components)
        {
            Add(names, component);
        }

        return new EquatableArray<string>(names);
    }

    private static void Add(SortedSet<string> names, TypeSpec type)
    {
        foreach (var element in type.Elements)
        {
            names.Add(element.Kind == ElementKind.Choice ? element.Name + "[x]" : element.Name);
        }
    }

    private static ImmutableArray<EquatableArray<string>> Distinct(ImmutableArray<EquatableArray<string>> parts)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            names.UnionWith(part);
        }

        return names.Count == 0
            ? ImmutableArray<EquatableArray<string>>.Empty
            : ImmutableArray.Create(new EquatableArray<string>(names));
    }

    /// <summary>One index, or none where there is nothing to be found by it.</summary>
    private static ImmutableArray<EquatableArray<TypeName>> Sorted(ImmutableArray<TypeName> names) => names.IsEmpty
        ? ImmutableArray<EquatableArray<TypeName>>.Empty
        : ImmutableArray.Create(new EquatableArray<TypeName>(names.Sort(static (x, y) => string.CompareOrdinal(x.Name, y.Name))));
}
