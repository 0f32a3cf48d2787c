using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace FhirTyped.Capabilities;

/// <summary>
/// What a platform without a CapabilityStatement probably supports: the union of the implementation guides that its file
/// names. The guides' own facts are manifests inside the assembly.
/// </summary>
internal static class AssumedStatements
{
    private static readonly (string Guide, string Name, string[] Marks)[] Guides =
    {
        ("us-core", "US Core", new[] { "us core", "us-core", "uscore", "us core stu" }),
        ("carin-bb", "CARIN Blue Button", new[] { "carin", "blue button" }),
        ("plan-net", "Da Vinci Plan-Net", new[] { "plan-net", "plan net", "plannet", "provider directory" }),
        ("drug-formulary", "Da Vinci US Drug Formulary", new[] { "formulary" }),
    };

    /// <summary>The assumed manifest of a platform file, or null where its guides are not known.</summary>
    public static PlatformManifest? For(PlatformFile file)
    {
        PlatformManifest? result = null;
        var names = "";
        foreach (var (guide, name, marks) in Guides)
        {
            if (Names(file, guide, marks))
            {
                var manifest = Load(guide);
                result = result is null ? manifest : Union(result, manifest);
                names += (names.Length == 0 ? "" : ", ") + name;
            }
        }

        return result is null ? null : result with { Origin = new(StatementKind.Assumed, result.Origin.Date, "", names) };
    }

    private static bool Names(PlatformFile file, string guide, string[] marks)
    {
        foreach (var named in file.ImplementationGuides)
        {
            foreach (var mark in marks)
            {
                if (named.IndexOf(mark, StringComparison.OrdinalIgnoreCase) >= 0)
                {
                    return true;
                }
            }
        }

        // Regulation (CMS-9115-F) ties these two capabilities to these guides.
        return guide switch
        {
            "us-core" => file.HasPatientAccess && file.ImplementationGuides.Count == 0,
            "carin-bb" => file.HasPatientAccess && file.ImplementationGuides.Count == 0 && file.Type == "payer",
            "plan-net" => file.HasProviderDirectory && file.Type == "payer",
            _ => false,
        };
    }

    private static PlatformManifest Union(PlatformManifest first, PlatformManifest second)
    {
        var byType = new SortedDictionary<string, ResourceCapability>(StringComparer.Ordinal);
        foreach (var resource in first.Resources)
        {
            byType[resource.Type] = resource;
        }

        foreach (var resource in second.Resources)
        {
            byType[resource.Type] = byType.TryGetValue(resource.Type, out var earlier) ? ResourceMerge.Union(earlier, resource) : resource;
        }

        return first with
        {
            Resources = new(byType.Values),
            SystemInteractions = first.SystemInteractions | second.SystemInteractions,
        };
    }

    private static PlatformManifest Load(string guide)
    {
        var name = "FhirTyped.Capabilities.Assumed." + guide + ".manifest";
        using var stream = typeof(AssumedStatements).GetTypeInfo().Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("The facts of the implementation guide " + guide + " are missing from the assembly.");
        using var reader = new StreamReader(stream);
        return ManifestText.Read(reader.ReadToEnd());
    }
}
