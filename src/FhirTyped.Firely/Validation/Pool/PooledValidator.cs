using Firely.Fhir.Validation;
using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Source;
using Hl7.Fhir.Specification.Terminology;
using Canonical = Firely.Fhir.Validation.Canonical;

namespace FhirTyped.Firely.Pool;

/// <summary>One validator of the SDK, which is not thread-safe: whoever has it, has it alone.</summary>
internal sealed class PooledValidator
{
    private readonly Validator _validator;
    private IReadOnlyCollection<string> _profiles = [];
    private CancellationToken _cancellation;

    public PooledValidator(IAsyncResourceResolver definitions, ICodeValidationTerminologyService terminology)
    {
        var settings = new ValidationSettings
        {
            SelectValidationProfiles = (location, claimed, _, _) => ProfilesOf(location, claimed),
        };

        // It is asked before each step, and is the only place where the validator can be stopped.
        settings.ExcludeFilters.Add(_ =>
        {
            _cancellation.ThrowIfCancellationRequested();
            return false;
        });
        _validator = new Validator(definitions, terminology, referenceResolver: null, settings, new SchemaCache(definitions));
    }

    /// <summary>Validates a resource against its base definition, the profiles that it claims, and those that are named.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public OperationOutcome Validate(Resource resource, IReadOnlyCollection<string> profiles, CancellationToken cancellationToken)
    {
        (_profiles, _cancellation) = (profiles, cancellationToken);
        try
        {
            return _validator.Validate(resource);
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The validation was cancelled.", error, cancellationToken);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or FhirProfileException))
        {
            // The SDK falls over some of what is wrong: a null in an array, for one.
            return ValidationOutcomes.Failed(resource.TypeName, error);
        }
        finally
        {
            (_profiles, _cancellation) = ([], default);
        }
    }

    // The resource itself, and nothing in it.
    private Canonical[] ProfilesOf(string location, Canonical[] claimed) => _profiles.Count == 0 || location.Contains('.', StringComparison.Ordinal)
        ? claimed
        : [.. claimed, .. _profiles.Where(profile => !Array.Exists(claimed, one => one.ToString() == profile)).Select(static profile => new Canonical(profile))];
}
