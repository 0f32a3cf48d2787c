using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>
/// Emits the class of a resource type's queries: one property for each search parameter, and the interfaces by which code for any
/// platform asks for them.
/// </summary>
internal static class QueryEmitter
{
    /// <summary>Writes the class.</summary>
    public static void Write(CodeWriter writer, EndpointModel model) =>
        Write(writer, model, $"A search for {model.ResourceType} with the parameters that {CSharpText.Documentation(model.Class.PlatformName)} supports.");

    /// <summary>Writes the class with a summary, which is ready to be written.</summary>
    public static void Write(CodeWriter writer, EndpointModel model, string summary)
    {
        var query = QueryPropertyNames.QueryClass(model.ResourceType);
        writer
            .Line($"/// <summary>{summary}</summary>")
            .Remarks(model.Caveats)
            .Line(GeneratedFile.GeneratedCode)
            .Line($"public sealed class {query} : global::FhirTyped.FhirQuery<{query}>, global::FhirTyped.IFhirQuery{Interfaces(model, query)}")
            .Open()
            .Line($"static string global::FhirTyped.IFhirQuery.ResourceType => \"{model.ResourceType}\";");
        foreach (var property in model.Properties)
        {
            var hasTargets = property.Targets.Length > 0;
            var type = "global::FhirTyped." + property.Type + "Parameter<" + query + (hasTargets ? ", " + PlatformClassNames.ReferenceTargets + "." + property.Targets : "") + ">";
            var arguments = "this, " + CSharpText.Literal(property.ParameterName) + (hasTargets ? property.NamesTarget ? ", true" : ", false" : "");
            writer
                .Line()
                .Line($"/// <summary>Search parameter <c>{CSharpText.Documentation(property.ParameterName)}</c> ({property.Type.ToString().ToLowerInvariant()}){CSharpText.Documentation(property.Meaning)}.</summary>")
                .Remarks(property.Caveats)
                .Line($"public {type} {property.Name} => new({arguments});");
        }

        writer.Close();
    }

    private static string Interfaces(EndpointModel model, string query)
    {
        var interfaces = new StringBuilder();
        foreach (var property in model.Properties)
        {
            if (property.Interface.Length > 0)
            {
                interfaces.Append(",\n    global::FhirTyped.").Append(property.Interface).Append('<').Append(query).Append('>');
            }
        }

        return interfaces.ToString();
    }
}
