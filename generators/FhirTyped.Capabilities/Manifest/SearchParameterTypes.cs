namespace FhirTyped.Capabilities;

/// <summary>The codes of the search parameter types: https://hl7.org/fhir/R4/valueset-search-param-type.html.</summary>
internal static class SearchParameterTypes
{
    private static readonly string[] Codes = { "string", "token", "date", "reference", "number", "quantity", "uri", "composite", "special" };

    /// <summary>The code of a type, for example <c>token</c>.</summary>
    public static string ToCode(this SearchParameterType type) => Codes[(int)type];

    /// <summary>The type of a code, or null where the code is not one of FHIR's.</summary>
    public static SearchParameterType? FromCode(string code)
    {
        for (var i = 0; i < Codes.Length; i++)
        {
            if (Codes[i] == code)
            {
                return (SearchParameterType)i;
            }
        }

        return null;
    }
}
