using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>What people call things that FHIR R4 has another name for (https://hl7.org/fhir/R4/searchparameter-registry.html).</summary>
internal static class Synonyms
{
    // One line for each name of FHIR. Where a word stands on several lines, the first name that the platform has is meant. The words
    // are folded as NearestName folds them.
    private static readonly Dictionary<string, List<string>> SearchParameters = Read(new[]
    {
        ("address-city", "city town"),
        ("address-country", "country"),
        ("address-postalcode", "zip zipcode postcode postalcode"),
        ("address-state", "state province"),
        ("address", "street addressline"),
        ("authored", "authoredon orderdate ordered"),
        ("authoredon", "authored orderdate ordered prescribedon"),
        ("beneficiary", "patient subject member"),
        ("birthdate", "dob dateofbirth birthday born"),
        ("class", "patientclass encounterclass visittype"),
        ("code", "loinc loinccode snomed snomedcode icd icd10 diagnosis diagnosiscode cpt procedurecode rxnorm testcode concept"),
        ("death-date", "dateofdeath dod deathdate deceaseddate"),
        ("deceased", "dead died isdead isdeceased"),
        ("email", "mail emailaddress"),
        ("encounter", "visit visitid encounterid context"),
        ("context", "encounter visit visitid encounterid"),
        ("service-date", "dateofservice servicedate dos servicedfrom"),
        ("date", "dateofservice servicedate dos effective effectivedate effectivedatetime performed performeddate performeddatetime period when startdate enddate timestamp"),
        ("created", "dateofservice createddate creationdate"),
        ("family", "lastname surname familyname"),
        ("gender", "sex administrativegender"),
        ("general-practitioner", "pcp gp primarycare primarycareprovider doctor physician provider"),
        ("given", "firstname forename givenname christianname"),
        ("identifier", "mrn medicalrecordnumber ssn npi memberid accountnumber externalid"),
        ("medication", "drug medicine rxnorm"),
        ("name", "fullname patientname displayname family given lastname firstname surname"),
        ("onset-date", "onset onsetdatetime startdate"),
        ("organization", "hospital clinic facility managingorganization"),
        ("patient", "patientid subject subjectid member beneficiary person"),
        ("performer", "practitioner provider doctor physician clinician"),
        ("phone", "telephone mobile cell phonenumber telecom"),
        ("practitioner", "provider doctor physician clinician performer participant"),
        ("recorded-date", "recorded recordeddate asserteddate"),
        ("requester", "prescriber orderedby orderer practitioner provider"),
        ("status", "state activitystatus"),
        ("subject", "subjectid patient patientid member person"),
        ("telecom", "phone email telephone contact"),
        ("type", "kind"),
        ("vaccine-code", "vaccine cvx cvxcode code"),
        ("value-quantity", "value result quantity"),
        ("_id", "resourceid logicalid fhirid patientid"),
        ("_lastUpdated", "updated modified lastmodified modifiedsince updatedsince since changed"),
    });

    private static readonly Dictionary<string, List<string>> ResourceTypes = Read(new[]
    {
        ("AllergyIntolerance", "allergy allergies intolerance"),
        ("CarePlan", "plan treatmentplan"),
        ("Condition", "diagnosis diagnoses problem problems disease"),
        ("Coverage", "insurance policy"),
        ("DiagnosticReport", "labreport report radiologyreport"),
        ("DocumentReference", "document documents note notes clinicalnote"),
        ("Encounter", "visit visits admission stay"),
        ("ExplanationOfBenefit", "eob claims"),
        ("Immunization", "vaccine vaccination vaccinations shot"),
        ("MedicationRequest", "prescription prescriptions medicationorder medorder rx"),
        ("MedicationStatement", "medications medicationlist"),
        ("Observation", "lab labs labresult labresults vital vitals vitalsign vitalsigns result results measurement"),
        ("Organization", "hospital clinic facility payer"),
        ("Practitioner", "doctor physician provider clinician nurse"),
        ("RelatedPerson", "guardian nextofkin relative"),
        ("ServiceRequest", "order orders referral laborder procedurerequest referralrequest"),
    });

    /// <summary>The search parameters that have synonyms.</summary>
    public static IEnumerable<string> SearchParameterNames => Names(SearchParameters);

    /// <summary>The resource types that have synonyms.</summary>
    public static IEnumerable<string> ResourceTypeNames => Names(ResourceTypes);

    /// <summary>The search parameters that a folded word may mean, the likeliest first.</summary>
    public static IReadOnlyList<string> OfSearchParameter(string word) => Find(SearchParameters, word);

    /// <summary>The resource types that a folded word may mean, the likeliest first.</summary>
    public static IReadOnlyList<string> OfResourceType(string word) => Find(ResourceTypes, word);

    private static IEnumerable<string> Names(Dictionary<string, List<string>> words)
    {
        foreach (var names in words.Values)
        {
            foreach (var name in names)
            {
                yield return name;
            }
        }
    }

    private static IReadOnlyList<string> Find(Dictionary<string, List<string>> words, string word) =>
        words.TryGetValue(word, out var names) ? names : Array.Empty<string>();

    private static Dictionary<string, List<string>> Read((string Name, string Words)[] lines)
    {
        var names = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, words) in lines)
        {
            foreach (var word in words.Split(' '))
            {
                if (!names.TryGetValue(word, out var meant))
                {
                    names.Add(word, meant = new());
                }

                meant.Add(name);
            }
        }

        return names;
    }
}
