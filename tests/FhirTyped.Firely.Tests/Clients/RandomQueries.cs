using FhirTyped.Platforms;

namespace FhirTyped.Firely.Tests.Clients;

/// <summary>Typed queries with values that need every kind of escaping. The same seed gives the same query, as often as it is built.</summary>
internal static class RandomQueries
{
    private static readonly string[] Letters =
        ["a", "B", "7", ",", "$", "|", "\\", "&", "+", "%", "=", "#", "?", "/", ":", ";", " ", "é", "漢", "😀", "\"", "'", "<", ">", "~", "*", "(", ")", "!", "[", "]", "@", "%2C", "%00", "\\,"];

    /// <summary>A query of Patient.</summary>
    public static Action<Hapi.PatientQuery> OfPatient(int seed) => query =>
    {
        var random = new Random(seed);
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            _ = random.Next(9) switch
            {
                0 => query.Family.StartsWith(Text(random)),
                1 => query.Given.Exactly(Text(random)),
                2 => query.AddressCity.AnyOf(Text(random), Text(random)),
                3 => query.Identifier.Is("urn:" + Text(random), Text(random)),
                4 => query.Identifier.AnyOf(new SearchToken("http://a|b", Text(random)), SearchToken.OfCode("x" + random.Next(9))),
                5 => query.Birthdate.OnOrAfter(1900 + random.Next(100), 1 + random.Next(12), 1 + random.Next(28)),
                6 => query.Gender.Not("unknown"),
                7 => query.GeneralPractitioner.Is("Practitioner", "p" + random.Next(99)),
                _ => query.Family.Contains(Text(random)),
            };
        }

        if (random.Next(3) == 0)
        {
            query.Count(random.Next(1, 100)).Sort(q => q.Family).SortDescending(q => q.Birthdate);
        }

        if (random.Next(4) == 0)
        {
            query.RevInclude((Hapi.ObservationQuery o) => o.Subject);
        }
    };

    /// <summary>A query of Observation.</summary>
    public static Action<Hapi.ObservationQuery> OfObservation(int seed) => query =>
    {
        var random = new Random(seed);
        query.Patient.Is("p" + random.Next(99));
        for (var i = random.Next(0, 4); i > 0; i--)
        {
            _ = random.Next(7) switch
            {
                0 => query.Code.Is("http://loinc.org", Text(random)),
                1 => query.Date.Between(new DateOnly(2020, 1, 1 + random.Next(28)), new DateOnly(2024, 2, 29)),
                2 => query.Date.After(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.FromHours(random.Next(-12, 14)))),
                3 => query.ValueQuantity.AtLeast(random.Next(1000) / 8m, "mm[Hg]"),
                4 => query.CodeValueQuantity.Is(Text(random), QuantitySearchValue.Ucum(1.50m, "g/dL")),
                5 => query.ValueString.Exactly(Text(random)),
                _ => query.Subject.Patient(p => p.Family.StartsWith(Text(random))),
            };
        }

        if (random.Next(3) == 0)
        {
            query.Include(o => o.Subject).Count(random.Next(1, 50));
        }
    };

    private static string Text(Random random)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Letters[random.Next(Letters.Length)]));
        return "x" + text + "y";
    }
}
