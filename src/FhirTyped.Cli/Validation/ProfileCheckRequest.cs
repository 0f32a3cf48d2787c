namespace FhirTyped.Cli.Validation;

/// <summary>What is to be validated, and by what.</summary>
/// <param name="Files">The files.</param>
/// <param name="Profile">The profile that is asked for, or null.</param>
/// <param name="Packages">Folders and <c>.tgz</c> files of packages.</param>
/// <param name="Definitions">A folder of definitions that is no package, or null.</param>
/// <param name="DefinitionsVersion">The version of its definitions that name none, or null.</param>
/// <param name="AllowsUnknownProfiles">Whether a claimed profile that is not known is a warning.</param>
/// <param name="LeavesOutValues">Whether texts are left out.</param>
/// <param name="IsJson">Whether the report is JSON.</param>
internal sealed record ProfileCheckRequest(
    string[] Files,
    string? Profile,
    string[] Packages,
    string? Definitions,
    string? DefinitionsVersion,
    bool AllowsUnknownProfiles,
    bool LeavesOutValues,
    bool IsJson);
