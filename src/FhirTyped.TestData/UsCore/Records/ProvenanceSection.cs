using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Where the record comes from: for each document who wrote it, and once who sends all that a new practitioner asks for first.</summary>
internal static class ProvenanceSection
{
    public static void Add(PatientRecord record)
    {
        var random = record.Random("provenance");
        var first = new List<Resource> { record.Patient };
        first.AddRange(record.Of<AllergyIntolerance>());
        first.AddRange(record.Of<Condition>());
        Add(record, first, record.End, record.Practitioner, random);
        foreach (var document in record.Of<DocumentReference>().ToArray())
        {
            Add(record, [document], document.Date!.Value.ToDateTimeOffset(), record.Network.Practitioners.Single(practitioner => practitioner.Id == document.Author[0].ResourceId), random);
        }
    }

    private static void Add(PatientRecord record, IEnumerable<Resource> targets, DateTimeOffset recorded, Practitioner author, SeededRandom random)
    {
        var provenance = new Provenance
        {
            Recorded = recorded,
            Agent =
            {
                Agent("author", "Author", author.ToReference(), record),
                Agent("transmitter", "Transmitter", record.Network.Hospital.ToReference(), record),
            },
        };
        provenance.Target.AddRange(targets.Select(static target => target.ToReference()));
        record.Add(provenance, UsCoreProfiles.Provenance, random);
    }

    private static ProvenanceAgent Agent(string code, string display, ResourceReference who, PatientRecord record) => new()
    {
        Type = Concepts.Terminology("provenance-participant-type", code, display),
        Who = who,
        OnBehalfOf = record.Network.Hospital.ToReference(),
    };
}
