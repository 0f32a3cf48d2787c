using System.Text;
using System.Text.Json;

namespace FhirTyped.R4;

/// <content>Lists of primitives.</content>
internal ref partial struct FhirJsonReader
{
    public void ReadStringList(Base owner, ref PrimitiveList<string>? list, PrimitiveType type)
    {
        if (BeginPrimitives(owner, ref list))
        {
            for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.String); i++)
            {
                list!.SetRead(i, GetString(type));
            }
        }
    }

    public void ReadBooleanList(Base owner, ref PrimitiveList<bool>? list)
    {
        if (BeginPrimitives(owner, ref list))
        {
            for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.True); i++)
            {
                list!.SetRead(i, _json.TokenType == JsonTokenType.True);
            }
        }
    }

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
                var isDecimal = _json.TryGetDecimal(out var value);
                list!.SetRead(i, value);
                if (!isDecimal || !IsCanonical(_json.ValueSpan))
                {
                    list.SetRaw(i, _json.ValueSpan.ToArray(), isDecimal);
                }
            }
        }
    }

    public void ReadDateList(Base owner, ref PrimitiveList<FhirDate>? list)
    {
        if (BeginPrimitives(owner, ref list))
        {
            for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.String); i++)
            {
                list!.SetRead(i, GetDate());
            }
        }
    }

    public void ReadDateTimeList(Base owner, ref PrimitiveList<FhirDateTime>? list)
    {
        if (BeginPrimitives(owner, ref list))
        {
            for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.String); i++)
            {
                list!.SetRead(i, GetDateTime());
            }
        }
    }

    public void ReadInstantList(Base owner, ref PrimitiveList<FhirInstant>? list)
    {
        if (BeginPrimitives(owner, ref list))
        {
            for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.String); i++)
            {
                list!.SetRead(i, GetInstant());
            }
        }
    }

    public void ReadTimeList(Base owner, ref PrimitiveList<FhirTime>? list)
    {
        if (BeginPrimitives(owner, ref list))
        {
            for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.String); i++)
            {
                list!.SetRead(i, GetTime());
            }
        }
    }

    public void ReadCodeList<TEnum>(Base owner, ref PrimitiveList<Code<TEnum>>? list)
        where TEnum : struct, Enum
    {
        if (BeginPrimitives(owner, ref list))
        {
            for (var i = 0; NextPrimitive(list!, ref i, JsonTokenType.String); i++)
            {
                list!.SetRead(i, Code<TEnum>.Of(GetCode(CodeTable<TEnum>.Instance))!.Value);
            }
        }
    }

    // Whether an array of values follows; the array of ids and extensions is read, anything else is kept aside.
    private bool BeginPrimitives<T>(Base owner, ref PrimitiveList<T>? list)
    {
        if (_json.TokenType != JsonTokenType.StartArray || IsEmptyArray())
        {
            Report(_json.TokenType is JsonTokenType.StartArray or JsonTokenType.Null ? FhirFormatCode.EmptyValue : FhirFormatCode.WrongJsonType);
            KeepRaw(owner);
            return false;
        }

        list ??= new PrimitiveList<T>();
        if (_isMetadata)
        {
            ReadMetadataList(list);
            return false;
        }

        if (HasValues(list))
        {
            Report(FhirFormatCode.DuplicateProperty);
            list.Clear();
        }

        return true;
    }

    private static bool HasValues<T>(PrimitiveList<T> list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (!ReferenceEquals(list.StateOf(i).Raw, ItemState.Absent))
            {
                return true;
            }
        }

        return false;
    }

    // Moves to the next value of the kind (true stands for both booleans); other items are kept as they are.
    private bool NextPrimitive<T>(PrimitiveList<T> list, ref int index, JsonTokenType type)
    {
        while (true)
        {
            _json.Read();
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

            list.SetRaw(index++, TakeRaw());
        }
    }

    private void ReadMetadataList<T>(PrimitiveList<T> list)
    {
        var index = 0;
        for (_json.Read(); _json.TokenType != JsonTokenType.EndArray; _json.Read())
        {
            if (index == list.Count)
            {
                list.SetRaw(index, ItemState.Absent);
            }

            if (_json.TokenType == JsonTokenType.StartObject)
            {
                if (list.GetMetadata(index) is not null)
                {
                    Report(FhirFormatCode.DuplicateProperty);
                }

                var metadata = new PrimitiveMetadata();
                list.SetMetadata(index, metadata);
                ReadObject(metadata);
            }
            else if (_json.TokenType != JsonTokenType.Null)
            {
                Report(FhirFormatCode.WrongJsonType);
                var metadata = new PrimitiveMetadata();
                metadata.Side = new SideTable();
                metadata.Side.AddRaw(SideKind.RawItem, "", -1, TakeRaw());
                list.SetMetadata(index, metadata);
            }

            index++;
        }

        list.MetadataCount = index;
    }
}
