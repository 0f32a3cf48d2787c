using System.Globalization;
using System.Text;

namespace FhirTyped.Benchmarks;

/// <summary>Payloads of a usual shape, made here.</summary>
internal static class Payloads
{
    public static byte[] Patient { get; } = Encoding.UTF8.GetBytes(
        """
        {"resourceType":"Patient","id":"example","meta":{"versionId":"1","lastUpdated":"2025-03-04T05:06:07Z"},"identifier":[{"use":"usual","system":"urn:oid:1.2.36.146.595.217.0.1","value":"12345"}],"active":true,"name":[{"use":"official","family":"Chalmers","given":["Peter","James"]}],"telecom":[{"system":"phone","value":"(03) 5555 6473","use":"work"}],"gender":"male","birthDate":"1974-12-25"}
        """);

    /// <summary>A searchset of 1,000 Observations, about 650 kB.</summary>
    public static byte[] Bundle { get; } = MakeBundle(1000);

    /// <summary>A searchset of 1,000 Patients, about 450 kB.</summary>
    public static byte[] Patients { get; } = MakePatients(1000);

    private static byte[] MakePatients(int count)
    {
        var patient = Encoding.UTF8.GetString(Patient).Trim();
        var entries = Enumerable.Range(0, count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$$"""{"resource":{{{patient.Replace("1974-12-25", $"19{10 + (i % 90)}-12-25", StringComparison.Ordinal)}}},"search":{"mode":"match"}}"""));
        return Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"searchset","entry":[{{string.Join(',', entries)}}]}""");
    }

    private static byte[] MakeBundle(int count)
    {
        var text = new StringBuilder("""{"resourceType":"Bundle","id":"b","type":"searchset","total":1000,"link":[{"relation":"self","url":"https://fhir.example.org/r4/Observation?patient=p1"}],"entry":[""");
        for (var i = 0; i < count; i++)
        {
            var value = (10 + (i % 90)).ToString(CultureInfo.InvariantCulture);
            text.Append(i > 0 ? "," : "").Append(
                $$$"""
                {"fullUrl":"https://fhir.example.org/r4/Observation/o{{{i}}}","resource":{"resourceType":"Observation","id":"o{{{i}}}","meta":{"versionId":"1","lastUpdated":"2025-01-02T03:04:05.678Z"},"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"718-7","display":"Hemoglobin"}],"text":"Hemoglobin"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2025-01-02T03:04:05+01:00","valueQuantity":{"value":{{{value}}}.50,"unit":"g/dL","system":"http://unitsofmeasure.org","code":"g/dL"}},"search":{"mode":"match"}}
                """);
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }
}
