namespace FhirTyped.TestData;

/// <summary>The profiles of US Core that generated resources claim; without a version, since they hold by several. <see href="https://hl7.org/fhir/us/core/"/></summary>
internal static class UsCoreProfiles
{
    public const string Base = "http://hl7.org/fhir/us/core/StructureDefinition/";
    public const string AllergyIntolerance = Base + "us-core-allergyintolerance";
    public const string BloodPressure = Base + "us-core-blood-pressure";
    public const string BodyHeight = Base + "us-core-body-height";
    public const string BodyMassIndex = Base + "us-core-bmi";
    public const string BodyTemperature = Base + "us-core-body-temperature";
    public const string BodyWeight = Base + "us-core-body-weight";
    public const string CarePlan = Base + "us-core-careplan";
    public const string CareTeam = Base + "us-core-careteam";
    public const string Coverage = Base + "us-core-coverage";
    public const string Device = Base + "us-core-device";
    public const string DocumentReference = Base + "us-core-documentreference";
    public const string Encounter = Base + "us-core-encounter";
    public const string EncounterDiagnosis = Base + "us-core-condition-encounter-diagnosis";
    public const string FamilyMemberHistory = Base + "us-core-familymemberhistory";
    public const string Goal = Base + "us-core-goal";
    public const string HeartRate = Base + "us-core-heart-rate";
    public const string Immunization = Base + "us-core-immunization";
    public const string Laboratory = Base + "us-core-observation-lab";
    public const string LaboratoryReport = Base + "us-core-diagnosticreport-lab";
    public const string Location = Base + "us-core-location";
    public const string Medication = Base + "us-core-medication";
    public const string MedicationDispense = Base + "us-core-medicationdispense";
    public const string MedicationRequest = Base + "us-core-medicationrequest";
    public const string NoteReport = Base + "us-core-diagnosticreport-note";
    public const string Organization = Base + "us-core-organization";
    public const string Patient = Base + "us-core-patient";
    public const string Practitioner = Base + "us-core-practitioner";
    public const string PractitionerRole = Base + "us-core-practitionerrole";
    public const string Problem = Base + "us-core-condition-problems-health-concerns";
    public const string Procedure = Base + "us-core-procedure";
    public const string Provenance = Base + "us-core-provenance";
    public const string PulseOximetry = Base + "us-core-pulse-oximetry";
    public const string QuestionnaireResponse = Base + "us-core-questionnaireresponse";
    public const string RelatedPerson = Base + "us-core-relatedperson";
    public const string RespiratoryRate = Base + "us-core-respiratory-rate";
    public const string ScreeningAssessment = Base + "us-core-observation-screening-assessment";
    public const string ServiceRequest = Base + "us-core-servicerequest";
    public const string SmokingStatus = Base + "us-core-smokingstatus";
    public const string Specimen = Base + "us-core-specimen";
}
