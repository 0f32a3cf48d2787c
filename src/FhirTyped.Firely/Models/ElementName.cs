using Hl7.Fhir.Model;

namespace FhirTyped.Firely;

/// <summary>Names of elements in messages: none that the standard does not have, since that may be a patient's.</summary>
internal static class ElementName
{
    private static readonly Lazy<HashSet<string>> Names = new(static () =>
        [.. ModelInfo.ModelInspector.ClassMappings.SelectMany(static type => type.PropertyMappings).Select(static element => element.Name), "resourceType"]);

    /// <summary>A name of the standard's; <c>?</c> for any other.</summary>
    public static string Of(string name) => IsKnown(name.StartsWith('_') ? name[1..] : name) ? name : "?";

    private static bool IsKnown(string name)
    {
        var names = Names.Value;
        for (var length = name.Length; length > 0; length--)
        {
            // The whole name, or that of a choice before its type.
            if ((length == name.Length || char.IsAsciiLetterUpper(name[length])) && names.Contains(name[..length]))
            {
                return length == name.Length || ModelInfo.IsKnownResource(name[length..]) || ModelInfo.IsDataType(name[length..]) || ModelInfo.IsPrimitive(char.ToLowerInvariant(name[length]) + name[(length + 1)..]);
            }
        }

        return false;
    }
}
