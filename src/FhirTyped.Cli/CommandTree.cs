using System.CommandLine;
using FhirTyped.Cli.Commands;

namespace FhirTyped.Cli;

/// <summary>Every command with its arguments and options; docs/guides/cli.md explains them all.</summary>
internal static class CommandTree
{
    public static RootCommand Create() => new("Facts about FHIR platforms: capture them, look them up, ask what a platform supports, serve as one, log in to one, export its data, count, draw and measure, make synthetic data, validate resources.")
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
