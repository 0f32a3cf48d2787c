using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

/// <summary>Strict reading of what was made.</summary>
internal static class Strict
{
    /// <summary>Writes a resource, reads it strictly, and gives the same back; throws where it does not.</summary>
    public static byte[] Check(Resource resource)
    {
        var json = FhirJson.ToUtf8Bytes(resource);
        var read = FhirJson.Read(json, FhirJsonOptions.Strict);
        Assert.True(read.DeepEquals(resource), resource.TypeName + " is not the same after it was written and read.");
        return json;
    }
}
