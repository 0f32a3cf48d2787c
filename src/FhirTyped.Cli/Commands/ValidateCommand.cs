using System.CommandLine;
using FhirTyped.Cli.Validation;

namespace FhirTyped.Cli.Commands;

/// <summary><c>fhirtyped validate</c>: do resources conform to their profiles?</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Files of FHIR JSON or XML (*.xml): a resource or Bundle each, or *.ndjson with one a line.",
            Arity = ArgumentArity.OneOrMore,
        };
        var profile = new Option<string?>("--profile") { Description = "The canonical address of a profile that resources of its type are held against, beside those that they claim." };
        var packages = new Option<string[]>("--package") { Description = "A FHIR package, its folder or .tgz file. May be given several times." };
        var definitions = new Option<string?>("--definitions") { Description = "A folder of definitions (*.json) that is no package." };
        var version = new Option<string?>("--definitions-version") { Description = "With --definitions: the version of those that name none." };
        var allowUnknown = new Option<bool>("--allow-unknown-profiles") { Description = "A claimed profile that is in none of the packages is a warning, and no error." };
        var noValues = new Option<bool>("--no-values") { Description = "Leave out the texts, which repeat values of the resources: places and kinds of errors alone." };
        var json = new Option<bool>("--json") { Description = "Report as JSON." };
        var command = new Command("validate", "Validates resources against R4 and their profiles: exit code 0 is that all conform, 5 that some do not.")
        {
            files, profile, packages, definitions, version, allowUnknown, noValues, json,
        };
        command.SetAction((result, cancellationToken) => Output.RunAsync(() => ProfileCheck.RunAsync(
            new(
                result.GetRequiredValue(files),
                result.GetValue(profile),
                result.GetValue(packages) ?? [],
                result.GetValue(definitions),
                result.GetValue(version),
                result.GetValue(allowUnknown),
                result.GetValue(noValues),
                result.GetValue(json)),
            cancellationToken)));
        return command;
    }
}
