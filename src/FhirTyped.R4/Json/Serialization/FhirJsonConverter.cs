using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FhirTyped.R4;

/// <summary>
/// FHIR's JSON for <see cref="JsonSerializer"/>: every type of the model names this converter, so that resources and data types are
/// read and written without loss wherever they stand, also in objects and lists of a program's own. What cannot be read is a
/// <see cref="JsonException"/> with the place and without values; its inner exception is the <see cref="FhirFormatException"/>.
/// </summary>
/// <remarks>
/// Reading is lenient unless <see cref="FhirJsonConverterFactory"/> says otherwise. Two of the serializer's options make it stricter:
/// <see cref="JsonUnmappedMemberHandling.Disallow"/> refuses unknown elements, and
/// <see cref="JsonSerializerOptions.AllowDuplicateProperties"/> = false refuses properties given twice. Naming policies and conditions
/// for leaving out have no effect within FHIR; encoder, indentation, depth, comments and trailing commas have theirs.
/// A resource is of the type that its <c>resourceType</c> names. An element is of the declared type, for JSON does not name it:
/// reading a declared <see cref="Element"/> is not supported. A primitive that stands alone is its value, or where it has an id or
/// extensions an object of <c>value</c>, <c>id</c> and <c>extension</c>.
/// </remarks>
/// <typeparam name="T">A type of the model.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class FhirJsonConverter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>
    : JsonConverter<T>, IFhirJsonConverter
    where T : Base
{
    private const int DefaultDepth = 64;

    private readonly FhirJsonOptions _reading;
    private readonly Action<FhirFormatException>? _onError;

    /// <summary>Creates the converter; reading is lenient.</summary>
    public FhirJsonConverter()
        : this(FhirJsonOptions.Lenient, null)
    {
    }

    private FhirJsonConverter(FhirJsonOptions reading, Action<FhirFormatException>? onError)
    {
        _reading = reading;
        _onError = onError;
    }

    JsonTypeInfo IFhirJsonConverter.NewTypeInfo(JsonSerializerOptions options) => JsonMetadataServices.CreateValueInfo<T>(options, this);

    JsonConverter IFhirJsonConverter.With(FhirJsonOptions reading, Action<FhirFormatException>? onError) => new FhirJsonConverter<T>(reading, onError);

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not of the type, or breaks a limit; in strict reading, any error.</exception>
    /// <exception cref="NotSupportedException">The type is abstract and no resource.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (ReadInPlace(ref reader, options) is { } read)
        {
            return read;
        }

        var element = NewElement();
        var start = reader;
        using var json = Take(ref reader, options);
        try
        {
            return Read(json.Span, element, options);
        }
        catch (FhirFormatException exception)
        {
            _onError?.Invoke(exception);

            // The serializer tells the line and the byte at which the reader stands: those of what is wrong.
            if (json.IsAsItStood)
            {
                reader = start;
                var position = start.TokenStartIndex + exception.Issue.BytePosition;
                while (reader.TokenStartIndex < position && reader.Read())
                {
                }
            }

            throw new JsonException(exception.Issue.Text + ".", exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">A text has half of a surrogate pair, or objects are nested deeper than the options allow.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            new FhirJsonWriter(writer).WriteAlone(value);
        }
        catch (FhirFormatException exception)
        {
            throw new JsonException(exception.Issue.Text + ".", exception);
        }
        catch (InvalidOperationException exception) when (writer.CurrentDepth >= DepthOf(options))
        {
            throw new JsonException($"{value.TypeName} is nested deeper than the options allow: see JsonSerializerOptions.MaxDepth.", exception);
        }
    }

    private static int DepthOf(JsonSerializerOptions options) => options.MaxDepth == 0 ? DefaultDepth : options.MaxDepth;

    // What an element is read into; null for a resource.
    private static Element? NewElement()
    {
        if (!typeof(Element).IsAssignableFrom(typeof(T)))
        {
            return null;
        }

        return typeof(T).IsAbstract
            ? throw new NotSupportedException($"FHIR's JSON does not say of which type an element is: declare a type such as Quantity instead of {typeof(T).Name}.")
            : (Element)(object)Activator.CreateInstance<T>();
    }

    private JsonValueBytes Take(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        try
        {
            return JsonValueBytes.Take(ref reader, options);
        }
        catch (JsonException exception)
        {
            // Its message quotes the payload: only the place is taken from it.
            var depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
            var code = depth >= DepthOf(options) ? FhirFormatCode.DepthLimit : FhirFormatCode.InvalidJson;
            var issue = new FhirFormatIssue(code, FhirFormatSeverity.Fatal, "", (int)(exception.LineNumber ?? 0) + 1, reader.BytesConsumed);
            var error = new FhirFormatException(issue);
            _onError?.Invoke(error);
            throw new JsonException(issue.Text + ".", error);
        }
    }

    // Most payloads are whole and right: they are read where they stand, once. Null for all others, whose reader has not moved.
    private T? ReadInPlace(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !reader.IsFinalBlock || reader.Position.GetObject() is not null
            || options.AllowTrailingCommas || options.ReadCommentHandling != JsonCommentHandling.Disallow
            || reader.CurrentState.Options.MaxDepth > _reading.MaxDepth)
        {
            return null;
        }

        var element = NewElement();
        var reading = ReadingBy(options);
        var issues = new IssueCollector(reading, default, element?.TypeName);
        var json = reader;
        if (FhirJson.TryReadWithin(ref json, element, issues, reading, out var utf8) is not { } root || FindRefused(utf8, issues, options) is not null
            || IsUnreadable(root) || root is not T result)
        {
            return null;
        }

        reader = json;
        return result;
    }

    private T Read(ReadOnlySpan<byte> utf8, Element? element, JsonSerializerOptions options)
    {
        var reading = ReadingBy(options);
        var issues = new IssueCollector(reading, default, element?.TypeName);
        var root = FhirJson.ReadRoot(utf8, element, issues, reading, default);
        if (FindRefused(utf8, issues, options) is { } issue)
        {
            throw new FhirFormatException(issue);
        }

        return IsUnreadable(root)
            ? throw issues.Fatal(utf8, FhirFormatCode.WrongJsonType, 0)
            : root as T ?? throw issues.Fatal(utf8, FhirFormatCode.UnexpectedResourceType, 0);
    }

    private static bool RefusesUnknown(JsonSerializerOptions options) => options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow;

    private static bool RefusesTwice(JsonSerializerOptions options) => !options.AllowDuplicateProperties;

    // What is refused must not be beyond the number of issues that are noted.
    private FhirJsonOptions ReadingBy(JsonSerializerOptions options) =>
        RefusesUnknown(options) || RefusesTwice(options) ? _reading with { MaxIssues = int.MaxValue } : _reading;

    private static FhirFormatIssue? FindRefused(ReadOnlySpan<byte> utf8, IssueCollector issues, JsonSerializerOptions options)
    {
        var refusesUnknown = RefusesUnknown(options);
        var refusesTwice = RefusesTwice(options);
        return refusesUnknown || refusesTwice
            ? issues.FirstOf(utf8, code => (refusesUnknown && code == FhirFormatCode.UnknownElement) || (refusesTwice && code == FhirFormatCode.DuplicateProperty))
            : null;
    }

    // A value of another kind has no place of its own in a primitive.
    private static bool IsUnreadable(Base root) => root is PrimitiveElement { HasValue: false } && root.IsUnreadable("value");
}
