using System.Globalization;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Notes of check-ups and summaries of stays, as documents with their text; now and then a report of an X-ray.</summary>
internal static class DocumentSection
{
    public static void Add(PatientRecord record)
    {
        for (var i = 0; i < record.Visits.Count; i++)
        {
            var visit = record.Visits[i];
            var random = record.Random("documents", i);
            if (visit.IsInpatient)
            {
                AddDocument(record, visit, "18842-5", "Discharge summary", "Discharged home. " + visit.Problem!.Display + ".", random);
            }
            else if (visit.Problem is null)
            {
                var problems = record.Problems.Count == 0 ? "No active problems." : "Active problems: " + string.Join(", ", record.Problems.Select(static item => item.Problem.Display)) + ".";
                AddDocument(record, visit, "11506-3", "Progress note", $"Check-up at the age of {record.AgeAt(visit.Start).ToString(CultureInfo.InvariantCulture)}. {problems}", random);
            }

            if (visit.Problem?.Code is "10509002" or "44465007" && random.NextBoolean(0.4))
            {
                AddImagingReport(record, visit, random);
            }
        }
    }

    private static void AddDocument(PatientRecord record, Visit visit, string code, string display, string text, SeededRandom random) => record.Add(
        new DocumentReference
        {
            Identifier = { new Identifier("http://hospital.example.org/identifiers/document", random.NextUuid().ToString("D")) },
            Status = DocumentReferenceStatus.Current,
            Type = Concepts.Loinc(code, display),
            Category = { new CodeableConcept("http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", "clinical-note", "Clinical Note") },
            Subject = record.Subject(),
            Date = visit.End,
            Author = { visit.Practitioner.ToReference() },
            Custodian = record.Network.Hospital.ToReference(),
            Content =
            {
                new DocumentReferenceContent
                {
                    Attachment = new Attachment { ContentType = "text/plain; charset=utf-8", Data = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), Title = display },
                    Format = new Coding("http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode", "urn:ihe:iti:xds:2017:mimeTypeSufficient", "mimeType Sufficient"),
                },
            },
            Context = new DocumentReferenceContext { Encounter = { visit.Encounter.ToReference() }, Period = new Period(visit.Start, visit.End) },
        },
        UsCoreProfiles.DocumentReference,
        random);

    private static void AddImagingReport(PatientRecord record, Visit visit, SeededRandom random)
    {
        var isChest = visit.Problem!.Code == "10509002";
        record.Add(
            new DiagnosticReport
            {
                Status = DiagnosticReportStatus.Final,
                Category = { new CodeableConcept("http://loinc.org", "LP29684-5", "Radiology") },
                Code = isChest ? Concepts.Loinc("36643-5", "XR Chest 2 Views") : Concepts.Loinc("37362-1", "XR Bone Views"),
                Subject = record.Subject(),
                Encounter = visit.Encounter.ToReference(),
                EffectiveDateTime = visit.Start,
                Issued = visit.End,
                Performer = { visit.Practitioner.ToReference() },
                ResultsInterpreter = { visit.Practitioner.ToReference() },
                Conclusion = isChest ? "No infiltrate." : "No fracture.",
            },
            UsCoreProfiles.NoteReport,
            random);
    }
}
