using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What a code means: the answer of <c>$lookup</c> (https://hl7.org/fhir/R4/codesystem-operation-lookup.html).</summary>
public sealed class CodeLookup
{
    internal CodeLookup(Parameters answer)
    {
        Answer = answer;
        Name = answer.TextOf("name");
        Version = answer.TextOf("version");
        Display = answer.TextOf("display");
    }

    /// <summary>The answer as the server sent it, with designations and properties.</summary>
    public Parameters Answer { get; }

    /// <summary>The name of the code system, or null where the server does not say.</summary>
    public string? Name { get; }

    /// <summary>The version of the code system, or null where the server does not say.</summary>
    public string? Version { get; }

    /// <summary>What people read for the code, or null where the server does not say.</summary>
    public string? Display { get; }
}
