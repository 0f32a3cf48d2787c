using Refit;

namespace FhirTyped;

/// <summary>Makes of a caller's settings those that an emitted client works with: the same, but for FHIR's JSON and what an exception says.</summary>
internal static class FhirSettings
{
    /// <summary>The settings of a client. The caller's own are not changed.</summary>
    public static RefitSettings Of(RefitSettings settings)
    {
        var serializer = settings.ContentSerializer as FhirContentSerializer ?? new FhirContentSerializer(settings.ContentSerializer);
        var copy = new RefitSettings(serializer, settings.UrlParameterFormatter, settings.FormUrlEncodedParameterFormatter, settings.UrlParameterKeyFormatter)
        {
            Buffered = settings.Buffered,
            RequestBodySerialization = settings.RequestBodySerialization,
            RequestCompression = settings.RequestCompression,
            RequestCompressionLevel = settings.RequestCompressionLevel,
            RequestCompressionOptions = settings.RequestCompressionOptions,
            HonorContentSerializerPropertyNamesInQuery = settings.HonorContentSerializerPropertyNamesInQuery,
            CollectionFormat = settings.CollectionFormat,
            AllowUnmatchedRouteParameters = settings.AllowUnmatchedRouteParameters,
            UrlResolution = settings.UrlResolution,
            DeserializationExceptionFactory = settings.DeserializationExceptionFactory,
            CaptureRequestContent = settings.CaptureRequestContent,
            MaxExceptionContentLength = settings.MaxExceptionContentLength,
            ExceptionRedactor = settings.ExceptionRedactor,
            AuthorizationHeaderValueGetter = settings.AuthorizationHeaderValueGetter,
            HttpMessageHandlerFactory = settings.HttpMessageHandlerFactory,
            CaptureMethodArguments = settings.CaptureMethodArguments,
            ValidateHeaders = settings.ValidateHeaders,
            HttpRequestMessageOptions = settings.HttpRequestMessageOptions,
            Version = settings.Version,
            VersionPolicy = settings.VersionPolicy,
        };
        foreach (var formatter in settings.UrlParameterFormatterMap)
        {
            copy.UrlParameterFormatterMap.Add(formatter);
        }

        foreach (var adapter in settings.ReturnTypeAdapters)
        {
            copy.ReturnTypeAdapters.Add(adapter);
        }

        // Refit's default factories are bound to the settings that they were made with, and would read with their serializer: the copy has its own.
        copy.ExceptionFactory = IsDefault(settings.ExceptionFactory)
            ? response => CreateAsync(response, copy)
            : settings.ExceptionFactory;
        if (!IsRefits(settings.TransportExceptionFactory))
        {
            copy.TransportExceptionFactory = settings.TransportExceptionFactory;
        }

        return copy;
    }

    private static bool IsDefault(Func<HttpResponseMessage, ValueTask<Exception?>> factory) => factory.Target is DefaultApiExceptionFactory;

    private static bool IsRefits(Delegate factory) => factory.Method.DeclaringType?.Assembly == typeof(RefitSettings).Assembly;

    // As Refit's own, but for the reason phrase in its message: that is the server's free text.
    private static ValueTask<Exception?> CreateAsync(HttpResponseMessage response, RefitSettings settings) =>
        response.IsSuccessStatusCode ? default : new(CreateExceptionAsync(response, settings));

    private static async Task<Exception?> CreateExceptionAsync(HttpResponseMessage response, RefitSettings settings)
    {
        var request = response.RequestMessage ?? throw new InvalidOperationException("The answer does not know its request: the handler that made it has to set RequestMessage.");
        return await ApiException.Create(
            $"Response status code does not indicate success: {(int)response.StatusCode} ({response.StatusCode}).", request, request.Method, response, settings).ConfigureAwait(false);
    }
}
