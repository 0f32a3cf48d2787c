namespace FhirTyped.R4;

/// <summary>
/// A code of a required value set: a member of the enum, or a code that the value set does not hold and that is kept as it came.
/// The default is no code at all. An immutable value.
/// </summary>
/// <typeparam name="TEnum">The enum of the value set, one of this assembly.</typeparam>
[System.Text.Json.Serialization.JsonConverter(typeof(CodeJsonConverterFactory))]
public readonly struct Code<TEnum> : IEquatable<Code<TEnum>>, ICodeJson
    where TEnum : struct, Enum
{
    private readonly string? _unknown;
    private readonly TEnum _value;

    /// <summary>A code of the enum.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member of the enum.</exception>
    public Code(TEnum value)
    {
        if (!CodeTable<TEnum>.Instance.Contains(CodeTable<TEnum>.ToIndex(value)))
        {
            throw new ArgumentOutOfRangeException(nameof(value), "Not a member of " + typeof(TEnum).Name);
        }

        _value = value;
    }

    /// <summary>A code by its text; one outside the value set is kept.</summary>
    /// <exception cref="ArgumentException"><paramref name="code"/> is null or empty.</exception>
    public Code(string code)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        var index = CodeTable<TEnum>.Instance.IndexOf(code);
        _value = CodeTable<TEnum>.FromIndex(index);
        _unknown = index < 0 ? code : null;
    }

    private Code(TEnum value, string? unknown)
    {
        _value = value;
        _unknown = unknown;
    }

    /// <summary>The member of the enum; null where the value set does not hold the code.</summary>
    public TEnum? Value => IsKnown ? _value : null;

    /// <summary>Whether the value set holds the code.</summary>
    public bool IsKnown => _unknown is null && CodeTable<TEnum>.ToIndex(_value) >= 0;

    /// <summary>The code's text; empty for the default.</summary>
    public string Text => _unknown ?? (IsKnown ? CodeTable<TEnum>.Instance.CodeAt(CodeTable<TEnum>.ToIndex(_value)) : "");

    /// <summary>The code of a member.</summary>
    public static implicit operator Code<TEnum>(TEnum value) => new(value);

    /// <summary>Whether two codes are the same.</summary>
    public static bool operator ==(Code<TEnum> left, Code<TEnum> right) => left.Equals(right);

    /// <summary>Whether two codes differ.</summary>
    public static bool operator !=(Code<TEnum> left, Code<TEnum> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Code<TEnum> other) =>
        CodeTable<TEnum>.ToIndex(_value) == CodeTable<TEnum>.ToIndex(other._value) && string.Equals(_unknown, other._unknown, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Code<TEnum> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_unknown, CodeTable<TEnum>.ToIndex(_value));

    /// <summary>The code's text.</summary>
    public override string ToString() => Text;

    System.Text.Json.Serialization.JsonConverter ICodeJson.NewConverter() => new CodeJsonConverter<TEnum>();

    /// <summary>The index in the table, or -1.</summary>
    internal int Index => _unknown is null ? CodeTable<TEnum>.ToIndex(_value) : -1;

    /// <summary>The code of a property's value; null for no code. For the emitted properties.</summary>
    internal static Code<TEnum>? Of(CodeValue value) =>
        value.IsEmpty ? null : new Code<TEnum>(CodeTable<TEnum>.FromIndex(value.Member - 1), value.Unknown);

    /// <summary>A property's value. For the emitted properties.</summary>
    internal static CodeValue ValueOf(Code<TEnum>? code) =>
        code is { } value ? new CodeValue(CodeTable<TEnum>.ToIndex(value._value) + 1, value._unknown) : default;

    internal static Code<TEnum> OfIndex(int index) => new(CodeTable<TEnum>.FromIndex(index), null);

    internal static Code<TEnum> OfUnknown(string code) => new(default, code);
}
