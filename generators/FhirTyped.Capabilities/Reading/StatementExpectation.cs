using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>How strongly a statement of requirements asks for something (SHALL, SHOULD, MAY, SHOULD-NOT).</summary>
internal static class StatementExpectation
{
    private const string Url = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation";

    /// <summary>
    /// Whether an entry counts as supported. What an implementation guide merely allows (MAY) is not to be expected of a
    /// server: US Core allows every server to delete, and hardly one does.
    /// </summary>
    public static bool Counts(JsonValue entry, bool isRequirements) => Of(entry) switch
    {
        "SHOULD-NOT" or "SHALL-NOT" => false,
        "MAY" => !isRequirements,
        _ => true,
    };

    /// <summary>The parameters that a guide asks for in a combination, though it may leave them free when they stand alone.</summary>
    public static HashSet<string> CombinedParameters(JsonValue resource)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var extension in resource.ItemsOf("extension"))
        {
            if (extension.StringOf("url") != CapabilityStatementReader.CombinationUrl || !Counts(extension, isRequirements: true))
            {
                continue;
            }

            foreach (var part in extension.ItemsOf("extension"))
            {
                if (part.StringOf("url") is "required" or "optional" && part.StringOf("valueString") is { } name)
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    private static string Of(JsonValue entry)
    {
        foreach (var extension in entry.ItemsOf("extension"))
        {
            if (extension.StringOf("url") == Url)
            {
                return extension.StringOf("valueCode") ?? "";
            }
        }

        return "";
    }
}
