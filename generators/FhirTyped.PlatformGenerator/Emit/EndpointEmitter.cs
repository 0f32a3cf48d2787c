using System.Collections.Generic;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>Emits the members of a platform for one resource type: the property, its class and the class of its queries.</summary>
internal static class EndpointEmitter
{
    /// <summary>The parameter by which a method can be cancelled.</summary>
    internal const string Cancellation = "global::System.Threading.CancellationToken cancellationToken";

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
        var resource = "global::FhirTyped.R4." + CSharpNames.ResourceClass(model.ResourceType);
        // Short names are safe here: nothing nearer than these nested classes can have them.
        var query = QueryPropertyNames.QueryClass(model.ResourceType);
        var interfaces = Interfaces(model, resource, query);
        writer
            .Line($"/// <summary>What {CSharpText.Documentation(model.Class.PlatformName)} supports on {model.ResourceType}: {Describe(model.Interactions)}.</summary>")
            .Line(GeneratedFile.GeneratedCode)
            .Line($"public sealed class {endpoint}" + (interfaces.Count > 0 ? " :" : ""));
        for (var i = 0; i < interfaces.Count; i++)
        {
            writer.Line("    global::FhirTyped." + interfaces[i] + (i + 1 < interfaces.Count ? "," : ""));
        }

        writer
            .Open()
            .Line($"private readonly {platform} _platform;")
            .Line()
            .Line($"internal {endpoint}({platform} platform) => _platform = platform;");
        foreach (var method in Methods(model, resource, query))
        {
            writer.Line().Line(method);
        }

        writer.Close();
    }

    private static List<string> Interfaces(EndpointModel model, string resource, string query)
    {
        var interfaces = new List<string>();
        void Add(FhirInteraction interactions, string name)
        {
            if (Has(model, interactions))
            {
                interfaces.Add(name);
            }
        }

        Add(FhirInteraction.Read, $"IReadEndpoint<{resource}>");
        Add(FhirInteraction.VRead, $"IVersionReadEndpoint<{resource}>");
        Add(FhirInteraction.HistoryInstance, $"IInstanceHistoryEndpoint<{resource}>");
        Add(FhirInteraction.HistoryType, $"ITypeHistoryEndpoint<{resource}>");
        Add(FhirInteraction.SearchType, $"ISearchEndpoint<{resource}, {query}>");
        Add(FhirInteraction.Create, $"ICreateEndpoint<{resource}>");
        Add(FhirInteraction.Update, $"IUpdateEndpoint<{resource}>");
        Add(FhirInteraction.Read | FhirInteraction.Update, $"IModifyEndpoint<{resource}>");
        Add(FhirInteraction.Patch, $"IPatchEndpoint<{resource}>");
        Add(FhirInteraction.Delete, $"IDeleteEndpoint<{resource}>");
        if (model.TakesFhirPathPatch)
        {
            interfaces.Add($"IFhirPathPatchEndpoint<{resource}>");
        }

        interfaces.AddRange(ConditionalMembers.Interfaces(model.Conditional, resource, query));
        foreach (var operation in model.Operations)
        {
            interfaces.Add(OperationMembers.Interface(operation, resource, query));
        }

        return interfaces;
    }

    private static IEnumerable<string> Methods(EndpointModel model, string resource, string query)
    {
        if (Has(model, FhirInteraction.Read))
        {
            yield return Method($"{Task(resource)} ReadAsync(string id, {Cancellation} = default)", $"ReadAsync<{resource}>(id, cancellationToken)");
            yield return Method($"{Task(resource + "?")} TryReadAsync(string id, {Cancellation} = default)", $"TryReadAsync<{resource}>(id, cancellationToken)");
        }

        if (Has(model, FhirInteraction.VRead))
        {
            yield return Method(
                $"{Task(resource)} VReadAsync(string id, string versionId, {Cancellation} = default)", $"VReadAsync<{resource}>(id, versionId, cancellationToken)");
        }

        if (Has(model, FhirInteraction.HistoryInstance))
        {
            yield return Method($"{Search(resource)} History(string id)", $"History<{resource}>(id)");
        }

        if (Has(model, FhirInteraction.HistoryType))
        {
            yield return Method($"{Search(resource)} History()", $"TypeHistory<{resource}>()");
        }

        if (Has(model, FhirInteraction.SearchType))
        {
            yield return Method($"{Search(resource)} Search(global::System.Action<{query}> build)", $"Search<{resource}, {query}>(build)");
            yield return Method(
                $"{Search(resource)} Search(ref global::FhirTyped.FhirQueryInterpolatedStringHandler query)", $"Search<{resource}>(ref query)");
        }

        if (Has(model, FhirInteraction.Create))
        {
            yield return Method($"{Written(resource)} CreateAsync({resource} resource, {Cancellation} = default)", $"CreateAsync<{resource}>(resource, cancellationToken)");
        }

        if (Has(model, FhirInteraction.Update))
        {
            yield return Method($"{Written(resource)} UpdateAsync({resource} resource, {Cancellation} = default)", $"UpdateAsync<{resource}>(resource, cancellationToken)");
        }

        if (Has(model, FhirInteraction.Read | FhirInteraction.Update))
        {
            yield return Method(
                $"{Written(resource)} ModifyAsync(string id, global::System.Action<{resource}> change, {Cancellation} = default)",
                $"ModifyAsync<{resource}>(id, change, cancellationToken)");
        }

        if (Has(model, FhirInteraction.Patch))
        {
            yield return Method(
                $"{Written(resource)} PatchAsync(string id, global::FhirTyped.JsonPatch patch, {Cancellation} = default)",
                $"PatchAsync<{resource}>(id, patch, cancellationToken)");
        }

        if (Has(model, FhirInteraction.Delete))
        {
            yield return Method($"global::System.Threading.Tasks.Task DeleteAsync(string id, {Cancellation} = default)", $"DeleteAsync<{resource}>(id, cancellationToken)");
            yield return Method(
                $"global::System.Threading.Tasks.Task DeleteAsync({resource} resource, {Cancellation} = default)", $"DeleteAsync<{resource}>(resource, cancellationToken)");
        }

        if (model.TakesFhirPathPatch)
        {
            yield return Method(
                $"{Written(resource)} PatchAsync(string id, global::FhirTyped.FhirPathPatch patch, {Cancellation} = default)",
                $"PatchAsync<{resource}>(id, patch, cancellationToken)");
        }

        foreach (var (signature, call) in ConditionalMembers.Methods(model.Conditional, resource, query))
        {
            yield return Method(signature, call);
        }

        foreach (var operation in model.Operations)
        {
            var (signature, call) = OperationMembers.Method(operation, resource, query);
            yield return Method(signature, call);
        }
    }

    private static string Method(string signature, string call) => "public " + signature + "\n    => _platform." + call + ";";

    /// <summary>A task of a result.</summary>
    internal static string Task(string result) => "global::System.Threading.Tasks.Task<" + result + ">";

    /// <summary>A task of what became of a write.</summary>
    internal static string Written(string resource) => Task("global::FhirTyped.FhirWriteResult<" + resource + ">");

    private static string Search(string resource) => "global::FhirTyped.FhirSearch<" + resource + ">";

    private static bool Has(EndpointModel model, FhirInteraction interactions) => (model.Interactions & interactions) == interactions;

    private static string Describe(FhirInteraction interactions)
    {
        var codes = string.Join(", ", interactions.ToCodes());
        return codes.Length > 0 ? codes : "no interaction is declared";
    }

    private static string SpecificationPage(string resourceType) =>
        "https://hl7.org/fhir/R4/" + resourceType.ToLowerInvariant() + ".html";
}
