using FhirTyped.ModelGenerator.Emit;

namespace FhirTyped.ModelGenerator.Filters;

/// <summary>Emits the class of a local filter, and the method that adds it to a search of its resource type.</summary>
internal static class FilterEmitter
{
    /// <summary>What every resource type has: a part of the base class.</summary>
    public static string EmitBase(FilterSpec filter)
    {
        var writer = GeneratedFile.Begin("FhirTyped");
        using (writer.Block("public abstract partial class FhirFilter<TFilter>"))
        {
            WriteProperties(writer, filter, "TFilter", "Self");
        }

        return writer.ToString();
    }

    /// <summary>The filter of one resource type.</summary>
    public static string Emit(FilterSpec filter)
    {
        var type = filter.ResourceType;
        var resource = "global::FhirTyped.R4." + CSharpNames.ResourceClass(type);
        var writer = GeneratedFile.Begin("FhirTyped");
        using (writer.Block("public static partial class LocalFilters"))
        {
            writer.Line($"/// <summary>Lets pass only those {type} resources of a search that meet further criteria, which the server does not know of.</summary>");
            writer.Line("/// <param name=\"search\">The search, with at least one filter of the server's.</param>");
            writer.Line("/// <param name=\"filter\">Adds the criteria. It is called at once and must not keep the filter.</param>");
            writer.Line("/// <exception cref=\"InvalidOperationException\">The search has no filter of the server's, or does not fetch whole resources.</exception>");
            writer.Line("/// <exception cref=\"ArgumentException\">No criterion was added, or a value is empty or has not the form of its parameter's type.</exception>");
            writer.Line("/// <exception cref=\"NotSupportedException\">A criterion needs terminology, which is not there: <c>In NotIn Above Below</c> of tokens.</exception>");
            writer.Line($"public static FhirSearch<{resource}> FilterLocally(this FhirSearch<{resource}> search, Action<{type}Filter> filter) => LocalFilter.Add(search, filter);");
            writer.Line();
            writer.Line($"/// <summary>The search parameters of {type} by which what a server found can be filtered (<see href=\"{Docs.PageOf(type)}\"/>).</summary>");
            writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"FhirTyped.ModelGenerator\", \"1\")]");
            using (writer.Block($"public sealed class {type}Filter : FhirFilter<{type}Filter>, IFhirQuery"))
            {
                writer.Line($"static string IFhirQuery.ResourceType => \"{type}\";");
                WriteProperties(writer, filter, type + "Filter", "this");
            }
        }

        return writer.ToString();
    }

    private static void WriteProperties(CodeWriter writer, FilterSpec filter, string filterClass, string self)
    {
        foreach (var property in filter.Properties)
        {
            var type = char.ToUpperInvariant(property.ParameterType[0]) + property.ParameterType.Substring(1) + "Parameter<" + filterClass + ">";
            writer.Line();
            writer.Line($"/// <summary>Search parameter <c>{property.ParameterName}</c> ({property.ParameterType}): looks at {Docs.Escape(property.Elements)}.</summary>");
            writer.Line($"public {type} {property.Name} => new({self}, \"{property.ParameterName}\");");
        }
    }
}
