using System.Text.Json;
using FhirTyped.Firely.Definitions;
using FhirTyped.Firely.Pool;
using FhirTyped.R4;
using FirelyOutcome = Hl7.Fhir.Model.OperationOutcome;
using FirelyResource = Hl7.Fhir.Model.Resource;
using Resource = FhirTyped.R4.Resource;

namespace FhirTyped.Firely;

/// <summary>
/// Validates against profiles with the Firely SDK's validator, offline: by HL7's definitions of R4 and the packages of the options. Codes are looked up in the value sets
/// and code systems that these hold; of others nothing is known, which is a warning.
/// </summary>
/// <remarks>Thread-safe. One for a process is enough: it keeps what it has prepared.</remarks>
public sealed class FhirProfileValidator : IFhirProfileValidator
{
    private readonly FhirProfileValidatorOptions _options;
    private readonly Lock _lock = new();
    private ValidatorPool? _pool;
    private DefinitionIndex? _packages;

    /// <summary>Makes a validator. Nothing is read before it is used.</summary>
    /// <param name="options">What it knows; they must not be changed afterwards.</param>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="FhirProfileValidatorOptions.MaximumConcurrency"/> is out of its range.</exception>
    public FhirProfileValidator(FhirProfileValidatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumConcurrency, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaximumConcurrency, FhirProfileValidatorOptions.MostConcurrent, nameof(options));
        _options = options;
    }

    /// <inheritdoc/>
    public async Task WarmUpAsync(IEnumerable<Resource>? examples = null, CancellationToken cancellationToken = default)
    {
        var samples = (examples ?? []).Select(ToFirely).Append(WarmUpExample.Make()).ToList();
        var pool = await Task.Run(Pool, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var profile in _options.Profiles.Values)
        {
            await FindAsync(pool, profile).ConfigureAwait(false);
        }

        await pool.WarmUpAsync(
            (validator, token) =>
            {
                foreach (var sample in samples)
                {
                    validator.Validate(sample, ProfilesFor(sample.TypeName, null), token);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<FhirProfileValidationResult> ValidateAsync(Resource resource, string? profile = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return ValidateJsonAsync(FhirJson.ToUtf8Bytes(resource), profile, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<FhirProfileValidationResult> ValidateAsync(FirelyResource resource, string? profile = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return RunAsync(resource.TypeName, () => (resource, null), profile, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<FhirProfileValidationResult> ValidateJsonAsync(ReadOnlyMemory<byte> json, string? profile = null, CancellationToken cancellationToken = default)
    {
        if (!FhirJson.TryRead<Resource>(json.Span, out var read, out var issues, null, cancellationToken))
        {
            return new FhirProfileValidationResult("", ValidationOutcomes.Of(issues));
        }

        // What the SDK's reader leaves out without a word: nobody knows which of two was meant.
        var ambiguous = issues.Where(static issue => issue.Code is FhirFormatCode.InvalidJson or FhirFormatCode.DuplicateProperty or FhirFormatCode.SeveralChoiceValues
            or FhirFormatCode.TrailingData or FhirFormatCode.UnknownResourceType).ToList();
        if (ambiguous.Count > 0)
        {
            return new FhirProfileValidationResult(read.TypeName, ValidationOutcomes.Of(ambiguous));
        }

        // And what it takes as if it said the same: null, empty arrays, an array in an array.
        var result = await RunAsync(read.TypeName, () => Parse(json.Span, read.TypeName), profile, cancellationToken).ConfigureAwait(false);
        var overlooked = result.IsValid
            ? issues.Where(static issue => issue.Code is FhirFormatCode.WrongJsonType or FhirFormatCode.EmptyValue or FhirFormatCode.InvalidText).ToList()
            : [];
        return overlooked.Count == 0 ? result : new FhirProfileValidationResult(read.TypeName, ValidationOutcomes.Of(overlooked));
    }

    /// <summary>The resource type that a profile is of.</summary>
    /// <exception cref="FhirProfileException">It is not known.</exception>
    internal async Task<string> TypeOfAsync(string profile, CancellationToken cancellationToken)
    {
        var pool = await Task.Run(Pool, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        return (await FindAsync(pool, profile).ConfigureAwait(false)).Type ?? "";
    }

    private async Task<FhirProfileValidationResult> RunAsync(
        string resourceType, Func<(FirelyResource? Resource, FirelyOutcome? Outcome)> parse, string? profile, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pool = _pool ?? await Task.Run(Pool, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        var profiles = ProfilesFor(resourceType, profile);
        foreach (var one in profiles)
        {
            await FindAsync(pool, one).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        var outcome = await pool.RunAsync(
            (validator, token) =>
            {
                var (resource, failure) = parse();
                return failure ?? validator.Validate(resource!, profiles, token);
            },
            cancellationToken).ConfigureAwait(false);
        if (_options.UnknownProfiles == UnknownProfileHandling.Warning)
        {
            ValidationOutcomes.Soften(outcome);
        }

        return new FhirProfileValidationResult(resourceType, outcome);
    }

    private List<string> ProfilesFor(string resourceType, string? profile)
    {
        var profiles = new List<string>(2);
        if (_options.Profiles.TryGetValue(resourceType, out var configured))
        {
            profiles.Add(configured);
        }

        if (profile is not null && profile != configured)
        {
            profiles.Add(profile);
        }

        return profiles;
    }

    private async Task<Hl7.Fhir.Model.StructureDefinition> FindAsync(ValidatorPool pool, string profile)
    {
        if (await pool.Definitions.ResolveByCanonicalUriAsync(profile).ConfigureAwait(false) is not Hl7.Fhir.Model.StructureDefinition definition)
        {
            var (address, version) = DefinitionIndex.Split(profile);
            var other = version.Length > 0 ? _packages?.Find(address) : null;
            throw new FhirProfileException($"There is no profile '{profile}' in the packages, nor among HL7's definitions"
                + (other is null ? "." : $": they have version {(other.Version.Length > 0 ? other.Version : "none")} of it."));
        }

        return definition;
    }

    private static FirelyResource ToFirely(Resource resource) => UncheckedJson.Read(FhirJson.ToUtf8Bytes(resource));

    private static (FirelyResource? Resource, FirelyOutcome? Outcome) Parse(ReadOnlySpan<byte> json, string resourceType)
    {
        try
        {
            return (UncheckedJson.Read(json), null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, ValidationOutcomes.Failed(resourceType, error));
        }
    }

    /// <summary>The validators. What fails is tried again the next time: a package may be put in its place meanwhile.</summary>
    private ValidatorPool Pool()
    {
        lock (_lock)
        {
            if (_pool is null)
            {
                var packages = new DefinitionIndex();
                foreach (var source in _options.Sources)
                {
                    source(packages);
                }

                _packages = packages;
                _ = CoreDefinitions.Index;
                _pool = new ValidatorPool(packages, _options);
            }

            return _pool;
        }
    }
}
