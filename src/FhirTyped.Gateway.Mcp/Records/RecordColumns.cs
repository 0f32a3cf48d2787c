using System.Collections.Frozen;

namespace FhirTyped.Gateway.Mcp;

/// <summary>The columns that a table has where nobody asks for others.</summary>
internal static class RecordColumns
{
    private static readonly IReadOnlyList<RecordColumn> Others = Parse("id status code=code|type|category|name date=date|effective|performed|recordedDate|authoredOn|period|created|issued|started subject=subject|patient|beneficiary description=description|title");

    private static readonly FrozenDictionary<string, IReadOnlyList<RecordColumn>> ByType = new Dictionary<string, IReadOnlyList<RecordColumn>>(StringComparer.Ordinal)
    {
        ["AllergyIntolerance"] = Parse("id substance=code clinical=clinicalStatus.coding.code verification=verificationStatus.coding.code criticality reaction=reaction.manifestation onset recorded=recordedDate patient"),
        ["Appointment"] = Parse("id status start end type=appointmentType|serviceType description participant=participant.actor"),
        ["CarePlan"] = Parse("id status title category period description subject"),
        ["Condition"] = Parse("id name=code code=code.coding.code system=code.coding.system clinical=clinicalStatus.coding.code verification=verificationStatus.coding.code category=category.coding.code onset abated=abatement recorded=recordedDate subject"),
        ["Coverage"] = Parse("id status type payor period subscriberId beneficiary"),
        ["DiagnosticReport"] = Parse("id status name=code category=category.coding.code date=effective issued conclusion results=result subject"),
        ["DocumentReference"] = Parse("id status type date description contentType=content.attachment.contentType title=content.attachment.title size=content.attachment.size subject"),
        ["Encounter"] = Parse("id status class=class.code type period reason=reasonCode location=location.location subject"),
        ["ExplanationOfBenefit"] = Parse("id status type use outcome created period=billablePeriod provider total=total.amount patient"),
        ["Goal"] = Parse("id lifecycle=lifecycleStatus achievement=achievementStatus description start due=target.due subject"),
        ["Immunization"] = Parse("id status vaccine=vaccineCode code=vaccineCode.coding.code date=occurrence dose=protocolApplied.doseNumber patient"),
        ["MedicationRequest"] = Parse("id status intent medication=medication dosage=dosageInstruction authored=authoredOn requester reason=reasonCode subject"),
        ["MedicationStatement"] = Parse("id status medication=medication dosage date=effective subject=subject"),
        ["Observation"] = Parse("id status name=code code=code.coding.code system=code.coding.system date=effective|issued value=value|dataAbsentReason component=component.code low=referenceRange.low.value high=referenceRange.high.value flag=interpretation.coding.code subject"),
        ["Organization"] = Parse("id active name type=type phone=telecom.value address"),
        ["Patient"] = Parse("id name birthDate gender deceased identifier=identifier.value phone=telecom.value address"),
        ["Practitioner"] = Parse("id active name identifier=identifier.value qualification=qualification.code"),
        ["Procedure"] = Parse("id status name=code code=code.coding.code system=code.coding.system date=performed reason=reasonCode outcome subject"),
        ["ServiceRequest"] = Parse("id status intent name=code authored=authoredOn occurrence reason=reasonCode subject"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The columns of a resource type.</summary>
    public static IReadOnlyList<RecordColumn> Of(string resourceType) => ByType.GetValueOrDefault(resourceType, Others);

    private static List<RecordColumn> Parse(string columns) => [.. columns.Split(' ').Select(RecordColumn.Parse)];
}
