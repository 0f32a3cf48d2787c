using System.Globalization;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

/// <summary>Case and accents do not count in any script, nor how a character is composed. <see href="https://hl7.org/fhir/R4/search.html#string"/></summary>
public sealed class FoldingTests
{
    // Case 21, and its neighbours.
    [Theory]
    [InlineData("Nguyễn", "Nguyen")]
    [InlineData("Trần", "Tran")]
    [InlineData("Ștefănescu", "Stefanescu")]
    [InlineData("Țurcanu", "Turcanu")]
    [InlineData("ΤΖΌΖΕΦ", "ΤΖΟΖΕΦ")]
    [InlineData("Παπαδόπουλος", "Παπαδοπουλος")]
    [InlineData("Παπαδόπουλος", "ΠΑΠΑΔΌΠΟΥΛΟΣ")]
    [InlineData("Королёв", "Королев")]
    [InlineData("ガーデン", "カ\u3099ーテ\u3099ン")]
    [InlineData("ガーデン", "か\u3099ーて\u3099ん")]
    [InlineData("ガーデン", "ｶﾞｰﾃﾞﾝ")]
    [InlineData("Ǻberg", "aberg")]
    [InlineData("GROẞMANN", "grossmann")]
    [InlineData("Großmann", "GROSSMANN")]
    [InlineData("Ｓｍｉｔｈ", "smith")]
    [InlineData("Sørensen", "sorensen")]
    [InlineData("Łukasz", "lukasz")]
    [InlineData("Đặng", "dang")]
    [InlineData("IŞIK", "ışık")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Işık", "isik")]
    [InlineData("Þórr", "thorr")]
    [InlineData("Œuvre", "oeuvre")]
    [InlineData("ĳssel", "ijssel")]
    [InlineData("ﬁnch", "finch")]
    [InlineData("김철수", "\u1100\u1175\u11B7\u110E\u1165\u11AF\u1109\u116E")]
    [InlineData("أحمد", "احمد")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("ज़ा", "ज\u093Cा")]
    [InlineData("สมหญิง", "สมหญิง")]
    [InlineData("葛\U000E0100城", "葛城")]
    [InlineData("O’Brien", "o'brien")]
    [InlineData("Anne‑Marie", "anne-marie")]
    [InlineData("Mary\u3000Ann", "mary ann")]
    [InlineData("a\u0323\u0302", "a\u0302\u0323")]
    [InlineData("𐐀", "𐐨")]
    [InlineData("Μαΐου", "μαιου")]
    [InlineData("ᾳ", "α")]
    public void Text_IsFoundInAnyOfItsForms(string held, string searched)
    {
        var patient = new Patient { Name = { new HumanName { Family = held } } };

        Assert.True(Searched.Matches(patient, "family=" + searched), TextFolding.Fold(held) + " is not " + TextFolding.Fold(searched));
        Assert.True(Searched.Matches(patient, "family:contains=" + searched));
        Assert.True(Searched.Matches(new Patient { Name = { new HumanName { Family = searched } } }, "family=" + held));
        Assert.Equal(held == searched, Searched.Matches(patient, "family:exact=" + searched));
    }

    [Theory]
    [InlineData("김", "기")]
    [InlineData("कु", "कि")]
    [InlineData("สิ", "สุ")]
    [InlineData("Müller", "Möller")]
    [InlineData("Кол", "Кал")]
    [InlineData("𐐀", "𐐁")]
    [InlineData("田", "由")]
    public void Text_ThatIsAnother_IsNotFound(string held, string searched) =>
        Assert.False(Searched.Matches(new Patient { Name = { new HumanName { Family = held } } }, "family=" + searched));

    [Theory]
    [InlineData("family=%CC%81")]
    [InlineData("family=%20")]
    [InlineData("family:contains=%E2%80%8D")]
    [InlineData("name=\u00AD")]
    public void Text_OfWhichNothingRemains_IsRefused(string query) => Assert.NotNull(Searched.Problem("Patient", query));

    [Fact]
    public void EveryCharacter_FoldsAlikeInAllItsForms()
    {
        // Not every machine has the data of Unicode's normal forms.
        NormalizationForm[] forms = HasForms ? [NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD] : [];
        var different = new List<string>();
        for (var code = 0x20; code <= 0x3FFFF; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF || CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }

            // Between letters: a mark alone belongs to nothing.
            var text = "x" + char.ConvertFromUtf32(code) + "z";
            var folded = TextFolding.Fold(text);
            if (folded != TextFolding.Fold(folded)
                || (!HasNewerCase(code) && (folded != TextFolding.Fold(text.ToLowerInvariant()) || folded != TextFolding.Fold(text.ToUpperInvariant())))
                || Array.Exists(forms, form => folded != TextFolding.Fold(text.Normalize(form))))
            {
                different.Add($"{code:X}: {folded}");
            }
        }

        Assert.Empty(different);
    }

    [Fact]
    public void Accents_OfLettersInEveryScript_DoNotCount()
    {
        var random = new Random(21);
        string[] accents = ["\u0300", "\u0301", "\u0308", "\u0323", "\u0327", "\u0342", "\u20DD", "\uFE0F", "\u200D"];
        string[] letters = ["a", "Ω", "ж", "ש", "ع", "ก", "가", "か", "ქ", "Ա", "漢", "𐐀", "𞤀"];
        for (var round = 0; round < 2_000; round++)
        {
            var plain = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => letters[random.Next(letters.Length)]));
            var accented = string.Concat(plain.EnumerateRunes().Select(rune =>
                rune + string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => accents[random.Next(accents.Length)]))));

            Assert.Equal(TextFolding.Fold(plain), TextFolding.Fold(accented));
            Assert.Equal(TextFolding.Fold(plain), TextFolding.Fold(HasForms ? accented.Normalize(NormalizationForm.FormC) : accented));
        }
    }

    // The iota below, whose capital stands beside the letter; and letters that got their other case after the facts were made.
    private static bool HasNewerCase(int code) => code is 0x345 or 0x19B or 0x264 or 0x1C89 or 0x1C8A
        or (>= 0xA7C0 and <= 0xA7DF) or (>= 0x10D50 and <= 0x10D85) or (>= 0x16EA0 and <= 0x16EDF);

    private static bool HasForms => "é".Normalize(NormalizationForm.FormD).Length > 1;

    [Theory]
    [InlineData("a\uD83D", "a\uD83D")]
    [InlineData("\uDE00\uD83D", "\uDE00\uD83D")]
    [InlineData("", "")]
    [InlineData(" \t ", "")]
    public void HalfAPair_IsKept(string text, string folded) => Assert.Equal(folded, TextFolding.Fold(text));
}
