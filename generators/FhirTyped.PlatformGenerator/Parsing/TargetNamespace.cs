using System;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>The namespace of the emitted classes.</summary>
internal static class TargetNamespace
{
    /// <summary>The project's root namespace, or its assembly name without one; every part a C# identifier.</summary>
    public static string Choose(string assemblyName, AnalyzerConfigOptions options)
    {
        var name = options.TryGetValue("build_property.RootNamespace", out var root) && root.Length > 0 ? root : assemblyName;
        var parts = name.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = CSharpText.Identifier(Clean(parts[i]));
        }

        return string.Join(".", parts);
    }

    private static string Clean(string part)
    {
        if (CSharpNames.IsIdentifier(part))
        {
            return part;
        }

        var letters = part.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = char.IsLetterOrDigit(letters[i]) ? letters[i] : '_';
        }

        var clean = new string(letters);
        return clean.Length == 0 || char.IsDigit(clean[0]) ? "_" + clean : clean;
    }
}
