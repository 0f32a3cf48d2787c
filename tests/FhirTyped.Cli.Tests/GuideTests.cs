using System.CommandLine;
using System.Text.RegularExpressions;
using FhirTyped.TestKit;

namespace FhirTyped.Cli.Tests;

/// <summary>docs/guides/cli.md has a section for each command, with exactly its arguments and options.</summary>
public sealed partial class GuideTests
{
    private static readonly Dictionary<string, string> Sections = File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", "cli.md"))
        .Split("\n## `fhirtyped ").Skip(1).ToDictionary(static text => text[..text.IndexOf('`', StringComparison.Ordinal)].Split(' ')[0], static text => text);

    public static TheoryData<string> Commands => [.. CommandTree.Create().Subcommands.Select(static command => command.Name)];

    [Fact]
    public void EveryCommand_HasItsSection_AndEverySectionItsCommand() =>
        Assert.Equal(Commands.Select(static row => row.Data).Order(StringComparer.Ordinal), Sections.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Section_NamesTheArgumentsAndOptionsOfItsCommand_AndNoOther(string name)
    {
        var command = CommandTree.Create().Subcommands.Single(command => command.Name == name);
        var rows = Sections[name].Split('\n').Select(static line => Row().Match(line)).Where(static row => row.Success).Select(static row => row.Groups[1].Value);

        Assert.Equal(
            command.Arguments.Select(static argument => "<" + argument.Name + ">").Concat(command.Options.Select(static option => option.Name)).Order(StringComparer.Ordinal),
            rows.Order(StringComparer.Ordinal));
        Assert.All(command.Aliases, alias => Assert.Contains("`" + alias + "`", Sections[name], StringComparison.Ordinal));
    }

    [Fact]
    public void EveryExitCode_IsExplained() => Assert.Equal(
        typeof(ExitCodes).GetFields().Select(static field => ((int)field.GetRawConstantValue()!).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ExitCode().Matches(File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", "cli.md"))).Select(static match => match.Groups[1].Value));

    [GeneratedRegex("^\\| `(<[^`]+>|--[a-z-]+)(?: [^`]*)?` \\|")]
    private static partial Regex Row();

    [GeneratedRegex("^\\| (\\d) \\|", RegexOptions.Multiline)]
    private static partial Regex ExitCode();
}
