using System.Collections.Generic;
using FhirTyped.PlatformGenerator.Emit;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Refit;

/// <summary>Emits a Refit client: its interface, its implementation of one line per method, and its registration when the assembly is loaded.</summary>
internal static class RefitClientEmitter
{
    /// <summary>Emits one file.</summary>
    public static void Emit(SourceProductionContext output, RefitApi api) =>
        GeneratedFile.Guard(output, api, "", static (output, api) => Write(output, api));

    private static void Write(SourceProductionContext output, RefitApi api)
    {
        var methods = new List<RefitMethod>(RefitMethods.Of(api.ResourceType, api.Members, api.TakesPost));
        if (methods.Count == 0)
        {
            return;
        }

        var writer = GeneratedFile.Begin(api.Namespace).Line();
        if (api.LacksFirely)
        {
            writer.Line("#error [assembly: FhirRefitClients<" + api.PlatformClass + ">(Model = FhirModel.Firely)] needs the package FhirTyped.Refit.Firely.");
        }

        RefitInterfaceWriter.WriteInterface(writer, api, methods, areQualified: true, "global::FhirTyped.IFhirRefitApi");
        RefitInterfaceWriter.WriteExtensions(writer, api, methods, areQualified: true, GeneratedFile.GeneratedCode);
        WriteClient(writer, api, methods);
        GeneratedFile.End(output, writer, api.Namespace, (api.IsFirely ? "Refit.Firely." : "Refit.") + api.PlatformClass + "." + api.ResourceType);
    }

    private static void WriteClient(CodeWriter writer, RefitApi api, List<RefitMethod> methods)
    {
        var types = new RefitTypes(api, areQualified: true);
        var shown = new RefitTypes(api, areQualified: true, api.IsFirely);
        var client = api.Name.Substring(1) + "Client";
        writer
            .Line()
            .Line(GeneratedFile.GeneratedCode)
            .Line($"file sealed class {client} : global::FhirTyped.FhirRefitClient, {api.Name}")
            .Open()
            .Line($"public {client}(global::FhirTyped.FhirRefitContext context) : base(context, typeof({api.Name})) {{ }}");
        foreach (var method in methods)
        {
            var arguments = method.Arguments + (method.IsAsynchronous ? (method.Arguments.Length > 0 ? ", " : "") + "cancellationToken" : "");

            // Without the attributes and defaults of the interface: they are of no use here.
            var call = api.IsFirely ? RefitFirely.Convert(method, types, shown, Call(types, method), arguments) : Call(types, method) + "(" + arguments + ")";
            writer.Line($"{shown.Write(method.Result)} {api.Name}.{method.Name}({Plain(shown, method)}) => {call};");
        }

        writer
            .Close()
            .Line()
            .Line(GeneratedFile.GeneratedCode)
            .Line($"file static class {client}Registration")
            .Open()
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line($"internal static void Register() => global::FhirTyped.FhirRefitRegistrations.Add<{api.PlatformType}, {api.Name}>(static context => new {client}(context));")
            .Close();
    }

    private static string Call(RefitTypes types, RefitMethod method)
    {
        var generic = method.Call.IndexOf('<');
        return generic < 0 ? method.Call : method.Call.Substring(0, generic) + types.Write(method.Call.Substring(generic));
    }

    private static string Plain(RefitTypes types, RefitMethod method)
    {
        var plain = new List<string>();
        foreach (var parameter in method.Parameters.Replace("{Criteria}", "").Split(','))
        {
            var text = parameter.Trim();
            if (text.Length > 0)
            {
                text = text[0] == '[' ? text.Substring(text.IndexOf("] ", System.StringComparison.Ordinal) + 2) : text;
                plain.Add(types.Write(text.Split('=')[0].Trim()));
            }
        }

        if (method.IsAsynchronous)
        {
            plain.Add("global::System.Threading.CancellationToken cancellationToken");
        }

        return string.Join(", ", plain);
    }
}
