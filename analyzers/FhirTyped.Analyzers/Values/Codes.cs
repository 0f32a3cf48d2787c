namespace FhirTyped.Analyzers;

/// <summary>What can be told of codes and code systems by their form alone.</summary>
internal static class Codes
{
    /// <summary>LOINC's address as a code system.</summary>
    public const string Loinc = "http://loinc.org";

    // The systems that people write from memory, and what they write.
    private static readonly (string Right, string Name, string[] Wrong)[] Systems =
    {
        (Loinc, "LOINC", new[] { "https://loinc.org", "http://www.loinc.org", "https://www.loinc.org", "loinc.org", "loinc", "urn:oid:2.16.840.1.113883.6.1" }),
        ("http://snomed.info/sct", "SNOMED CT", new[] { "https://snomed.info/sct", "http://www.snomed.info/sct", "http://snomed.info", "snomed", "http://snomed.org/sct", "urn:oid:2.16.840.1.113883.6.96" }),
        ("http://www.nlm.nih.gov/research/umls/rxnorm", "RxNorm", new[] { "https://www.nlm.nih.gov/research/umls/rxnorm", "rxnorm", "urn:oid:2.16.840.1.113883.6.88" }),
        ("http://hl7.org/fhir/sid/icd-10-cm", "ICD-10-CM", new[] { "https://hl7.org/fhir/sid/icd-10-cm", "icd-10-cm", "icd-10", "urn:oid:2.16.840.1.113883.6.90" }),
        ("http://hl7.org/fhir/sid/cvx", "CVX", new[] { "https://hl7.org/fhir/sid/cvx", "cvx" }),
        ("http://unitsofmeasure.org", "UCUM", new[] { "https://unitsofmeasure.org", "http://www.unitsofmeasure.org", "ucum" }),
    };

    /// <summary>The address of the code system that another address was meant for, with its name; null where the address is as good as any.</summary>
    public static (string Right, string Name)? Correct(string system)
    {
        var trimmed = system.TrimEnd('/').ToLowerInvariant();
        foreach (var (right, name, wrong) in Systems)
        {
            if (system != right && (trimmed == right || System.Array.IndexOf(wrong, trimmed) >= 0))
            {
                return (right, name);
            }
        }

        return null;
    }

    /// <summary>Whether a text has the form of a LOINC code: digits, a hyphen, a check digit (https://loinc.org/get-started/loinc-term-basics/).</summary>
    public static bool LooksLikeLoinc(string code)
    {
        var hyphen = code.IndexOf('-');
        if (hyphen is < 1 or > 7 || hyphen != code.Length - 2)
        {
            return false;
        }

        foreach (var c in code)
        {
            if (c is (< '0' or > '9') and not '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the last digit of a LOINC code is right: the Luhn algorithm (mod 10).</summary>
    public static bool HasLoincCheckDigit(string code)
    {
        var sum = 0;
        var doubles = true;
        for (var i = code.Length - 3; i >= 0; i--)
        {
            var digit = code[i] - '0';
            if (doubles)
            {
                digit *= 2;
                digit = digit > 9 ? digit - 9 : digit;
            }

            sum += digit;
            doubles = !doubles;
        }

        return (10 - (sum % 10)) % 10 == code[code.Length - 1] - '0';
    }
}
