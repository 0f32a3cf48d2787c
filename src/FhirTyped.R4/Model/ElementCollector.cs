namespace FhirTyped.R4;

/// <summary>Gathers the elements of an object, all or those of one name: what the emitted code hands them to.</summary>
internal ref struct ElementCollector
{
    private readonly string? _name;
    private readonly ref List<NamedElement>? _items;

    public ElementCollector(string? name, ref List<NamedElement>? items)
    {
        _name = name;
        _items = ref items;
    }

    public readonly IReadOnlyList<NamedElement> Items() => (IReadOnlyList<NamedElement>?)_items ?? [];

    public readonly IReadOnlyList<Base> Values()
    {
        if (_items is null)
        {
            return [];
        }

        var values = new Base[_items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _items[i].Value;
        }

        return values;
    }

    public readonly void Add(string name, Base? value)
    {
        if (value is not null && Wants(name))
        {
            Put(name, -1, value);
        }
    }

    public readonly void AddList<T>(string name, List<T>? list)
        where T : Base
    {
        if (list is not null && Wants(name))
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is { } item)
                {
                    Put(name, i, item);
                }
            }
        }
    }

    public readonly void AddString(Base owner, string name, string? value, PrimitiveType type)
    {
        if (Wants(name))
        {
            Put(owner, name, value is null, PrimitiveElements.Create(type, value));
        }
    }

    public readonly void AddInteger(Base owner, string name, int? value, PrimitiveType type)
    {
        if (Wants(name))
        {
            PutNumber(owner, name, value is null, PrimitiveElements.Create(type, value));
        }
    }

    public readonly void AddBoolean(Base owner, string name, bool? value)
    {
        if (Wants(name))
        {
            Put(owner, name, value is null, new BooleanElement(value));
        }
    }

    public readonly void AddDecimal(Base owner, string name, decimal? value)
    {
        if (Wants(name))
        {
            PutNumber(owner, name, value is null, new DecimalElement(value));
        }
    }

    public readonly void AddDate(Base owner, string name, FhirDate? value)
    {
        if (Wants(name))
        {
            Put(owner, name, value is null, new DateElement(value));
        }
    }

    public readonly void AddDateTime(Base owner, string name, FhirDateTime? value)
    {
        if (Wants(name))
        {
            Put(owner, name, value is null, new DateTimeElement(value));
        }
    }

    public readonly void AddInstant(Base owner, string name, FhirInstant? value)
    {
        if (Wants(name))
        {
            Put(owner, name, value is null, new InstantElement(value));
        }
    }

    public readonly void AddTime(Base owner, string name, FhirTime? value)
    {
        if (Wants(name))
        {
            Put(owner, name, value is null, new TimeElement(value));
        }
    }

    public readonly void AddCode(Base owner, string name, CodeValue value, CodeTable table)
    {
        if (Wants(name))
        {
            Put(owner, name, value.IsEmpty, new CodeElement(value.TextOf(table)));
        }
    }

    public readonly void AddStringList(string name, PrimitiveList<string>? list, PrimitiveType type) =>
        AddPrimitives(name, list, type, static (value, type) => PrimitiveElements.Create(type, value));

    public readonly void AddIntegerList(string name, PrimitiveList<int>? list, PrimitiveType type) =>
        AddPrimitives(name, list, type, static (value, type) => PrimitiveElements.Create(type, value));

    public readonly void AddBooleanList(string name, PrimitiveList<bool>? list) =>
        AddPrimitives(name, list, default, static (value, _) => new BooleanElement(value));

    public readonly void AddDecimalList(string name, PrimitiveList<decimal>? list) =>
        AddPrimitives(name, list, default, static (value, _) => new DecimalElement(value));

    public readonly void AddDateList(string name, PrimitiveList<FhirDate>? list) =>
        AddPrimitives(name, list, default, static (value, _) => new DateElement(value));

    public readonly void AddDateTimeList(string name, PrimitiveList<FhirDateTime>? list) =>
        AddPrimitives(name, list, default, static (value, _) => new DateTimeElement(value));

    public readonly void AddInstantList(string name, PrimitiveList<FhirInstant>? list) =>
        AddPrimitives(name, list, default, static (value, _) => new InstantElement(value));

    public readonly void AddTimeList(string name, PrimitiveList<FhirTime>? list) =>
        AddPrimitives(name, list, default, static (value, _) => new TimeElement(value));

    public readonly void AddCodeList<TEnum>(string name, PrimitiveList<Code<TEnum>>? list)
        where TEnum : struct, Enum => AddPrimitives(name, list, default, static (value, _) => new CodeElement(value.Text));

    private readonly bool Wants(string name) => _name is null || _name == name;

    private readonly void Put(string name, int index, Base value) => (_items ??= []).Add(new NamedElement(name, index, value));

    // A number may be there without a value: its text, where .NET's type cannot hold it.
    private readonly void PutNumber(Base owner, string name, bool isEmpty, PrimitiveElement element)
    {
        if (owner.Side is { } side)
        {
            element.WithNumber(isEmpty ? side.Unreadable(name) : side.NumberText(name));
        }

        Put(owner, name, !element.HasValue, element);
    }

    private readonly void Put(Base owner, string name, bool isEmpty, PrimitiveElement element)
    {
        var metadata = owner.GetPrimitiveMetadata(name);
        if (isEmpty && metadata is null)
        {
            return;
        }

        Put(name, -1, element.With(metadata));
    }

    private readonly void AddPrimitives<T>(string name, PrimitiveList<T>? list, PrimitiveType type, Func<T, PrimitiveType, PrimitiveElement> create)
    {
        if (list is null || !Wants(name))
        {
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            var hasValue = list.HasValue(i);
            var metadata = list.GetMetadata(i);
            var raw = list.StateOf(i).Raw;
            if (hasValue || metadata is not null || raw is { Length: > 0 })
            {
                var element = hasValue ? create(list[i], type) : create(default!, type).WithoutValue();

                // A null without extensions is no item, and neither is what cannot be read: but a number is one, also where .NET's type cannot hold it.
                element.WithNumber(raw);
                if (element.HasValue || metadata is not null)
                {
                    Put(name, i, element.With(metadata));
                }
            }
        }
    }
}
