using System.Globalization;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Telephone numbers and mail addresses that are nobody's.</summary>
internal static class Telecoms
{
    private static readonly string[] AreaCodes = ["206", "212", "303", "312", "404", "415", "505", "512", "602", "617", "702", "804", "907", "919"];

    /// <summary>A number of those that are kept free for fiction: 555-0100 to 555-0199.</summary>
    public static ContactPoint Phone(SeededRandom random, ContactPointUse use) =>
        new(ContactPointSystem.Phone, $"{random.Pick(AreaCodes)}-555-01{random.Next(0, 99).ToString("D2", CultureInfo.InvariantCulture)}", use);

    /// <summary>An address of a name, below a domain that is kept free for examples (RFC 2606).</summary>
    public static ContactPoint Mail(HumanName name, SeededRandom random) => new(
        ContactPointSystem.Email,
        $"{Letters(name.Given[0])}.{Letters(name.Family!)}{random.Next(1, 999).ToString(CultureInfo.InvariantCulture)}@example.org",
        ContactPointUse.Home);

    // Without accents by hand: what the runtime knows of Unicode differs between versions and machines.
    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            letters.Append(letter switch
            {
                >= 'A' and <= 'Z' => (char)(letter + 32),
                >= 'a' and <= 'z' => letter,
                'á' => 'a',
                'é' or 'ë' => 'e',
                'í' => 'i',
                'ñ' => 'n',
                'ö' => 'o',
                'ú' or 'ü' => 'u',
                _ => '-',
            });
        }

        return letters.ToString();
    }
}
