using System.Collections.Generic;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>Emits the members of a platform for one resource type: the property, its class and the class of its queries.</summary>
internal static class EndpointEmitter
{
    /// <summary>Emits one file.</summary>
    public static void Emit(SourceProductionContext output, EndpointModel model) =>
        GeneratedFile.Guard(output, model, model.Class.Path, static (output, model) => Write(output, model));

    private static void Write(SourceProductionContext output, EndpointModel model)
    {
        var className = CSharpText.Identifier(model.Class.Name);
        var endpoint = model.ResourceType + "Endpoint";
        var field = "_endpointOf" + model.ResourceType;
        var writer = GeneratedFile.Begin(model.Class.Namespace)
            .Line($"partial class {className}")
            .Open()
            .Line($"private {endpoint}? {field};")
            .Line()
            .Line($"/// <summary>{model.ResourceType} of {CSharpText.Documentation(model.Class.PlatformName)}: {Describe(model.Interactions)} (<see href=\"{SpecificationPage(model.ResourceType)}\"/>).</summary>")
            .Remarks(model.Caveats)
            .Line($"public {endpoint} {model.ResourceType} => {field} ??= new(this);")
            .Line();
        WriteEndpoint(writer, model, className, endpoint);
        if (Has(model, FhirInteraction.SearchType))
        {
            writer.Line();
            QueryEmitter.Write(writer, model);
        }

        writer.Close();
        GeneratedFile.End(output, writer, model.Class.Namespace, model.Class.HintName + "." + model.ResourceType);
    }

    private static void WriteEndpoint(CodeWriter writer, EndpointModel model, string platform, string endpoint)
    {
        var types = new MemberTypes(model.ResourceType);
        var interfaces = Interfaces(model, types);
        writer
            .Line($"/// <summary>What {CSharpText.Documentation(model.Class.PlatformName)} supports on {model.ResourceType}: {Describe(model.Interactions)}.</summary>")
            .Line(GeneratedFile.GeneratedCode)
            .Line($"public sealed class {endpoint}" + (interfaces.Count > 0 ? " :" : ""));
        for (var i = 0; i < interfaces.Count; i++)
        {
            writer.Line("    " + interfaces[i] + (i + 1 < interfaces.Count ? "," : ""));
        }

        writer
            .Open()
            .Line($"private readonly {platform} _platform;")
            .Line()
            .Line($"internal {endpoint}({platform} platform) => _platform = platform;");
        foreach (var member in model.Members)
        {
            writer.Line().Line(Method(EndpointMembers.All[member], types));
        }

        writer.Close();
    }

    private static List<string> Interfaces(EndpointModel model, MemberTypes types)
    {
        var interfaces = new List<string>();
        foreach (var member in model.Members)
        {
            var name = types.Qualify(EndpointMembers.All[member].Interface);
            if (!interfaces.Contains(name))
            {
                interfaces.Add(name);
            }
        }

        return interfaces;
    }

    private static string Method(EndpointMember member, MemberTypes types)
    {
        var parameters = types.Qualify(member.Parameters);
        var arguments = new List<string>();
        foreach (var parameter in member.Parameters.Length > 0 ? member.Parameters.Split(',') : System.Array.Empty<string>())
        {
            var words = parameter.Split('=')[0].Trim().Split(' ');
            arguments.Add((words[0] == "ref" ? "ref " : "") + words[words.Length - 1]);
        }

        if (member.IsAsynchronous)
        {
            parameters += (parameters.Length > 0 ? ", " : "") + "global::System.Threading.CancellationToken cancellationToken = default";
            arguments.Add("cancellationToken");
        }

        var called = member.Call.Length > 0 ? member.Call : member.Name + "<T>";
        var generic = called.IndexOf('<') < 0 ? called.Length : called.IndexOf('<');
        return $"public {types.Qualify(member.Result)} {member.Name}({parameters})\n"
            + $"    => _platform.{called.Substring(0, generic)}{types.Qualify(called.Substring(generic))}({string.Join(", ", arguments)});";
    }

    private static bool Has(EndpointModel model, FhirInteraction interactions) => (model.Interactions & interactions) == interactions;

    private static string Describe(FhirInteraction interactions)
    {
        var codes = string.Join(", ", interactions.ToCodes());
        return codes.Length > 0 ? codes : "no interaction is declared";
    }

    private static string SpecificationPage(string resourceType) =>
        "https://hl7.org/fhir/R4/" + resourceType.ToLowerInvariant() + ".html";
}
