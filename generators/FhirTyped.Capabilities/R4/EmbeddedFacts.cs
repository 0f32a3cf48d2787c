using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace FhirTyped.Capabilities;

/// <summary>Reads the facts of FHIR R4 that are embedded in the assembly. The first lines of each file say how it is written.</summary>
internal static class EmbeddedFacts
{
    /// <summary>A file of facts: <c>operations.facts</c>.</summary>
    /// <exception cref="InvalidOperationException">The assembly does not hold it: it was built wrongly.</exception>
    public static StreamReader Open(string name) =>
        new(typeof(EmbeddedFacts).GetTypeInfo().Assembly.GetManifestResourceStream("FhirTyped.Capabilities.R4." + name)
            ?? throw new InvalidOperationException("The facts of FHIR R4 are missing from the assembly."));

    /// <summary>The words of each line that is no comment.</summary>
    public static IEnumerable<string[]> Lines(string name)
    {
        using var reader = Open(name);
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split(' ');
            }
        }
    }
}
