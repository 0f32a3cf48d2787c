namespace FhirTyped.AspNetCore.Tests;

/// <summary>Bodies that are sent to servers.</summary>
internal static class Bodies
{
    /// <summary>What is easily lost: unknown elements, the scale of numbers, ids of primitives, nulls in lists, text beyond ASCII.</summary>
    public const string Patient = """{"resourceType":"Patient","id":"p","name":[{"family":"Grün <b>","given":["a",null],"_given":[null,{"id":"g"}]}],"_birthDate":{"id":"b"},"multipleBirthInteger":2,"x":1.50}""";

    /// <summary>Bodies that are no Patient, with the place and FHIR's code for what is wrong.</summary>
    public static TheoryData<string, string?, string> Wrong => new()
    {
        { """{"resourceType":"Patient","name":[{"family":"SECRET"},{"family":"\ud800"}]}""", "Patient.name[1].family", "structure" },
        { """{"resourceType":"Observation","valueString":"SECRET"}""", "Observation", "invalid" },
        { """{"resourceType":"SECRET"}""", "Resource", "invalid" },
        { """{"name":"SECRET"}""", "Resource", "invalid" },
        { """{"resourceType":"Patient","id":"SECRET" SECRET}""", null, "structure" },
        { """{"resourceType":"Patient","id":"SECRET""", null, "structure" },
        { """["SECRET"]""", null, "structure" },
        { "SECRET", null, "structure" },
        { "", null, "structure" },
    };
}
