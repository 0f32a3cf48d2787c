using System.Collections.Generic;
using FhirTyped.Emission;
using FhirTyped.PlatformGenerator.Emit;

namespace FhirTyped.PlatformGenerator.Refit;

/// <summary>Writes a Refit interface, and the extensions by which its criteria are written as functions.</summary>
internal static class RefitInterfaceWriter
{
    private static string Token(bool areQualified) => (areQualified ? "global::System.Threading." : "") + "CancellationToken cancellationToken = default";

    /// <summary>Writes the interface.</summary>
    public static void WriteInterface(CodeWriter writer, RefitApi api, IReadOnlyList<RefitMethod> methods, bool areQualified, string baseInterface)
    {
        var types = new RefitTypes(api, areQualified, api.IsFirely);
        var refit = areQualified ? "global::Refit." : "";
        writer
            .Line($"/// <summary>{api.ResourceType} of {CSharpText.Documentation(api.PlatformName)} through Refit (<see href=\"https://hl7.org/fhir/R4/{api.ResourceType.ToLowerInvariant()}.html\"/>).</summary>")
            .Remarks(api.Caveats)
            .Line(Mark(api, areQualified))
            .Line($"[{refit}Headers(\"Accept: application/fhir+json\")]")
            .Line($"public interface {api.Name}{(baseInterface.Length > 0 ? " : " + baseInterface : "")}")
            .Open();
        for (var i = 0; i < methods.Count; i++)
        {
            var method = methods[i];
            if (i > 0)
            {
                writer.Line();
            }

            writer
                .Line($"/// <summary>{CSharpText.Documentation(method.Summary)}</summary>")
                .Remarks(method.IsSearch ? api.Caveats : "")
                .Line("[" + types.Write(method.Attributes) + "]")
                .Line(types.Write(method.Result) + " " + method.Name + "(" + WithToken(types.Write(method.Parameters), method, areQualified) + ");");
        }

        writer.Close();
    }

    /// <summary>Writes the extensions; nothing where no method takes criteria.</summary>
    public static void WriteExtensions(CodeWriter writer, RefitApi api, IReadOnlyList<RefitMethod> methods, bool areQualified, string attribute = "")
    {
        var types = new RefitTypes(api, areQualified, api.IsFirely);
        var extended = new List<RefitMethod>();
        foreach (var method in methods)
        {
            if (method.ExtensionParameters.Length > 0)
            {
                extended.Add(method);
            }
        }

        if (extended.Count == 0)
        {
            return;
        }

        writer
            .Line()
            .Line($"/// <summary>Criteria of {api.ResourceType} as functions: <c>api.Search(q => …)</c>.</summary>");
        writer.Line(Mark(api, areQualified));
        if (attribute.Length > 0)
        {
            writer.Line(attribute);
        }

        writer.Line($"public static class {api.Name.Substring(1)}Extensions").Open();
        for (var i = 0; i < extended.Count; i++)
        {
            var method = extended[i];
            if (i > 0)
            {
                writer.Line();
            }

            writer
                .Line($"/// <summary>{CSharpText.Documentation(method.Summary)}</summary>")
                .Remarks(method.IsSearch ? api.Caveats : "")
                .Line($"public static {types.Write(method.Result)} {method.Name}(this {api.Name} api, {WithToken(types.Write(method.ExtensionParameters), method, areQualified)})")
                .Line($"    => api.{method.Name}({types.Write(method.ExtensionArguments)}{(method.IsAsynchronous ? ", cancellationToken" : "")});");
        }

        writer.Close();
    }

    private static string Mark(RefitApi api, bool areQualified) =>
        $"[{(areQualified ? "global::FhirTyped." : "")}FhirRefitApi(typeof({api.PlatformType}), \"{api.ResourceType}\")]";

    /// <summary>A list of parameters with the token, where there is one.</summary>
    private static string WithToken(string parameters, RefitMethod method, bool areQualified) => !method.IsAsynchronous ? parameters
        : parameters.Length > 0 ? parameters + ", " + Token(areQualified) : Token(areQualified);
}
