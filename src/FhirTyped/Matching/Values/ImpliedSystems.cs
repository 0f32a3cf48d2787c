using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>The code systems that elements of type code have by their definition: https://hl7.org/fhir/R4/search.html#token.</summary>
internal static class ImpliedSystems
{
    private const string MimeTypes = "urn:ietf:bcp:13";
    private const string Languages = "urn:ietf:bcp:47";
    private const string Confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

    /// <summary>The system of a code; null where its binding gives none, or several and the code is in none of them.</summary>
    public static string? Of(SearchParameterDefinition definition, string code)
    {
        if (definition.Codes is { } codes)
        {
            return codes.SystemOf(code) ?? (codes.Systems is [var only] ? only : null);
        }

        // Bindings to systems whose codes are not counted up.
        return definition.ExpressionText switch
        {
            "CapabilityStatement.format" or "Subscription.channel.payload" => MimeTypes,
            "CodeSystem.concept.designation.language" => Languages,
            "Composition.confidentiality" => Confidentiality,
            _ => null,
        };
    }
}
