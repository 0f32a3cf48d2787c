using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Procedures; an implanted device where there is one. Every record has one that reviews its medicines.</summary>
internal static class ProcedureSection
{
    public static void Add(PatientRecord record)
    {
        for (var i = 0; i < record.Visits.Count; i++)
        {
            var visit = record.Visits[i];
            var random = record.Random("procedures", i);
            if (visit.Problem is null && (i == 0 || random.NextBoolean(0.3)))
            {
                Add(record, visit, "430193006", "Medication reconciliation (procedure)", random);
            }

            if (visit.Problem is null && record.AgeAt(visit.Start) >= 45 && random.NextBoolean(0.1))
            {
                Add(record, visit, "73761001", "Colonoscopy (procedure)", random);
            }
        }

        var implant = record.Random("implant");
        if (record.Problems.Find(static item => item.Problem.Code == Problem.KneeOsteoarthritis) is { Condition: { } knee } && record.Visits.FindLast(static visit => visit.Problem is null) is { } last && implant.NextBoolean(0.5))
        {
            var device = AddDevice(record, last, "109228008", "Knee joint prosthesis (physical object)", implant);
            var procedure = Add(record, last, "609588000", "Total replacement of knee joint (procedure)", implant);
            procedure.ReasonReference.Add(knee.ToReference());
            procedure.FocalDevice.Add(new ProcedureFocalDevice { Manipulated = device.ToReference() });
        }
        else if (record.Visits.Count > 0 && implant.NextBoolean(0.1))
        {
            AddDevice(record, record.Visits[0], "14106009", "Cardiac pacemaker (physical object)", implant);
        }
    }

    private static Procedure Add(PatientRecord record, Visit visit, string code, string display, SeededRandom random) => record.Add(
        new Procedure
        {
            Status = EventStatus.Completed,
            Code = Concepts.Snomed(code, display),
            Subject = record.Subject(),
            Encounter = visit.Encounter.ToReference(),
            Performed = new Period(visit.Start, visit.End),
            Performer = { new ProcedurePerformer { Actor = visit.Practitioner.ToReference() } },
            Location = record.Network.Clinic.ToReference(),
        },
        UsCoreProfiles.Procedure,
        random);

    private static Device AddDevice(PatientRecord record, Visit visit, string code, string display, SeededRandom random)
    {
        var made = DateOnly.FromDateTime(visit.Start.Date).AddDays(-random.Next(30, 300));
        var expires = made.AddYears(5);
        var item = random.Next(0, 99_999_999_999_999).ToString("D14", CultureInfo.InvariantCulture);
        var (lot, serial) = (random.Next(1000, 9999).ToString(CultureInfo.InvariantCulture), random.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture));
        return record.Add(
            new Device
            {
                UdiCarrier =
                {
                    new DeviceUdiCarrier
                    {
                        DeviceIdentifier = item,
                        CarrierHRF = string.Create(CultureInfo.InvariantCulture, $"(01){item}(11){made:yyMMdd}(17){expires:yyMMdd}(10){lot}(21){serial}"),
                    },
                },
                Status = FhirDeviceStatus.Active,
                ManufactureDate = made,
                ExpirationDate = expires,
                LotNumber = lot,
                SerialNumber = serial,
                DeviceName = { new DeviceDeviceName { Name = display, Type = DeviceNameType.UserFriendlyName } },
                Type = Concepts.Snomed(code, display),
                Patient = record.Subject(),
            },
            UsCoreProfiles.Device,
            random);
    }
}
