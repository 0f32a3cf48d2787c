using System.Text;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>Evaluates expressions on a small patient and shows results as text.</summary>
internal static class Evaluated
{
    public static readonly Patient Patient = (Patient)FhirJson.Read(Encoding.UTF8.GetBytes("""
        {"resourceType":"Patient","id":"p1","active":true,"birthDate":"1974-12-25","_birthDate":{"extension":[
           {"url":"http://hl7.org/fhir/StructureDefinition/patient-birthTime","valueDateTime":"1974-12-25T14:35:45-05:00"}]},
         "gender":"male","deceasedBoolean":false,
         "contained":[{"resourceType":"Practitioner","id":"gp","name":[{"family":"Doctor"}]}],
         "generalPractitioner":[{"reference":"#gp"},{"reference":"Organization/1"}],
         "managingOrganization":{"reference":"Organization/9","type":"Organization"},
         "name":[{"use":"official","family":"Chalmers","given":["Peter","James"]},{"use":"usual","given":["Jim"]},
                 {"use":"maiden","family":"Windsor","given":["Peter","James"],"period":{"end":"2002"}}],
         "contact":[{"name":{"family":"du Marché"}}]}
        """));

    /// <summary>The items as texts, joined by <c>|</c>; <c>{}</c> for nothing; the reason of an error after <c>!</c>.</summary>
    public static string Show(string expression, FhirPathContext? context = null, Base? input = null)
    {
        try
        {
            var items = FhirPathExpression.Parse(expression).Select(input ?? Patient, context);
            return items.Count == 0 ? "{}" : string.Join('|', items);
        }
        catch (FhirPathException exception)
        {
            return "! " + exception.Reason;
        }
    }
}
