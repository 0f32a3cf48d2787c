namespace FhirTyped.R4;

/// <summary>
/// A time of the day, of no particular day and place.
/// <see href="https://hl7.org/fhir/R4/datatypes.html#time"/>
/// An immutable value; the default holds nothing. A text outside the format is kept, and <see cref="IsValid"/> is false.
/// </summary>
[System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
[System.Text.Json.Serialization.JsonConverter(typeof(FhirTimeJsonConverter))]
public readonly partial struct FhirTime : IEquatable<FhirTime>, ISpanParsable<FhirTime>
{
    private readonly TemporalValue _value;

    // The text as it came, where writing the value would give another one.
    private readonly string? _text;

    internal FhirTime(TemporalValue value, string? text)
    {
        _value = value;
        _text = text;
    }

    /// <summary>How much is known; <see cref="FhirPrecision.None"/> where the text is outside the format.</summary>
    public FhirPrecision Precision => _value.Precision;

    /// <summary>
    /// How many digits the fraction of the second was given with; 0 where there is none, and 255 for more than that. .NET's types hold
    /// 7 of them; further digits are in the text, and count in comparisons.
    /// </summary>
    public int FractionDigits => _value.FractionDigits;

    /// <summary>Whether the text follows the standard's format.</summary>
    public bool IsValid => _value.Precision >= FhirPrecision.Second;

    /// <summary>The text, in the format of the standard, is read.</summary>
    /// <exception cref="FormatException">The text is outside the format. The message does not repeat it.</exception>
    public static FhirTime Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan(), null);
    }

    /// <inheritdoc/>
    public static FhirTime Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not a FHIR time.");

    /// <inheritdoc/>
    public static FhirTime Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads a text in the format of the standard.</summary>
    /// <returns>False where the text is outside the format.</returns>
    public static bool TryParse(string? text, out FhirTime result) => TryParse(text.AsSpan(), null, out result);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out FhirTime result) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out FhirTime result)
    {
        // A fraction may have any number of digits.
        Span<byte> utf8 = s.Length <= 64 ? stackalloc byte[64] : new byte[s.Length];
        result = default;
        if (System.Text.Ascii.FromUtf16(s, utf8, out var written) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        var parsed = Read(utf8[..written]);
        if (!parsed.IsValid)
        {
            return false;
        }

        result = parsed;
        return true;
    }

    /// <summary>
    /// Compares as the standard does: -1, 0 or 1, or null where that cannot be told because one side is less precise, has no
    /// offset, or is no valid time.
    /// </summary>
    public static int? Compare(FhirTime left, FhirTime right) => TemporalValue.Compare(left._value, left._text, right._value, right._text);

    /// <summary>Whether left is certainly before right.</summary>
    public static bool operator <(FhirTime left, FhirTime right) => Compare(left, right) < 0;

    /// <summary>Whether left is certainly after right.</summary>
    public static bool operator >(FhirTime left, FhirTime right) => Compare(left, right) > 0;

    /// <summary>Whether left is certainly not after right.</summary>
    public static bool operator <=(FhirTime left, FhirTime right) => Compare(left, right) <= 0;

    /// <summary>Whether left is certainly not before right.</summary>
    public static bool operator >=(FhirTime left, FhirTime right) => Compare(left, right) >= 0;

    /// <summary>Whether both have the same text: equal in value, precision and offset.</summary>
    public static bool operator ==(FhirTime left, FhirTime right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(FhirTime left, FhirTime right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(FhirTime other) => _value == other._value && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FhirTime other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value.Ticks, _value.Precision, _value.Offset, _text);

    /// <summary>The text in the format of the standard; as it came, where it is outside the format.</summary>
    public override string ToString()
    {
        if (_text is not null)
        {
            return _text;
        }

        Span<byte> utf8 = stackalloc byte[TemporalValue.LongestText];
        return System.Text.Encoding.ASCII.GetString(utf8[..Format(utf8)]);
    }

    /// <summary>What the text says, or nothing where it is outside the format.</summary>
    internal TemporalValue Temporal => _value;

    /// <summary>The text where it is not the canonical one, else null.</summary>
    internal string? KeptText => _text;

    /// <summary>Writes the canonical text; the length written.</summary>
    internal int Format(Span<byte> target) => _value.IsNone ? 0 : _value.FormatTime(target);

    /// <summary>Reads a text; one outside the format is kept as it is.</summary>
    internal static FhirTime Read(ReadOnlySpan<byte> utf8) =>
        TemporalValue.TryParseTimeOfDay(utf8, out var value, out var isCanonical)
            ? new FhirTime(value, isCanonical ? null : System.Text.Encoding.UTF8.GetString(utf8))
            : new FhirTime(default, System.Text.Encoding.UTF8.GetString(utf8));
}
