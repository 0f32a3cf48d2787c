using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>
/// Makes patients as US Core has them: identifier, name, gender, birth date, address, telecom, language, race, ethnicity and sex. Nobody is meant by them: telephone numbers are of those that are kept
/// free for fiction (555-01xx), mail addresses of example.org, and there are no social security numbers.
/// <see href="https://hl7.org/fhir/us/core/StructureDefinition-us-core-patient.html"/>
/// </summary>
public sealed class PatientGenerator : ResourceGenerator<Patient>
{
    /// <summary>The system of the medical record numbers.</summary>
    public const string RecordNumberSystem = "http://hospital.example.org/identifiers/mrn";

    private readonly PatientGeneratorOptions _options;

    /// <summary>Creates a generator of patients.</summary>
    /// <param name="options">Ages, genders, organization, seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">The ages are not from 0 to 150 with the youngest first, or <see cref="PatientGeneratorOptions.Gender"/> is null.</exception>
    public PatientGenerator(PatientGeneratorOptions? options = null)
        : base(options ??= new())
    {
        if (options.MinimumAge < 0 || options.MaximumAge > 150 || options.MinimumAge > options.MaximumAge)
        {
            throw new ArgumentException("Ages are from 0 to 150, and MinimumAge is not above MaximumAge.", nameof(options));
        }

        if (options.Gender is null)
        {
            throw new ArgumentException("Gender is null.", nameof(options));
        }

        if (options.ReferenceDate.Year <= options.MaximumAge + 1)
        {
            throw new ArgumentException("Before ReferenceDate there are not as many years as MaximumAge needs.", nameof(options));
        }

        _options = options;
    }

    /// <inheritdoc/>
    protected override void Fill(Patient resource, GenerationContext context)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(context);
        var random = context.Random(":patient");
        var gender = _options.Gender.Pick(random);
        var isFemale = gender == AdministrativeGender.Female || (gender != AdministrativeGender.Male && random.NextBoolean());
        resource.Meta = new Meta { Profile = [UsCoreProfiles.Patient] };
        resource.Identifier.Add(new Identifier(RecordNumberSystem, "MRN-" + random.Next(0, 9_999_999_999).ToString("D10", CultureInfo.InvariantCulture))
        {
            Use = IdentifierUse.Usual,
            Type = new CodeableConcept("http://terminology.hl7.org/CodeSystem/v2-0203", "MR", "Medical record number"),
        });
        resource.Active = true;
        resource.Gender = gender;
        resource.BirthDate = BirthDate(random, context.ReferenceDate);
        var name = PersonNames.Next(random, isFemale);
        resource.Name.Add(name);
        resource.Telecom.Add(Telecoms.Phone(random, ContactPointUse.Home));
        resource.Telecom.Add(Telecoms.Mail(name, random));
        resource.Address.Add(Addresses.Next(random, AddressUse.Home));
        Demographics.Add(resource, random, isFemale);
        resource.ManagingOrganization = _options.Organization?.DeepClone();
    }

    // Who is so many years old has had the birthday of that age, and not yet the next one.
    private FhirDate BirthDate(SeededRandom random, DateOnly reference)
    {
        var age = random.Next(_options.MinimumAge, _options.MaximumAge);
        return random.NextDate(reference.AddYears(-age - 1).AddDays(1), reference.AddYears(-age));
    }
}
