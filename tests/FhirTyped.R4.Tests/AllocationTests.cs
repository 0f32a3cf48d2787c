using System.Buffers;
using System.Globalization;
using System.Text;

namespace FhirTyped.R4.Tests;

/// <summary>What reading and writing allocate: counts of bytes, which do not depend on the machine's load.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Read_OfASearchset_AllocatesAtMostThreeTimesThePayload()
    {
        var utf8 = Searchset(1000);
        FhirJson.Read(utf8);

        var allocated = Allocated(() => FhirJson.Read(utf8));

        Assert.InRange(utf8.Length, 600_000, 750_000);
        Assert.InRange(allocated, 1, 3L * utf8.Length);
    }

    [Fact]
    public void Write_IntoABuffer_AllocatesNothing()
    {
        var bundle = FhirJson.Read(Searchset(100));
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        FhirJson.Write(buffer, bundle);

        var allocated = Allocated(() =>
        {
            buffer.ResetWrittenCount();
            FhirJson.Write(buffer, bundle);
        });

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void EmptyPatient_IsSmall()
    {
        Patient? patient = null;

        Assert.InRange(Allocated(() => patient = new Patient()), 1, 320);
        Assert.NotNull(patient);
    }

    /// <summary>A searchset of typical vital signs.</summary>
    internal static byte[] Searchset(int count)
    {
        var json = new StringBuilder("""{"resourceType":"Bundle","type":"searchset","entry":[""");
        for (var i = 0; i < count; i++)
        {
            json.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $$$"""{"fullUrl":"https://example.org/fhir/Observation/o{{{i}}}","resource":{"resourceType":"Observation","id":"o{{{i}}}","meta":{"versionId":"1","lastUpdated":"2025-01-01T10:11:12.123Z"},"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs","display":"Vital Signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"8302-2","display":"Body Height"}],"text":"Body Height"},"subject":{"reference":"Patient/p{{{i % 50}}}"},"effectiveDateTime":"2024-02-11T08:09:10+00:00","issued":"2024-03-11T08:09:10.123+00:00","valueQuantity":{"value":{{{150 + (i % 40)}}}.5,"unit":"cm","system":"http://unitsofmeasure.org","code":"cm"}},"search":{"mode":"match"}}""");
        }

        return Encoding.UTF8.GetBytes(json.Append("]}").ToString());
    }

    private static long Allocated(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
