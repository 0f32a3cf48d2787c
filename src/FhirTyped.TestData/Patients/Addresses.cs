using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Addresses in places that exist, at streets and numbers that are made up.</summary>
internal static class Addresses
{
    private static readonly (string City, string State, string PostalCode)[] Places =
    [
        ("Albuquerque", "NM", "87102"), ("Atlanta", "GA", "30303"), ("Austin", "TX", "78701"), ("Boise", "ID", "83702"), ("Boston", "MA", "02108"), ("Chicago", "IL", "60601"),
        ("Columbus", "OH", "43215"), ("Denver", "CO", "80202"), ("Des Moines", "IA", "50309"), ("Honolulu", "HI", "96813"), ("Little Rock", "AR", "72201"), ("Madison", "WI", "53703"),
        ("Nashville", "TN", "37201"), ("Phoenix", "AZ", "85003"), ("Portland", "OR", "97204"), ("Raleigh", "NC", "27601"), ("Richmond", "VA", "23219"), ("Sacramento", "CA", "95814"),
        ("Saint Paul", "MN", "55101"), ("Salt Lake City", "UT", "84101"), ("Seattle", "WA", "98101"), ("Springfield", "IL", "62701"), ("Tallahassee", "FL", "32301"), ("Trenton", "NJ", "08608"),
    ];

    private static readonly string[] Streets =
        ["Birch", "Cedar", "Chestnut", "Church", "Elm", "Hickory", "Hill", "Juniper", "Lake", "Main", "Maple", "Mill", "Oak", "Orchard", "Park", "Pine", "River", "School", "Spring", "Walnut"];

    private static readonly string[] Kinds = ["Street", "Avenue", "Road", "Lane", "Drive"];

    /// <summary>An address.</summary>
    public static Address Next(SeededRandom random, AddressUse use)
    {
        var (city, state, postalCode) = random.Pick(Places);
        var street = $"{random.Next(1, 9999).ToString(CultureInfo.InvariantCulture)} {random.Pick(Streets)} {random.Pick(Kinds)}";
        var address = new Address { Use = use, City = city, State = state, PostalCode = postalCode, Country = "US" };
        address.Line.Add(street);
        if (random.NextBoolean(0.2))
        {
            address.Line.Add("Unit " + random.Next(1, 60).ToString(CultureInfo.InvariantCulture));
        }

        return address;
    }
}
