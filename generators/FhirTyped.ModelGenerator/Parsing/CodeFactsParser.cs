using System.Collections.Immutable;
using FhirTyped.ModelGenerator.Model;

namespace FhirTyped.ModelGenerator.Parsing;

/// <summary>Reads the facts of codes; spec/README.md has the grammar.</summary>
internal static class CodeFactsParser
{
    /// <summary>The enums of a file.</summary>
    public static ImmutableArray<EnumSpec> Parse(string text, CancellationToken cancellation)
    {
        var enums = ImmutableArray.CreateBuilder<EnumSpec>();
        string[]? header = null;
        var system = "";
        var members = new List<EnumMemberSpec>();
        foreach (var raw in text.Split('\n'))
        {
            cancellation.ThrowIfCancellationRequested();
            var line = raw.TrimEnd('\r');
            if (line.StartsWith("enum ", StringComparison.Ordinal))
            {
                Complete(header, members, enums);
                header = line.Split(' ');
                members.Clear();
            }
            else if (line.StartsWith("system ", StringComparison.Ordinal))
            {
                system = line.Substring("system ".Length);
            }
            else if (line.StartsWith("code ", StringComparison.Ordinal))
            {
                var tab = line.IndexOf('\t');
                var code = line.Substring("code ".Length, tab - "code ".Length);
                var display = line.Substring(tab + 1);
                members.Add(new EnumMemberSpec(NameOf(code, display, members), system, code, display));
            }
        }

        Complete(header, members, enums);
        return enums.ToImmutable();
    }

    private static void Complete(string[]? header, List<EnumMemberSpec> members, ImmutableArray<EnumSpec>.Builder enums)
    {
        if (header is not null)
        {
            enums.Add(new EnumSpec(header[1], header[2], new EquatableArray<EnumMemberSpec>(members.ToImmutableArray())));
        }
    }

    // The code in PascalCase; where it has no name to give (a sign or a number), its display.
    private static string NameOf(string code, string display, List<EnumMemberSpec> members)
    {
        var name = code == "*" ? "All" : Names.Pascal(code);
        if (name.Length == 0 || name[0] is >= '0' and <= '9')
        {
            var ofDisplay = Names.Pascal(display);
            name = ofDisplay.Length > 0 && ofDisplay[0] is not (>= '0' and <= '9') ? ofDisplay : "Code" + name;
        }

        var unique = name;
        for (var n = 2; IsTaken(unique, members); n++)
        {
            unique = name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }

    private static bool IsTaken(string name, List<EnumMemberSpec> members)
    {
        foreach (var member in members)
        {
            if (member.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
