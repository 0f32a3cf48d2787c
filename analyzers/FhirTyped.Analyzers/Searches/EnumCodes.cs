using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace FhirTyped.Analyzers;

/// <summary>The systems and codes behind the enums of the FHIR model.</summary>
/// <remarks>Read once, on first use. Thread-safe.</remarks>
internal static class EnumCodes
{
    private static readonly Lazy<Dictionary<string, List<(string System, string Code)>>> Facts = new(Load);

    /// <summary>The system and code of a member; members count from 1 in the order of the facts. Null where it is not known.</summary>
    public static (string System, string Code)? Find(string enumName, object? value) =>
        value is int number && Facts.Value.TryGetValue(enumName, out var codes) && number >= 1 && number <= codes.Count ? codes[number - 1] : null;

    private static Dictionary<string, List<(string System, string Code)>> Load()
    {
        using var stream = typeof(EnumCodes).GetTypeInfo().Assembly.GetManifestResourceStream("FhirTyped.Analyzers.codes.facts")
            ?? throw new InvalidOperationException("The facts of the enums are missing from the assembly.");
        using var reader = new StreamReader(stream);
        var enums = new Dictionary<string, List<(string System, string Code)>>(StringComparer.Ordinal);
        var codes = new List<(string System, string Code)>();
        var system = "";
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            var blank = line.IndexOf(' ');
            var rest = line.Substring(blank + 1);
            switch (line.Substring(0, Math.Max(blank, 0)))
            {
                case "enum":
                    codes = enums[rest.Substring(0, rest.IndexOf(' '))] = new();
                    break;
                case "system":
                    system = rest;
                    break;
                case "code":
                    codes.Add((system, rest.Substring(0, rest.IndexOf('\t'))));
                    break;
            }
        }

        return enums;
    }
}
