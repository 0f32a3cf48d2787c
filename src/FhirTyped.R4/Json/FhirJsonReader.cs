using System.Text;
using System.Text.Json;

namespace FhirTyped.R4;

/// <summary>
/// Reads objects of the model from JSON: the helpers that the emitted code calls. The reader stands on a value when one is called,
/// and on that value's last token when it returns.
/// </summary>
internal ref partial struct FhirJsonReader
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly IssueCollector _issues;
    private readonly StringCache? _strings;
    private Utf8JsonReader _json;

    // The property being read, without the underscore that marks the id and extensions of a primitive.
    private ReadOnlySpan<byte> _key;
    private bool _isMetadata;

    public FhirJsonReader(ReadOnlySpan<byte> payload, FhirJsonOptions options, IssueCollector issues)
    {
        _payload = payload;
        _issues = issues;
        _strings = payload.Length >= StringCache.WorthwhileLength ? new StringCache() : null;
        _json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = options.MaxDepth });
    }

    /// <summary>The offset of the token on which the reader stands.</summary>
    public readonly int Position => (int)_json.TokenStartIndex;

    /// <summary>Moves to the first token; false where the payload holds none.</summary>
    public bool Start() => _json.Read();

    /// <summary>Whether the reader stands on the start of an object.</summary>
    public readonly bool IsObject => _json.TokenType == JsonTokenType.StartObject;

    /// <summary>Moves past the resource; throws where something other than white space follows.</summary>
    public bool ReadToEnd() => !_json.Read();

    /// <summary>Adds a new object to a list that is made when needed.</summary>
    public static T Add<T>(ref List<T>? list, T item)
    {
        // One item is by far the most frequent number.
        (list ??= new List<T>(1)).Add(item);
        return item;
    }

    /// <summary>Reads the properties of an object.</summary>
    public void ReadObject(Base target)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var name = _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(_json.GetString()!) : _json.ValueSpan;
            _json.Read();
            _isMetadata = name.Length > 1 && name[0] == '_';
            if (_isMetadata)
            {
                name = name[1..];
            }

            _key = name;
            if (!target.ReadProperty(ref this, name))
            {
                ReadUnknown(target);
            }
        }

        target.CheckRequired(ref this);
    }

    /// <summary>Whether an object follows for a property; anything else is kept aside.</summary>
    public bool BeginObject(Base owner, ReadOnlySpan<byte> name, object? current)
    {
        if (_isMetadata || _json.TokenType != JsonTokenType.StartObject)
        {
            KeepWrongType(owner);
            return false;
        }

        if (current is not null)
        {
            Report(FhirFormatCode.DuplicateProperty);
        }

        return true;
    }

    /// <summary>Whether an array follows for a property; anything else is kept aside.</summary>
    public bool BeginArray<T>(Base owner, ReadOnlySpan<byte> name, ref List<T>? list)
    {
        if (_isMetadata || _json.TokenType != JsonTokenType.StartArray || IsEmptyArray())
        {
            KeepWrongType(owner);
            return false;
        }

        if (list is { Count: > 0 })
        {
            Report(FhirFormatCode.DuplicateProperty);
            list.Clear();
        }

        return true;
    }

    /// <summary>Moves to the next object of an array; items of other kinds are kept aside.</summary>
    public bool NextObject(Base owner, ReadOnlySpan<byte> name, System.Collections.IList? list)
    {
        while (true)
        {
            _json.Read();
            if (_json.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            if (_json.TokenType == JsonTokenType.EndArray)
            {
                return false;
            }

            Report(_json.TokenType == JsonTokenType.Null ? FhirFormatCode.EmptyValue : FhirFormatCode.WrongJsonType);
            var side = owner.Side ??= new SideTable();
            var index = (list?.Count ?? 0) + side.RawItems(name);
            side.AddRaw(SideKind.RawItem, Encoding.UTF8.GetString(name), index, TakeRaw());
        }
    }

    /// <summary>Reads a choice's value where the rest of the name is one of its types; false where it is not.</summary>
    public bool TryReadChoice(Base owner, ReadOnlySpan<byte> name, int prefix, ref Element? value, ChoiceTypes types)
    {
        ChoiceTypes type = default;
        var element = ChoiceFactory.Create(name[prefix..], ref type);
        if (element is null || (types & type) == 0)
        {
            return false;
        }

        if (value is not null && value.GetType() != element.GetType())
        {
            Report(FhirFormatCode.SeveralChoiceValues);
            KeepRaw(owner);
            return true;
        }

        if (element is not PrimitiveElement primitive)
        {
            if (BeginObject(owner, name, value))
            {
                value = element;
                ReadObject(element);
            }

            return true;
        }

        // Value and extensions of a primitive are two properties that make one element.
        primitive = value as PrimitiveElement ?? primitive;
        if (_isMetadata ? _json.TokenType != JsonTokenType.StartObject : _json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null)
        {
            KeepWrongType(owner);
            return true;
        }

        if (_isMetadata && IsEmptyContainer((byte)'}'))
        {
            // An element of nothing could not be told from none.
            Report(FhirFormatCode.EmptyValue);
            KeepRaw(owner);
            return true;
        }

        value = primitive;
        if (_isMetadata)
        {
            ReadObject(primitive);
            return true;
        }

        _key = "value"u8;
        primitive.ReadValue(ref this);
        return true;
    }

    /// <summary>Reads a resource of whichever type its resourceType says, wherever that stands in the object.</summary>
    public Resource ReadResource()
    {
        var resource = CreateResource();
        ReadObject(resource);
        return resource;
    }

    /// <summary>Reads a resource and adds it to a list that is made when needed.</summary>
    public void AddResource(ref List<Resource>? list) => Add(ref list, CreateAndRead());

    /// <summary>Reports a required element that is absent.</summary>
    public readonly void Missing(Base owner, ReadOnlySpan<byte> name)
    {
        // An extension may stand for the value, and what could not be read has been reported already.
        if (owner.Side is { } side && (side.Metadata(name) is not null || side.Raw(SideKind.UnreadableProperty, name) is not null))
        {
            return;
        }

        _issues.Add(_payload, new PendingIssue(FhirFormatCode.MissingElement, FhirFormatSeverity.Error, Position, Encoding.ASCII.GetString(name)));
    }

    /// <summary>Reports an error at the token on which the reader stands.</summary>
    public readonly void Report(FhirFormatCode code) =>
        _issues.Add(_payload, new PendingIssue(code, FhirFormatSeverity.Error, Position, null));

    private Resource CreateAndRead()
    {
        var resource = CreateResource();
        ReadObject(resource);
        return resource;
    }

    private readonly Resource CreateResource()
    {
        var ahead = _json;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (!ahead.ValueTextEquals("resourceType"u8))
            {
                ahead.Skip();
                continue;
            }

            ahead.Read();
            if (ahead.TokenType != JsonTokenType.String || ahead.ValueSpan.IsEmpty)
            {
                break;
            }

            if (!ahead.ValueIsEscaped && ResourceFactory.Create(ahead.ValueSpan) is { } resource)
            {
                return resource;
            }

            _issues.Add(_payload, new PendingIssue(FhirFormatCode.UnknownResourceType, FhirFormatSeverity.Error, (int)ahead.TokenStartIndex, null));
            return new UnknownResource(ahead.GetString()!);
        }

        _issues.Add(_payload, new PendingIssue(FhirFormatCode.MissingElement, FhirFormatSeverity.Error, Position, "resourceType"));
        return new UnknownResource("");
    }

    private void ReadUnknown(Base owner)
    {
        if (!_isMetadata && owner is Resource && _json.TokenType == JsonTokenType.String && !_json.ValueSpan.IsEmpty && _key.SequenceEqual("resourceType"u8))
        {
            return;
        }

        Report(owner.Side?.Raw(SideKind.UnknownProperty, NameOfKey()) is null ? FhirFormatCode.UnknownElement : FhirFormatCode.DuplicateProperty);
        KeepRaw(owner, SideKind.UnknownProperty);
    }

    private void KeepWrongType(Base owner)
    {
        if (_isMetadata && _json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Report(FhirFormatCode.UnknownElement);
        }
        else
        {
            Report(_json.TokenType == JsonTokenType.Null || (_json.TokenType == JsonTokenType.StartArray && IsEmptyArray())
                ? FhirFormatCode.EmptyValue
                : FhirFormatCode.WrongJsonType);
        }

        KeepRaw(owner);
    }

    private void KeepRaw(Base owner, SideKind kind = SideKind.UnreadableProperty)
    {
        (owner.Side ??= new SideTable()).AddRaw(kind, Encoding.UTF8.GetString(NameOfKey()), -1, TakeRaw());
    }

    // The property's name as it stands in the payload.
    private readonly ReadOnlySpan<byte> NameOfKey() => _isMetadata ? (byte[])[(byte)'_', .. _key] : _key;

    private byte[] TakeRaw()
    {
        var start = Position;
        _json.Skip();
        return _payload[start..(int)_json.BytesConsumed].ToArray();
    }

    private readonly bool IsEmptyArray() => IsEmptyContainer((byte)']');

    private readonly bool IsEmptyContainer(byte end)
    {
        var next = (int)_json.BytesConsumed;
        while (next < _payload.Length && _payload[next] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            next++;
        }

        return next < _payload.Length && _payload[next] == end;
    }
}
