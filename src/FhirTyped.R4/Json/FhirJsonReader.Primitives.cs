using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace FhirTyped.R4;

/// <content>Primitives that do not repeat: what is particular to a type, and the parts of the emitted methods.</content>
internal ref partial struct FhirJsonReader
{
    public void ReadBoolean(Base owner, ref bool? value)
    {
        var type = _json.TokenType == JsonTokenType.False ? JsonTokenType.False : JsonTokenType.True;
        if (BeginPrimitive(owner, type, value is not null))
        {
            value = type == JsonTokenType.True;
        }
    }

    public void ReadInteger(Base owner, ref int? value, PrimitiveType type)
    {
        if (!BeginPrimitive(owner, JsonTokenType.Number, value is not null))
        {
            return;
        }

        if (TryGetInteger(type, out var number))
        {
            value = number;
        }
        else
        {
            KeepRaw(owner);
        }
    }

    public void ReadDecimal(Base owner, ref decimal? value)
    {
        if (!BeginPrimitive(owner, JsonTokenType.Number, value is not null))
        {
            return;
        }

        if (!TryGetDecimal(out var number))
        {
            KeepRaw(owner, SideKind.LargeNumber);
            return;
        }

        value = number;
        if (!IsCanonical(_json.ValueSpan))
        {
            (owner.Side ??= new SideTable()).SetNumberText(NameOfKey(), _json.ValueSpan.ToArray());
        }
    }

    public void ReadCode(Base owner, ref CodeValue value, CodeTable table)
    {
        if (BeginPrimitive(owner, JsonTokenType.String, !value.IsEmpty))
        {
            value = GetCode(table);
        }
    }

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
            KeepWrongType(owner, isSet);
            return false;
        }

        ReportIfTwice(owner, isSet);
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

        ReportIfTwice(owner, owner.Side?.Metadata(_key) is not null);
        var metadata = new PrimitiveMetadata();
        (owner.Side ??= new SideTable()).SetMetadata(Encoding.ASCII.GetString(_key), metadata);
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

        if (_isWithin && _strings is null && End >= StringCache.WorthwhileLength)
        {
            _strings = new StringCache();
        }

        return _strings is null ? Encoding.UTF8.GetString(_json.ValueSpan) : _strings.Get(_json.ValueSpan);
    }

    // False, with a warning, where a number is valid FHIR and beyond .NET's decimal: also one so small that it would be read as nought.
    private readonly bool TryGetDecimal(out decimal value)
    {
        if (_json.TryGetDecimal(out value) && (value != 0 || IsNought(_json.ValueSpan)))
        {
            return true;
        }

        _issues.Add(Payload, new PendingIssue(FhirFormatCode.InvalidValue, FhirFormatSeverity.Warning, Position, null));
        return false;
    }

    private static bool IsNought(ReadOnlySpan<byte> number)
    {
        var exponent = number.IndexOfAny((byte)'e', (byte)'E');
        return !(exponent < 0 ? number : number[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
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

    private CodeValue GetCode(CodeTable table)
    {
        var index = table.IndexOf(TextSpan());
        if (index >= 0)
        {
            return new CodeValue(index + 1, null);
        }

        Report(FhirFormatCode.UnknownCode);
        return new CodeValue(0, _json.GetString()!);
    }

    private readonly ReadOnlySpan<byte> TextSpan() =>
        _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(_json.GetString()!) : _json.ValueSpan;

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
