using System.CommandLine;
using FhirTyped.Cli.Commands;

var root = new RootCommand("Facts about FHIR platforms: capture them, look them up, ask what a platform supports, serve as one.")
{
    CaptureCommand.Create(),
    CheckCommand.Create(),
    MineCommand.Create(),
    ExplainCommand.Create(),
    PlatformsCommand.Create(),
    ServeCommand.Create(),
    ManifestCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
