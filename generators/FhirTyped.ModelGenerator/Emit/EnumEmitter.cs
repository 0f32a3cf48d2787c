using System.Text;
using FhirTyped.ModelGenerator.Model;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>Emits an enum, and its codes as one UTF-8 text that is read when it is first asked for.</summary>
internal static class EnumEmitter
{
    public static string Emit(EnumSpec item)
    {
        var writer = GeneratedFile.Begin();
        writer.Line($"/// <summary>The codes of the value set {item.ValueSet}. <see href=\"{PageOf(item)}\"/></summary>");
        writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"FhirTyped.ModelGenerator\", \"1\")]");
        using (writer.Block($"public enum {item.Name}"))
        {
            for (var i = 0; i < item.Members.Count; i++)
            {
                var member = item.Members[i];
                writer.Line($"/// <summary>{Docs.Escape(member.Code)}: {Docs.Escape(member.Display)} ({Docs.Escape(member.System)}).</summary>");
                writer.Line($"{member.Name} = {i + 1},");
            }
        }

        writer.Line();
        using (writer.Block("internal static partial class CodeTables"))
        {
            writer.Line($"private static ReadOnlySpan<byte> {item.Name} => {Table(item)}u8;");
        }

        return writer.ToString();
    }

    private static string PageOf(EnumSpec item) =>
        "https://hl7.org/fhir/R4/valueset-" + item.ValueSet.Substring(item.ValueSet.LastIndexOf('/') + 1) + ".html";

    // A line for each system ("=http://...") and each code ("code TAB display"), in the order of the members.
    private static string Table(EnumSpec item)
    {
        var text = new StringBuilder("\"");
        var system = "";
        foreach (var member in item.Members)
        {
            if (member.System != system)
            {
                system = member.System;
                text.Append('=');
                Append(text, system);
                text.Append("\\n");
            }

            Append(text, member.Code);
            text.Append("\\t");
            Append(text, member.Display);
            text.Append("\\n");
        }

        return text.Append('"').ToString();
    }

    private static void Append(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\');
            }

            text.Append(c);
        }
    }
}
