using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using FhirTyped.R4;
using Refit;

namespace FhirTyped;

/// <summary>
/// Reads and writes FHIR JSON for Refit: resources, patches, criteria of searches by POST, and pages of searches. All else it leaves to another serializer, so
/// interfaces of one's own may stand beside FHIR's. <c>new RefitSettings(new FhirContentSerializer())</c>
/// </summary>
/// <remarks>Emitted clients need no such setting. It is for interfaces that Refit's own generator implements. Thread-safe.</remarks>
public sealed class FhirContentSerializer : IHttpContentSerializer, ISynchronousContentDeserializer
{
    private readonly IHttpContentSerializer _others;

    /// <summary>Makes a serializer.</summary>
    /// <param name="others">Reads and writes what is not FHIR; null is Refit's own, System.Text.Json.</param>
    public FhirContentSerializer(IHttpContentSerializer? others = null) => _others = others ?? new SystemTextJsonContentSerializer();

    /// <inheritdoc/>
    public HttpContent ToHttpContent<T>(T item) => item switch
    {
        Resource resource => Content(FhirJson.ToUtf8Bytes(resource), FhirMediaTypes.Json),
        JsonPatch patch => Content(patch.ToUtf8Bytes(), FhirMediaTypes.JsonPatch),
        FhirPathPatch patch => Content(FhirJson.ToUtf8Bytes(patch.ToParameters()), FhirMediaTypes.Json),
        FhirCriteria criteria => Content(Encoding.UTF8.GetBytes(criteria.Query), FhirMediaTypes.Form),
        _ => _others.ToHttpContent(item),
    };

    /// <inheritdoc/>
    /// <exception cref="FhirFormatException">The content is no FHIR JSON, or of another resource type.</exception>
    public async Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return IsFhir<T>()
            ? Read<T>(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), cancellationToken)
            : await _others.FromHttpContentAsync<T>(content, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="FhirFormatException">The content is no FHIR JSON, or of another resource type.</exception>
    public T? DeserializeFromString<T>(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return IsFhir<T>() ? Read<T>(Encoding.UTF8.GetBytes(content), default)
            : _others is ISynchronousContentDeserializer synchronous ? synchronous.DeserializeFromString<T>(content)
            : throw new NotSupportedException($"{_others.GetType().Name} reads no text at once.");
    }

    /// <inheritdoc/>
    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => _others.GetFieldNameForProperty(propertyInfo);

    private static bool IsFhir<T>() => typeof(Resource).IsAssignableFrom(typeof(T)) || typeof(FhirPage).IsAssignableFrom(typeof(T));

    [UnconditionalSuppressMessage("Trimming", "IL2091", Justification = "A page that somebody names has its constructor: FhirPage<T> calls it itself.")]
    private static T Read<T>(byte[] bytes, CancellationToken cancellationToken)
    {
        var resource = FhirJson.Read(bytes, FhirJsonOptions.Lenient, cancellationToken);
        if (resource is T expected)
        {
            return expected;
        }

        if (typeof(FhirPage).IsAssignableFrom(typeof(T)) && resource is Bundle bundle)
        {
            var page = Activator.CreateInstance<T>();
            ((FhirPage)(object)page!).Load(bundle);
            return page;
        }

        throw new FhirFormatException(new FhirFormatIssue(FhirFormatCode.UnexpectedResourceType, FhirFormatSeverity.Error, "", 0, 0));
    }

    private static ByteArrayContent Content(byte[] bytes, string mediaType) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
}
