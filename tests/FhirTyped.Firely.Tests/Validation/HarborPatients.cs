using System.Text;
using FhirTyped.R4;

namespace FhirTyped.Firely.Tests.Validation;

/// <summary>Patients of the package harbor.fhir.intake, right and wrong. Every value that could be about a person has "Secret" in it.</summary>
internal static class HarborPatients
{
    public const string Profile = "https://harbor.example.org/fhir/StructureDefinition/harbor-patient";

    public const string Ward = "https://harbor.example.org/fhir/StructureDefinition/harbor-ward";

    private const string Base = "\"resourceType\":\"Patient\",\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">SecretText</div>\"}";

    private const string Needed = "\"identifier\":[{\"system\":\"urn:secret\",\"value\":\"SecretNumber\"}],\"name\":[{\"family\":\"SecretName\"}]";

    public static string Valid { get; } =
        $$$"""{{{{Base}}},{{{Needed}}},"extension":[{"url":"{{{Ward}}}","extension":[{"url":"text","valueString":"SecretWard"}]}],"birthDate":"1970-03-01","gender":"male"}""";

    /// <summary>What is wrong by a short name, with the place and code that the description has to have.</summary>
    public static IReadOnlyDictionary<string, (string Json, string Expected)> Wrong { get; } = new Dictionary<string, (string, string)>
    {
        ["identifier"] = ($$$"""{{{{Base}}},"name":[{"family":"SecretName"}]}""", "Patient.identifier: invalid (1028)"),
        ["name"] = ($$$"""{{{{Base}}},"identifier":[{"system":"urn:secret","value":"SecretNumber"}]}""", "Patient.name: invalid (1028)"),
        ["extension"] = ($$$"""{{{{Base}}},{{{Needed}}},"extension":[{"url":"{{{Ward}}}","valueString":"SecretWard"}]}""", "Patient.extension[0].extension:text: invalid (1028)"),
        ["gender"] = ($$$"""{{{{Base}}},{{{Needed}}},"gender":"SecretGender"}""", "Patient.gender[0]: code-invalid (6007)"),
        ["household"] = ($$$"""{{{{Base}}},{{{Needed}}},"maritalStatus":{"coding":[{"system":"https://harbor.example.org/fhir/CodeSystem/harbor-household","code":"SecretCode"}]}}""", "Patient.maritalStatus[0]: code-invalid (6007)"),
        ["date"] = ($$$"""{{{{Base}}},{{{Needed}}},"birthDate":"1970-13-45"}""", "Patient.birthDate[0]: invalid (1006)"),
        ["constraint"] = ($$$"""{{{{Base}}},{{{Needed}}},"telecom":[{"system":"phone","value":"SecretPhone"}]}""", "Patient: invariant harbor-1"),
        ["unknown"] = ($$$"""{{{{Base}}},{{{Needed}}},"SecretElement":{"SecretChild":1}}""", "Patient: invalid (1001)"),
        ["type"] = ($$$"""{{{{Base}}},{{{Needed}}},"active":"SecretYes"}""", "Patient.active[0]: invalid (1006)"),
    };

    public static Patient Make(string json) => FhirJson.Read<Patient>(Encoding.UTF8.GetBytes(json));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
