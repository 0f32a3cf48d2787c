using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace FhirTyped.R4;

/// <summary>
/// Reads objects of the model from JSON: the helpers that the emitted code calls. The reader stands on a value when one is called,
/// and on that value's last token when it returns.
/// </summary>
internal ref partial struct FhirJsonReader
{
    // Tokens between two looks at whether reading was cancelled: looking costs.
    private const int TokensBetweenLooks = 1024;

    // Nulls are many where there are any.
    private static readonly byte[] NullJson = "null"u8.ToArray();

    private readonly ReadOnlySpan<byte> _payload;
    private readonly IssueCollector _issues;
    private readonly long _start;
    private readonly bool _isWithin;
    private StringCache? _strings;
    private readonly CancellationToken _cancellationToken;
    private Utf8JsonReader _json;

    // The property being read, without the underscore that marks the id and extensions of a primitive.
    private ReadOnlySpan<byte> _key;
    private bool _isMetadata;
    private int _nesting;
    private int _tokens;

    // A primitive that stands alone, as an object: its value is one of the properties.
    private PrimitiveElement? _alone;

    // Where the values of a list of primitives begin, and the lists with nulls among them, of the objects that are not read to their end.
    private int _arrayStart;
    private List<(IPrimitiveItems List, int Start)>? _listsWithNulls;

    public FhirJsonReader(ReadOnlySpan<byte> payload, FhirJsonOptions options, IssueCollector issues, CancellationToken cancellationToken)
    {
        _payload = payload;
        _issues = issues;
        _cancellationToken = cancellationToken;
        _strings = payload.Length >= StringCache.WorthwhileLength ? new StringCache() : null;
        _json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = options.MaxDepth });
    }

    /// <summary>
    /// Reads an object within a payload whose end is not known. The payload must be one span and its last block: at its end the JSON reader
    /// throws, and does not wait for more.
    /// </summary>
    public FhirJsonReader(Utf8JsonReader atObject, IssueCollector issues)
    {
        _payload = atObject.ValueSpan;
        _issues = issues;
        _json = atObject;
        _start = atObject.TokenStartIndex;
        _isWithin = true;
    }

    /// <summary>The JSON reader, where it stands now.</summary>
    public readonly Utf8JsonReader Json => _json;

    /// <summary>The payload; of an object within one, what has been read of it.</summary>
    public readonly ReadOnlySpan<byte> Payload => _isWithin ? MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(_payload), End) : _payload;

    /// <summary>The offset of the token on which the reader stands.</summary>
    public readonly int Position => OffsetOf(_json);

    /// <summary>The offset behind the token on which the reader stands.</summary>
    public readonly int End => (int)(_json.BytesConsumed - _start);

    /// <summary>Moves to the first token; false where the payload holds none.</summary>
    public bool Start() => _json.Read();

    /// <summary>Whether the reader stands on the start of an object.</summary>
    public readonly bool IsObject => _json.TokenType == JsonTokenType.StartObject;

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
        if (++_nesting > Nesting.Unwatched && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw _issues.Fatal(Payload, FhirFormatCode.DepthLimit, Position);
        }

        var listsWithNulls = _listsWithNulls?.Count ?? 0;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            Listen();
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

        if (_listsWithNulls is not null && _listsWithNulls.Count > listsWithNulls)
        {
            ReportNulls(listsWithNulls);
        }

        target.CheckRequired(ref this);
        _nesting--;
    }

    /// <summary>Whether an object follows for a property; anything else is kept aside.</summary>
    public bool BeginObject(Base owner, ReadOnlySpan<byte> name, object? current)
    {
        if (_isMetadata || _json.TokenType != JsonTokenType.StartObject)
        {
            KeepWrongType(owner, current is not null);
            return false;
        }

        ReportIfTwice(owner, current is not null);
        return true;
    }

    /// <summary>Whether an array follows for a property; anything else is kept aside.</summary>
    public bool BeginArray<T>(Base owner, ReadOnlySpan<byte> name, ref List<T>? list)
    {
        var hasItems = list is { Count: > 0 } || owner.Side?.ItemsOf(name) is { Count: > 0 };
        if (_isMetadata || _json.TokenType != JsonTokenType.StartArray || IsEmptyArray())
        {
            KeepWrongType(owner, hasItems);
            return false;
        }

        ReportIfTwice(owner, hasItems);
        if (hasItems)
        {
            list?.Clear();
            owner.Side?.ForgetItemsOf(name);
        }

        return true;
    }

    /// <summary>Moves to the next object of an array; items of other kinds are kept aside.</summary>
    public bool NextObject(Base owner, ReadOnlySpan<byte> name, System.Collections.IList? list)
    {
        while (true)
        {
            _json.Read();
            Listen();
            if (_json.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            if (_json.TokenType == JsonTokenType.EndArray)
            {
                return false;
            }

            Report(_json.TokenType == JsonTokenType.Null ? FhirFormatCode.EmptyValue : FhirFormatCode.WrongJsonType);
            var items = (owner.Side ??= new SideTable()).MakeItemsOf(name);
            items.Add((list?.Count ?? 0) + items.Count, TakeRaw());
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
            KeepWrongType(owner, isSet: false);
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
            if (primitive.HasIdOrExtension)
            {
                ReportIfTwice(owner, isSet: true);
                primitive.Id = null;
                primitive.ForgetExtensions();
            }

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

    /// <summary>
    /// Reads an element that is no property's value. A primitive is its value alone, or an object with <c>value</c>, <c>id</c> and
    /// <c>extension</c>.
    /// </summary>
    public Element ReadAlone(Element element)
    {
        _alone = element as PrimitiveElement;
        if (_alone is null || IsObject)
        {
            ReadObject(element);
        }
        else
        {
            ReadValueOf(_alone);
        }

        return element;
    }

    /// <summary>Reads the value of a primitive that stands alone as an object; false for any other.</summary>
    public bool TryReadValueAlone(PrimitiveElement element, ReadOnlySpan<byte> name)
    {
        if (_isMetadata || !ReferenceEquals(element, _alone) || !name.SequenceEqual("value"u8))
        {
            return false;
        }

        ReadValueOf(element);
        return true;
    }

    private void ReadValueOf(PrimitiveElement element)
    {
        _key = "value"u8;
        element.ReadValue(ref this);
    }

    /// <summary>Reads a resource and adds it to a list that is made when needed.</summary>
    public void AddResource(ref List<Resource>? list) => Add(ref list, CreateAndRead());

    /// <summary>Reports a required element that is absent.</summary>
    public readonly void Missing(Base owner, ReadOnlySpan<byte> name)
    {
        // An extension may stand for the value, and what could not be read has been reported already.
        if (owner.Side is { } side && (side.Metadata(name) is not null || side.Unreadable(name) is not null))
        {
            return;
        }

        _issues.Add(Payload, new PendingIssue(FhirFormatCode.MissingElement, FhirFormatSeverity.Error, Position, Encoding.ASCII.GetString(name)));
    }

    /// <summary>Reports an error at the token on which the reader stands.</summary>
    public readonly void Report(FhirFormatCode code) => Report(code, Position);

    private readonly void Report(FhirFormatCode code, int position) =>
        _issues.Add(Payload, new PendingIssue(code, FhirFormatSeverity.Error, position, null));

    private Resource CreateAndRead()
    {
        var resource = CreateResource();
        ReadObject(resource);
        return resource;
    }

    private Resource CreateResource()
    {
        var ahead = _json;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (!ahead.ValueTextEquals("resourceType"u8))
            {
                ahead.Read();
                Skip(ref ahead);
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

            _issues.Add(Payload, new PendingIssue(FhirFormatCode.UnknownResourceType, FhirFormatSeverity.Error, OffsetOf(ahead), null));
            return new UnknownResource(ahead.GetString()!);
        }

        _issues.Add(Payload, new PendingIssue(FhirFormatCode.MissingElement, FhirFormatSeverity.Error, Position, "resourceType"));
        return new UnknownResource("");
    }

    private void ReadUnknown(Base owner)
    {
        if (!_isMetadata && owner is Resource && _json.TokenType == JsonTokenType.String && !_json.ValueSpan.IsEmpty && _key.SequenceEqual("resourceType"u8))
        {
            return;
        }

        var position = Position;
        var isTwice = KeepRaw(owner, SideKind.UnknownProperty);
        Report(isTwice ? FhirFormatCode.DuplicateProperty : FhirFormatCode.UnknownElement, position);
    }

    // A property that was there before is reported, also where only what it held could not be read. What is a list's own is the caller's.
    private readonly void ReportIfTwice(Base owner, bool isSet)
    {
        if (isSet || owner.Side?.Unreadable(NameOfKey()) is not null)
        {
            Report(FhirFormatCode.DuplicateProperty);
            (owner.Side ??= new SideTable()).NoteTwice(NameOfKey());
        }
    }

    private void KeepWrongType(Base owner, bool isSet)
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

        ReportIfTwice(owner, isSet);
        KeepRaw(owner);
    }

    // Whether the property was kept once before, and this replaces it.
    private bool KeepRaw(Base owner, SideKind kind = SideKind.UnreadableProperty) =>
        (owner.Side ??= new SideTable()).SetProperty(kind, NameOfKey(), TakeRaw());

    // The property's name as it stands in the payload.
    private readonly string NameOfKey() => _isMetadata ? "_" + Encoding.UTF8.GetString(_key) : Encoding.UTF8.GetString(_key);

    private byte[] TakeRaw()
    {
        if (_json.TokenType == JsonTokenType.Null)
        {
            return NullJson;
        }

        var start = Position;
        Skip(ref _json);
        return Payload[start..End].ToArray();
    }

    // As the reader's own Skip, but heard: an object that nothing knows may be as long as the payload.
    private void Skip(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var depth = json.CurrentDepth;
        do
        {
            json.Read();
            Listen();
        }
        while (json.CurrentDepth > depth);
    }

    // Ends the reading of a long payload when nobody waits for it any more.
    private void Listen()
    {
        if (++_tokens % TokensBetweenLooks == 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private readonly int OffsetOf(in Utf8JsonReader json) => (int)(json.TokenStartIndex - _start);

    private readonly bool IsEmptyArray() => IsEmptyContainer((byte)']');

    private readonly bool IsEmptyContainer(byte end)
    {
        if (_isWithin)
        {
            // Nothing but the JSON reader knows how far the payload goes.
            var ahead = _json;
            return ahead.Read() && ahead.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject;
        }

        var next = (int)_json.BytesConsumed;
        while (next < _payload.Length && _payload[next] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            next++;
        }

        return next < _payload.Length && _payload[next] == end;
    }
}
