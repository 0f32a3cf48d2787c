using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

// The operations that have members of their own.
public abstract partial class FhirPlatformClient
{
    /// <summary>See <see cref="IEverythingEndpoint.Everything"/>.</summary>
    protected FhirSearch<Resource> Everything<T>(string id, EverythingOptions? options)
        where T : Resource, IFhirResource<T> => new(OperationSearches.Everything(_operations, T.ResourceType, id, options));

    /// <summary>See <see cref="IDocrefEndpoint.Docref"/>.</summary>
    protected FhirSearch<DocumentReference> Docref(string patientId, DocrefOptions? options) => new(OperationSearches.Docref(_operations, patientId, options));

    /// <summary>See <see cref="ILastnEndpoint{T, TQuery}.Lastn"/>.</summary>
    protected FhirSearch<Observation> Lastn<TQuery>(Action<TQuery> build, int max)
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(build);
        var query = QueryBuild.Run(build, out var meansAll);
        return new(OperationSearches.Lastn(_operations, query, meansAll, max));
    }

    /// <summary>See <see cref="ISummaryEndpoint.SummaryAsync"/>.</summary>
    protected Task<Bundle> SummaryAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => _operations.SummaryAsync(T.ResourceType, id, cancellationToken);

    /// <summary>See <see cref="IMatchEndpoint{T}.MatchAsync"/>.</summary>
    protected async Task<FhirSearchPage<T>> MatchAsync<T>(T resource, MatchOptions? options, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        var parameters = new Parameters().Add("resource", resource).AddNumber("count", options?.Count);
        if (options?.OnlyCertainMatches == true)
        {
            parameters.Add("onlyCertainMatches", new BooleanElement(true));
        }

        return await _operations.MatchAsync<T>(T.ResourceType, parameters, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>See <see cref="IValidateEndpoint{T}.ValidateAsync"/>.</summary>
    protected async Task<OperationOutcome> ValidateAsync<T>(T resource, string? profile, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        ThrowIfBlank(profile, nameof(profile));
        var parameters = new Parameters().Add("resource", resource).AddText("profile", profile, static text => new UriElement(text));
        try
        {
            return await _operations.CallAsync<OperationOutcome>(T.ResourceType, OperationCaller.Validate, parameters, cancellationToken).ConfigureAwait(false);
        }
        catch (FhirResponseException error)
            when (error is { StatusCode: HttpStatusCode.PreconditionFailed or HttpStatusCode.UnprocessableEntity, Outcome: not null })
        {
            return error.Outcome;
        }
    }

    /// <summary>See <see cref="IExpandEndpoint.ExpandAsync"/>.</summary>
    protected Task<ValueSet> ExpandAsync(string url, ExpandOptions? options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        var parameters = new Parameters()
            .Add("url", new UriElement(url)).AddText("filter", options?.Filter).AddNumber("offset", options?.Offset).AddNumber("count", options?.Count);
        return _operations.CallAsync<ValueSet>("ValueSet", "expand", parameters, cancellationToken);
    }

    /// <summary>See <see cref="ILookupEndpoint.LookupAsync"/>.</summary>
    protected async Task<CodeLookup> LookupAsync(Coding coding, CancellationToken cancellationToken)
    {
        ThrowIfIncomplete(coding);
        return new(await _operations.CallAsync<Parameters>("CodeSystem", "lookup", new Parameters().Add("coding", coding), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>See <see cref="ITranslateEndpoint.TranslateAsync"/>.</summary>
    protected async Task<CodeTranslation> TranslateAsync(Coding coding, TranslateOptions? options, CancellationToken cancellationToken)
    {
        ThrowIfIncomplete(coding);
        static Element Uri(string text) => new UriElement(text);
        var parameters = new Parameters()
            .Add("coding", coding).AddText("url", options?.ConceptMapUrl, Uri).AddText("source", options?.Source, Uri)
            .AddText("target", options?.Target, Uri).AddText("targetsystem", options?.TargetSystem, Uri);
        return new(await _operations.CallAsync<Parameters>("ConceptMap", "translate", parameters, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>See <see cref="IValidateCodeEndpoint.ValidateCodeAsync"/>.</summary>
    protected async Task<CodeValidation> ValidateCodeAsync<T>(string url, Coding coding, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        ThrowIfIncomplete(coding);
        var parameters = new Parameters().Add("url", new UriElement(url)).Add("coding", coding);
        return new(await _operations.CallAsync<Parameters>(T.ResourceType, "validate-code", parameters, cancellationToken).ConfigureAwait(false));
    }

    private static void ThrowIfIncomplete(Coding coding)
    {
        ArgumentNullException.ThrowIfNull(coding);
        if (string.IsNullOrWhiteSpace(coding.Code) || string.IsNullOrWhiteSpace(coding.System))
        {
            throw new ArgumentException("A code means nothing without its system: both are needed.", nameof(coding));
        }
    }

    private static void ThrowIfBlank(string? text, string parameterName)
    {
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException("An empty value would be dropped.", parameterName);
        }
    }
}
