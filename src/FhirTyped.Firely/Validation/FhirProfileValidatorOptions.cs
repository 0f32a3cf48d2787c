using Hl7.Fhir.Specification.Source;

namespace FhirTyped.Firely;

/// <summary>What a <see cref="FhirProfileValidator"/> knows and how it works. HL7's own definitions of R4 are always known.</summary>
public sealed class FhirProfileValidatorOptions
{
    /// <summary>The most validators that may work at once.</summary>
    internal const int MostConcurrent = 64;

    internal List<Action<Definitions.DefinitionIndex>> Sources { get; } = [];

    /// <summary>
    /// Profiles that resources are held against beside those that they claim in <c>meta.profile</c>: the resource type and the profile's canonical address, with or
    /// without version: <c>Profiles["Patient"] = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient"</c>.
    /// </summary>
    public IDictionary<string, string> Profiles { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Finds what is in none of the packages; null for nowhere else. It is asked before HL7's own definitions, and must be thread-safe. What it found is kept.
    /// </summary>
    public IAsyncResourceResolver? Resolver { get; set; }

    /// <summary>What it means that a resource claims a profile that is not known.</summary>
    /// <value>The default is <see cref="UnknownProfileHandling.Error"/>.</value>
    public UnknownProfileHandling UnknownProfiles { get; set; }

    /// <summary>How many resources are validated at once; others wait. Each more costs some 10 to 70 MB once it was used.</summary>
    /// <value>1 to 64. The default is the number of processors, at most 4.</value>
    public int MaximumConcurrency { get; set; } = Math.Min(Environment.ProcessorCount, 4);

    /// <summary>
    /// Adds a FHIR package (https://confluence.hl7.org/display/FHIR/NPM+Package+Specification), for example <c>hl7.fhir.us.core</c>: its folder, unpacked, or its
    /// <c>.tgz</c> file. It is read when the validator is first used. Packages that it depends on are added likewise.
    /// </summary>
    /// <param name="path">The folder or file.</param>
    /// <returns>These options.</returns>
    public FhirProfileValidatorOptions AddPackage(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Sources.Add(index => Definitions.FhirPackage.Add(index, path));
        return this;
    }

    /// <summary>Adds the definitions in the JSON files of a folder that is no package, for example those of a guide's sources.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="version">
    /// The version of those definitions that name none, as a guide's sources do; without it they are found only by those who ask for no version.
    /// </param>
    /// <returns>These options.</returns>
    public FhirProfileValidatorOptions AddFolder(string path, string? version = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Sources.Add(index => Definitions.FhirPackage.AddFolder(index, path, version));
        return this;
    }
}
