using System.CommandLine;
using FhirTyped.Cli.Commands;
using FhirTyped.Cli.Tables;

namespace FhirTyped.Cli;

/// <summary>Every command with its arguments and options; docs/guides/cli.md explains them all.</summary>
internal static class CommandTree
{
    public static RootCommand Create()
    {
        var root = Own();
        foreach (var (name, description) in TablesTool.Commands)
        {
            // Here for the list of commands alone: Program passes them on before anything is parsed.
            root.Add(new Command(name, description));
        }

        return root;
    }

    private static RootCommand Own() => new("Facts about FHIR platforms: capture them, look them up, ask what a platform supports, serve as one, log in to one, export its data, make tables of them, count, draw and measure, make synthetic data, validate resources.")
    {
        CaptureCommand.Create(),
        CheckCommand.Create(),
        MineCommand.Create(),
        ExplainCommand.Create(),
        PlatformsCommand.Create(),
        ServeCommand.Create(),
        LoginCommand.Create(),
        TokenCommand.Create(),
        LogoutCommand.Create(),
        ExportCommand.Create(),
        SummaryCommand.Create(),
        GraphCommand.Create(),
        BenchmarkCommand.Create(),
        GenerateCommand.Create(),
        RefitCommand.Create(),
        ValidateCommand.Create(),
        ManifestCommand.Create(),
    };
}
