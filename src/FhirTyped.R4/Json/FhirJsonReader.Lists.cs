using System.Text.Json;

namespace FhirTyped.R4;

/// <content>Lists of primitives: numbers, which may be none, and the parts of the emitted methods.</content>
internal ref partial struct FhirJsonReader
{
    public void ReadIntegerList(Base owner, ref PrimitiveList<int>? list, PrimitiveType type)
    {
        if (BeginPrimitives(owner, ref list))
        {
            for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.Number); i++)
            {
                if (TryGetInteger(type, out var value))
                {
                    list!.SetRead(i, value);
                }
                else
                {
                    list!.SetRaw(i, _json.ValueSpan.ToArray());
                }
            }
        }
    }

    public void ReadDecimalList(Base owner, ref PrimitiveList<decimal>? list)
    {
        if (BeginPrimitives(owner, ref list))
        {
            for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.Number); i++)
            {
                var isDecimal = TryGetDecimal(out var value);
                list!.SetRead(i, value);
                if (!isDecimal || !IsCanonical(_json.ValueSpan))
                {
                    list.SetRaw(i, _json.ValueSpan.ToArray(), isDecimal);
                }
            }
        }
    }

    // Whether an array of values follows; the array of ids and extensions is read, anything else is kept aside.
    private bool BeginPrimitives<T>(Base owner, ref PrimitiveList<T>? list)
    {
        var isSet = list is not null && (_isMetadata ? list.MetadataCount : list.ValueCount) > 0;
        if (_json.TokenType != JsonTokenType.StartArray || IsEmptyArray())
        {
            Report(_json.TokenType is JsonTokenType.StartArray or JsonTokenType.Null ? FhirFormatCode.EmptyValue : FhirFormatCode.WrongJsonType);
            ReportIfTwice(owner, isSet);
            KeepRaw(owner);
            return false;
        }

        ReportIfTwice(owner, isSet);
        list ??= new PrimitiveList<T>();
        if (_isMetadata)
        {
            list.ForgetMetadata();
            ReadMetadataList(list);
            return false;
        }

        if (isSet)
        {
            list.ForgetValues();
            var given = list;
            _listsWithNulls?.RemoveAll(entry => ReferenceEquals(entry.List, given));
        }

        _arrayStart = Position;
        return true;
    }

    // Moves to the next value of the kind (true stands for both booleans); other items are kept as they are.
    private bool NextPrimitive<T>(PrimitiveList<T> list, ref int index, JsonTokenType type)
    {
        var hasNulls = false;
        while (true)
        {
            _json.Read();
            Listen();
            if (_json.TokenType == type || (type == JsonTokenType.True && _json.TokenType == JsonTokenType.False))
            {
                return true;
            }

            if (_json.TokenType == JsonTokenType.EndArray)
            {
                return false;
            }

            if (_json.TokenType != JsonTokenType.Null)
            {
                Report(FhirFormatCode.WrongJsonType);
            }
            else if (!hasNulls)
            {
                hasNulls = true;
                NoteNulls(list);
            }

            list.SetRaw(index++, TakeRaw());
        }
    }

    private void ReadMetadataList<T>(PrimitiveList<T> list)
    {
        var index = 0;
        for (_json.Read(); _json.TokenType != JsonTokenType.EndArray; _json.Read())
        {
            Listen();
            if (index == list.Count)
            {
                list.AddAbsent();
            }

            if (_json.TokenType == JsonTokenType.StartObject)
            {
                var metadata = new PrimitiveMetadata();
                list.SetMetadata(index, metadata);
                ReadObject(metadata);
            }
            else if (_json.TokenType != JsonTokenType.Null)
            {
                Report(FhirFormatCode.WrongJsonType);
                list.SetMetadata(index, new PrimitiveMetadata { Raw = TakeRaw() });
            }

            index++;
        }

        list.MetadataCount = index;
    }

    // Whether a null stands for something is known only when the ids and extensions have been read, which may come before or after.
    private void NoteNulls(IPrimitiveItems list)
    {
        _listsWithNulls ??= [];
        if (_listsWithNulls.Count == 0 || !ReferenceEquals(_listsWithNulls[^1].List, list))
        {
            _listsWithNulls.Add((list, _arrayStart));
        }
    }

    // A null without an extension says nothing, and is no item: https://hl7.org/fhir/R4/json.html#primitive.
    private void ReportNulls(int from)
    {
        for (var i = from; i < _listsWithNulls!.Count; i++)
        {
            var (list, start) = _listsWithNulls[i];
            var json = new Utf8JsonReader(Payload[start..], _json.CurrentState.Options);
            json.Read();
            json.Read();
            for (var index = 0; json.TokenType != JsonTokenType.EndArray; index++)
            {
                if (json.TokenType == JsonTokenType.Null && !list.HasExtensions(index))
                {
                    Report(FhirFormatCode.EmptyValue, start + (int)json.TokenStartIndex);
                }

                Skip(ref json);
                json.Read();
                Listen();
            }
        }

        _listsWithNulls.RemoveRange(from, _listsWithNulls.Count - from);
    }
}
