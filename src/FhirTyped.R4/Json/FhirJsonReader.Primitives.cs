using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace FhirTyped.R4;

/// <content>Primitives that do not repeat.</content>
internal ref partial struct FhirJsonReader
{
    public string? ReadString(Base owner, string? current, PrimitiveType type) =>
        BeginPrimitive(owner, JsonTokenType.String, current is not null) ? GetString(type) : current;

    public bool? ReadBoolean(Base owner, bool? current)
    {
        if (_json.TokenType == JsonTokenType.False)
        {
            return BeginPrimitive(owner, JsonTokenType.False, current is not null) ? false : current;
        }

        return BeginPrimitive(owner, JsonTokenType.True, current is not null) ? true : current;
    }

    public int? ReadInteger(Base owner, int? current, PrimitiveType type)
    {
        if (!BeginPrimitive(owner, JsonTokenType.Number, current is not null))
        {
            return current;
        }

        if (TryGetInteger(type, out var value))
        {
            return value;
        }

        KeepRaw(owner);
        return current;
    }

    public decimal? ReadDecimal(Base owner, decimal? current)
    {
        if (!BeginPrimitive(owner, JsonTokenType.Number, current is not null))
        {
            return current;
        }

        if (!_json.TryGetDecimal(out var value))
        {
            // Valid FHIR, but beyond .NET's decimal: the text is kept.
            _issues.Add(_payload, new PendingIssue(FhirFormatCode.InvalidValue, FhirFormatSeverity.Warning, Position, null));
            KeepRaw(owner);
            return current;
        }

        if (!IsCanonical(_json.ValueSpan))
        {
            (owner.Side ??= new SideTable()).AddRaw(SideKind.NumberText, Encoding.UTF8.GetString(_key), -1, _json.ValueSpan.ToArray());
        }

        return value;
    }

    public FhirDate? ReadDate(Base owner, FhirDate? current) =>
        BeginPrimitive(owner, JsonTokenType.String, current is not null) ? GetDate() : current;

    public FhirDateTime? ReadDateTime(Base owner, FhirDateTime? current) =>
        BeginPrimitive(owner, JsonTokenType.String, current is not null) ? GetDateTime() : current;

    public FhirInstant? ReadInstant(Base owner, FhirInstant? current) =>
        BeginPrimitive(owner, JsonTokenType.String, current is not null) ? GetInstant() : current;

    public FhirTime? ReadTime(Base owner, FhirTime? current) =>
        BeginPrimitive(owner, JsonTokenType.String, current is not null) ? GetTime() : current;

    public Code<TEnum>? ReadCode<TEnum>(Base owner, Code<TEnum>? current)
        where TEnum : struct, Enum =>
        BeginPrimitive(owner, JsonTokenType.String, current is not null) ? GetCode<TEnum>() : current;

    // Whether a value of the kind follows; id and extensions are read, anything else is kept aside.
    private bool BeginPrimitive(Base owner, JsonTokenType type, bool isSet)
    {
        if (_isMetadata)
        {
            ReadMetadata(owner);
            return false;
        }

        if (_json.TokenType != type)
        {
            KeepWrongType(owner);
            return false;
        }

        if (isSet)
        {
            Report(FhirFormatCode.DuplicateProperty);
        }

        return true;
    }

    private void ReadMetadata(Base owner)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            Report(_json.TokenType == JsonTokenType.Null ? FhirFormatCode.EmptyValue : FhirFormatCode.WrongJsonType);
            KeepRaw(owner);
            return;
        }

        var side = owner.Side ??= new SideTable();
        if (side.Metadata(_key) is not null)
        {
            Report(FhirFormatCode.DuplicateProperty);
        }

        var metadata = new PrimitiveMetadata();
        side.SetMetadata(Encoding.ASCII.GetString(_key), metadata);
        ReadObject(metadata);
    }

    private string GetString(PrimitiveType type)
    {
        string text;
        if (_json.ValueIsEscaped)
        {
            text = _json.GetString()!;
            if (!PrimitiveFormat.IsValid(type, Encoding.UTF8.GetBytes(text)))
            {
                Report(FhirFormatCode.InvalidValue);
            }

            return text;
        }

        if (!PrimitiveFormat.IsValid(type, _json.ValueSpan))
        {
            Report(FhirFormatCode.InvalidValue);
        }

        // GetString checks that the bytes are UTF-8, which the cache's conversion does not.
        return _strings is not null && Ascii.IsValid(_json.ValueSpan) ? _strings.Get(_json.ValueSpan) : _json.GetString()!;
    }

    private readonly bool TryGetInteger(PrimitiveType type, out int value)
    {
        if (!_json.TryGetInt32(out value) || (_json.ValueSpan[0] == '-' && value == 0))
        {
            Report(FhirFormatCode.InvalidValue);
            return false;
        }

        if (value < (type == PrimitiveType.PositiveInt ? 1 : type == PrimitiveType.UnsignedInt ? 0 : int.MinValue))
        {
            Report(FhirFormatCode.InvalidValue);
        }

        return true;
    }

    private FhirDate GetDate()
    {
        var value = FhirDate.Read(TextSpan());
        ReportUnless(value.IsValid);
        return value;
    }

    private FhirDateTime GetDateTime()
    {
        var value = FhirDateTime.Read(TextSpan());
        ReportUnless(value.IsValid);
        return value;
    }

    private FhirInstant GetInstant()
    {
        var value = FhirInstant.Read(TextSpan());
        ReportUnless(value.IsValid);
        return value;
    }

    private FhirTime GetTime()
    {
        var value = FhirTime.Read(TextSpan());
        ReportUnless(value.IsValid);
        return value;
    }

    private Code<TEnum> GetCode<TEnum>()
        where TEnum : struct, Enum
    {
        var text = TextSpan();
        var index = CodeTable<TEnum>.Instance.IndexOf(text);
        if (index >= 0)
        {
            return Code<TEnum>.OfIndex(index);
        }

        Report(FhirFormatCode.UnknownCode);
        return Code<TEnum>.OfUnknown(_json.GetString()!);
    }

    private readonly ReadOnlySpan<byte> TextSpan() =>
        _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(_json.GetString()!) : ValidatedSpan();

    // Bytes that are not UTF-8 must not come back as replacement characters: GetString refuses them.
    private readonly ReadOnlySpan<byte> ValidatedSpan()
    {
        var span = _json.ValueSpan;
        return Ascii.IsValid(span) ? span : Encoding.UTF8.GetBytes(_json.GetString()!);
    }

    private readonly void ReportUnless(bool isValid)
    {
        if (!isValid)
        {
            Report(FhirFormatCode.InvalidValue);
        }
    }

    // Whether .NET's decimal writes the very same text: no exponent, at most 28 digits, no negative zero.
    private static bool IsCanonical(ReadOnlySpan<byte> number)
    {
        if (number.Length <= 28 && number[0] != '-')
        {
            return number.IndexOfAny((byte)'e', (byte)'E') < 0;
        }

        Span<byte> text = stackalloc byte[40];
        return Utf8Parser.TryParse(number, out decimal value, out var consumed)
            && consumed == number.Length
            && Utf8Formatter.TryFormat(value, text, out var written)
            && number.SequenceEqual(text[..written]);
    }
}
