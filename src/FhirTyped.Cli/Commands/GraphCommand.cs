using System.CommandLine;
using FhirTyped.Cli.Validation;
using FhirTyped.R4;
using FhirTyped.Transfer;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped graph</c>: which resources of files refer to which, as a drawing.</summary>
internal static class GraphCommand
{
    private static readonly Argument<string[]> Files = new("files")
    {
        Description = "Files of FHIR JSON: a resource or Bundle each, or *.ndjson with one a line.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> To = new("--to") { Description = "The file of the drawing: *.svg, or *.mmd for Mermaid. It is replaced.", Required = true };
    private static readonly Option<bool> ByType = new("--by-type") { Description = "A node for each resource type, with the number of its resources; by default where there are more than --nodes." };
    private static readonly Option<bool> ByResource = new("--by-resource") { Description = $"A node for each resource, {FhirGraphDrawingOptions.LargestDrawing} at the most." };
    private static readonly Option<int> Nodes = new("--nodes") { Description = "How many nodes there may be before they are grouped by type.", DefaultValueFactory = _ => new FhirGraphDrawingOptions().MaximumNodes };
    private static readonly Option<string?> BaseUrl = new("--base-url") { Description = "The base address of the server that the resources are of: references below it are to its resources." };
    private static readonly Option<bool> Json = new("--json") { Description = "Report as JSON: how many nodes and references there are, what is missing, and what goes in a circle." };

    public static Command Create()
    {
        var command = new Command("graph", "Draws which resources refer to which, as SVG or Mermaid. A drawing holds types and ids, and nothing else of a resource.")
        {
            Files, To, ByType, ByResource, Nodes, BaseUrl, Json,
        };
        command.SetAction((result, cancellationToken) => Output.RunAsync(() => RunAsync(result, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var to = result.GetRequiredValue(To);
        Func<FhirResourceGraph, FhirGraphDrawingOptions, string> draw = Path.GetExtension(to).ToUpperInvariant() switch
        {
            ".SVG" => static (graph, options) => graph.ToSvg(options),
            ".MMD" => static (graph, options) => graph.ToMermaid(options),
            _ => throw new CliException("--to is a file that ends in .svg or .mmd."),
        };
        if (result.GetValue(ByType) && result.GetValue(ByResource))
        {
            throw new CliException("Say one of --by-type and --by-resource.");
        }

        var baseUrl = result.GetValue(BaseUrl) is not { } text ? null : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw new CliException("--base-url is not absolute.");
        var graph = FhirResourceGraph.From(result.GetRequiredValue(Files).SelectMany(CheckedResource.In).Select(resource => Read(resource, cancellationToken)), baseUrl);
        var options = new FhirGraphDrawingOptions { GroupsByType = result.GetValue(ByType) ? true : result.GetValue(ByResource) ? false : null, MaximumNodes = result.GetValue(Nodes) };
        try
        {
            await Output.WriteFileAsync(to, draw(graph, options), cancellationToken);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new CliException(error.Message.Split(" (Parameter", 2)[0]);
        }

        Report(graph, to, result.GetValue(Json));
        return ExitCodes.Success;
    }

    private static Resource Read(CheckedResource resource, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return FhirJson.TryRead<Resource>(resource.Json.Span, out var read, out var issues, FhirJsonOptions.Lenient, cancellationToken) ? read
            : throw new CliException($"{resource.Place}: it is no resource ({issues[0].Code}).");
    }

    private static void Report(FhirResourceGraph graph, string to, bool json)
    {
        var missing = graph.Missing.Select(static node => node.Name).Order(StringComparer.Ordinal).ToArray();
        if (json)
        {
            Output.WriteJson(new
            {
                File = to,
                Nodes = graph.Nodes.Count,
                References = graph.Edges.Count,
                Missing = missing,
                Circles = graph.Cycles.Select(static cycle => cycle.Select(static node => node.Name)),
            });
            return;
        }

        Console.Out.WriteLine($"{to}: {graph.Nodes.Count} nodes, {graph.Edges.Count} references, {missing.Length} missing targets, {graph.Cycles.Count} circles");
    }
}
