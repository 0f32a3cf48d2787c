using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Names of people; some have what software stumbles over: an apostrophe, a hyphen, a blank, letters beyond ASCII.</summary>
internal static class PersonNames
{
    private static readonly string[] Female =
    [
        "Abigail", "Amina", "Anna", "Beatriz", "Camila", "Chloe", "Denise", "Elena", "Emma", "Fatima", "Grace", "Hannah", "Imani", "Ingrid", "Isabel", "Jasmine", "Joan", "Kayla", "Keiko", "Laura",
        "Lin", "Lucía", "Margaret", "Maria", "Mei", "Naomi", "Nora", "Olivia", "Priya", "Rachel", "Renée", "Rosa", "Ruth", "Sofia", "Tamika", "Teresa", "Uma", "Victoria", "Yolanda", "Zoë",
    ];

    private static readonly string[] Male =
    [
        "Aaron", "Ahmed", "Andre", "Arthur", "Benjamin", "Carlos", "Daniel", "David", "Diego", "Elias", "Ethan", "Felix", "Gabriel", "George", "Hiroshi", "Isaac", "Jamal", "James", "Javier", "José",
        "Kofi", "Leo", "Lucas", "Marcus", "Mateo", "Michael", "Noah", "Omar", "Oscar", "Pedro", "Raj", "Robert", "Samuel", "Sören", "Thomas", "Tyrone", "Victor", "Walter", "Wei", "Xavier",
    ];

    private static readonly string[] Families =
    [
        "Abbott", "Adeyemi", "Alvarez", "Andersson", "Baker", "Begay", "Bennett", "Brooks", "Carter", "Castillo", "Chen", "Cohen", "Cruz", "Davis", "De la Cruz", "Diaz", "Evans", "Fischer", "Flores",
        "Foster", "Garcia", "Gonzalez", "Gupta", "Hall", "Harris", "Hernández", "Hughes", "Ito", "Jackson", "Jensen", "Johnson", "Kaur", "Kelly", "Khan", "Kim", "Kowalski", "Lee", "Lewis", "Lopez",
        "Martin", "Mitchell", "Morales", "Müller", "Nguyen", "Novak", "Núñez", "O'Brien", "O'Connor", "Okafor", "Ortiz", "Park", "Patel", "Perez", "Phillips", "Ramirez", "Reed", "Rivera", "Robinson",
        "Rossi", "Sanders", "Santos", "Schmidt", "Silva", "Singh", "Smith", "Smith-Jones", "Stewart", "Suzuki", "Taylor", "Torres", "Tran", "Turner", "Van Dyke", "Walker", "Washington", "Williams",
        "Wilson", "Wright", "Yazzie", "Young",
    ];

    /// <summary>A name with one or two given names.</summary>
    public static HumanName Next(SeededRandom random, bool isFemale)
    {
        var given = isFemale ? Female : Male;
        var (family, first, second) = (random.Pick(Families), random.Pick(given), random.Pick(given));
        var name = random.NextBoolean(0.4) && second != first ? new HumanName(family, first, second) : new HumanName(family, first);
        name.Use = NameUse.Official;
        name.Text = string.Join(' ', [.. name.Given, family]);
        return name;
    }
}
